import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import Papa from 'papaparse';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actionLists } from '#shared/results/health';
import { type TestEngine, testEngine } from '../../support/engine';
import { hostileDeals, hostileNames } from './hostile-names';

let engine: TestEngine;
beforeAll(async () => {
  engine = await testEngine();
  const path = join(engine.home, 'deals.csv');
  writeFileSync(path, hostileDeals());
  await engine.importFiles([path]);
});
afterAll(() => engine.close());

const written = async (list: (typeof actionLists)[number], format: 'csv' | 'xlsx') => {
  const ticket = await engine.call('actions.export', { list, format });
  const file = engine.ticketFile(ticket.ticket);
  expect(file?.name).toBe(`${list}.${format}`);
  return { ticket, bytes: readFileSync(file!.path) };
};
const known = [...hostileNames];

it('a CSV file has every deal with what to do, and no cell that a spreadsheet would run', async () => {
  const { ticket, bytes } = await written('worklist', 'csv');
  const { data } = Papa.parse<string[]>(bytes.toString('utf8').trim());
  expect(ticket.rows).toBe(hostileNames.length);
  expect(data).toHaveLength(hostileNames.length + 1);
  expect(data[0]).toEqual(expect.arrayContaining(['Owner', 'Deal', 'What to do', 'Amount', 'Close date']));
  for (const cell of data.slice(1).flat()) expect(cell).not.toMatch(/^[=+\-@＝\t\r\n]/);
  const names = data.slice(1).map((row) => row[data[0]!.indexOf('Deal')]!.replace(/^'(?=[=+\-@＝\t])/, ''));
  expect(names.sort()).toEqual([...known].sort());
});

it('a workbook has the names as they are, as texts, and no formula', async () => {
  const { bytes } = await written('worklist', 'xlsx');
  const files = Object.entries(unzipSync(new Uint8Array(bytes))).map(
    ([name, content]) => [name, strFromU8(content)] as const,
  );
  const xml = files
    .filter(([name]) => name.startsWith('xl/'))
    .map(([, text]) => text)
    .join('\n');
  expect(xml).not.toMatch(/<f[ >]/);
  expect(xml).not.toContain('<img');
  const decoded = xml
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
  for (const name of known) expect(decoded).toContain(`>${name}<`);
});

it('is read back by the import as it was written', async () => {
  const other = await testEngine();
  const { bytes } = await written('worklist', 'xlsx');
  const path = join(other.home, 'worklist.xlsx');
  writeFileSync(path, bytes);
  const { files } = await other.call('import.inspect', { sources: [`path:${path}`], mapping: {} });
  expect(files[0]?.rowsRead).toBe(hostileNames.length);
  await other.close();
});

it('every list can be written, also where names would be taken for parameters', async () => {
  for (const list of actionLists) {
    for (const format of ['csv', 'xlsx'] as const) {
      const { ticket } = await written(list, format);
      expect(ticket.rows).toBe((await engine.call('metric.actionList', { list })).total);
    }
  }
});

it('asks for the deals of an owner whatever the name', async () => {
  for (const name of known) {
    const where = [{ field: 'owner', values: [name] }];
    const { n, alerts } = await engine.call('metric.health', { where });
    expect({ name, n, late: alerts.find(({ code }) => code === 'past-due-close')?.deals }).toEqual({
      name,
      n: 1,
      late: 1,
    });
  }
});
