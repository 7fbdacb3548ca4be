import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestEngine, testEngine } from '../support/engine';

let engine: TestEngine;
beforeEach(async () => {
  engine = await testEngine();
});
afterEach(() => engine.close());

async function file(name: string, text: string): Promise<string> {
  const path = join(engine.home, name);
  await writeFile(path, text);
  return path;
}

it('the same files beside one that is passed over make no second import', async () => {
  const files = [
    await file('deals.csv', 'deal_id,stage,amount\n1,Won,10\n2,Demo,20\n'),
    await file('dictionary.csv', 'Table,Field,Description\ndeals,stage,Where the deal is\n'),
  ];
  const first = await engine.importFiles(files);
  const second = await engine.importFiles(files);
  expect(second.report.import).toBe(first.report.import);
  expect(await engine.call('import.history', {})).toHaveLength(1);
});

const potentials = (leads: [string, string]) =>
  `Potential Name,Potential Owner,Created Time,Closing Date,Amount,Stage,Probability,LEADID
First,Ana,"15 Apr, 2021 00:02:00","16 Apr, 2021 00:03:00",$100.00,Needs Analysis,20,${leads[0]}
Second,Ana,"15 Apr, 2021 00:02:00","18 Apr, 2021 00:03:00",$900.00,Closed Won,100,${leads[1]}
`;

it.each<[string, [string, string], string | undefined]>([
  ['stands for the deal where no two share it', ['7001', '7002'], 'LEADID'],
  ['is no id of deals that came from one lead', ['7001', '7001'], undefined],
  ['is no id where a deal lacks it', ['7001', ''], undefined],
])('the id of a lead %s, and no deal is lost', async (_, leads, id) => {
  const { inspect, report } = await engine.importFiles([await file('Potentials.csv', potentials(leads))]);
  expect(inspect.files[0]!.mapping.id).toBe(id);
  expect([report.files[0]!.rowsRejected, report.opportunities]).toEqual([0, 2]);
});

it('the id of a lead is taken for the id of the deal in a header without rows', async () => {
  const [header] = potentials(['', '']).split('\n');
  const { files } = await engine.call('import.inspect', {
    sources: [`path:${await file('Potentials.csv', `${header}\n`)}`],
  });
  expect(files[0]!.mapping.id).toBe('LEADID');
});
