import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { detectDialect } from '#engine/import/dialect';
import { lineRuns, linesAt } from '#engine/import/record-lines';
import { type TestEngine, testEngine } from '../support/engine';
import { workbook } from './import/support/workbook';

let engine: TestEngine;
beforeEach(async () => {
  engine = await testEngine();
});
afterEach(() => engine.close());

const header = 'Deal ID,Note,Stage,Amount,Created Date,Close Date';

/** The lines that the timelines of these deals name, each once. */
async function linesOf(ids: readonly string[]): Promise<(number | null)[]> {
  const lines: (number | null)[] = [];
  for (const id of ids) {
    const { timeline } = await engine.call('deals.get', { id });
    const own = [...new Set(timeline.map(({ line }) => line))];
    expect(own).toHaveLength(1);
    lines.push(own[0] ?? null);
  }
  return lines;
}

describe('the line that a deal names as its source', () => {
  it('is that of its row, below notes, cells with line breaks, blank lines, totals and broken rows', async () => {
    const path = join(engine.home, 'deals.csv');
    const rows = [
      'Deals of June',
      '',
      header,
      'D1,"two\nlines",Demo,5,2024-01-05,',
      '',
      'D2,x,Closed Won,6,2024-01-06,2024-02-06',
      'D3,x,Demo,7,2024-01-07,,too,many',
      'Total,,,18,,',
      'D4,"three\n\nlines",Closed Lost,8,2024-01-08,2024-03-08',
      'D5,short,Demo',
      'D6,x,Demo,9,2024-01-09,',
    ];
    await writeFile(path, rows.join('\n'));
    await engine.importFiles([path]);
    const text = readFileSync(path, 'utf8').split('\n');
    const ids = ['D1', 'D2', 'D4', 'D6'];
    const lines = await linesOf(ids);
    expect(lines.map((line) => text[(line ?? 0) - 1]?.slice(0, 2))).toEqual(ids);
    await engine.call('import.undo', {});
    const { rows: left } = await engine.call('sql.run', {
      sql: "SELECT table_name FROM information_schema.tables WHERE table_schema = 'raw'",
    });
    expect(left).toEqual([]);
  });

  it('is the row of a sheet, whatever line breaks its cells hold', async () => {
    const path = join(engine.home, 'deals.xlsx');
    const rows = [
      header.split(','),
      ['D1', 'two\nlines', 'Demo', 5, '2024-01-05', ''],
      ['D2', 'x', 'Closed Won', 6, '2024-01-06', '2024-02-06'],
    ];
    await writeFile(path, workbook({ sheets: [{ name: 'Deals', rows }] }));
    await engine.importFiles([path]);
    expect(await linesOf(['D1', 'D2'])).toEqual([2, 3]);
  });

  it('is true for any line breaks in cells, blank lines and line ends', async () => {
    const note = fc.constantFrom('x', '"two\nlines"', '"a\n\n\nb"', '');
    const shape = fc.array(fc.tuple(note, fc.constantFrom('', '', '\n', '\n\n')), {
      minLength: 1,
      maxLength: 9,
    });
    const path = join(engine.home, 'lines.csv');
    await fc.assert(
      fc.asyncProperty(shape, fc.constantFrom('\n', '\r\n'), fc.boolean(), async (cells, end, isEnded) => {
        const rows = cells.map(([text, gap], i) => `D${i},${text},Demo,${i},2024-01-05,\n${gap}`).join('');
        const text = `${header}\n${isEnded ? rows : rows.trimEnd()}`.replaceAll('\n', end);
        await writeFile(path, text);
        const runs = await lineRuns(
          { file: path, lines: null },
          detectDialect(text),
          [],
          cells.length,
          undefined,
        );
        const lines = text.split(end);
        for (const i of cells.keys()) {
          const run = runs.findLast(({ record }) => record <= i);
          const line = (run?.line ?? 0) + i - (run?.record ?? 0);
          expect(lines[line - 1]?.startsWith(`D${i},`)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });
});

it('the line of a position behind the last row, where a quote never ends, is that of this row', async () => {
  const path = join(engine.home, 'open.csv');
  const text = 'A,B\n1,2\n3,"open\n4,5\n';
  await writeFile(path, text);
  const { sample: _sample, ...dialect } = detectDialect(text, {}, true);
  const [second, last] = [text.indexOf('1,2'), text.indexOf('4,5')];
  const lines = await linesAt(path, { ...dialect, skip: 1 }, [second, last], undefined);
  expect([lines.get(second), lines.get(last)]).toEqual([2, 3]);
});
