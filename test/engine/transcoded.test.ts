import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Mapping } from '#shared/model/mapping';
import { testEngine } from '../support/engine';
import { dataFolder, hasShared } from '../support/vectors';
import { reportWorkbook } from './import/support/report-workbook';
import { type Deals, locales, mappingOfLocale, transcoded } from './import/support/transcode';

/** Whether headers and stages of these languages are recognised; until then the test says what they mean. */
const languagesAreKnown = true;

function mavenDeals(): Deals {
  const [header = '', ...lines] = readFileSync(`${dataFolder}maven/sales_pipeline.csv`, 'utf8')
    .trim()
    .split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
  });
}

/** One entry a way of writing the list: its name, the file's name, its bytes, and what the languages need to be told. */
const writings: [name: string, file: string, bytes: (deals: Deals) => Uint8Array, mapping: Mapping | null][] =
  [
    ...locales.map((locale): (typeof writings)[number] => [
      locale.name,
      'deals.csv',
      (deals) => transcoded(deals, locale),
      languagesAreKnown || Object.keys(locale.stages).length === 0 ? null : mappingOfLocale(locale),
    ]),
    ...([1900, 1904] as const).map((epoch): (typeof writings)[number] => [
      `a report in a workbook that counts days from ${epoch}`,
      'deals.xlsx',
      (deals) => reportWorkbook(deals, epoch),
      null,
    ]),
  ];

describe.skipIf(!hasShared('data/maven'))('the Maven pipeline', () => {
  it.each(writings)(
    'gives the same figures to the cent written in %s',
    async (_name, file, bytes, mapping) => {
      const engine = await testEngine();
      try {
        const path = join(engine.home, file);
        await writeFile(path, bytes(mavenDeals()));
        const { inspect } = await engine.importFiles([path], mapping ? { [file]: mapping } : {});
        expect(inspect.decisions).toEqual([]);
        const status = await engine.call('workspace.status', {});
        expect(status).toMatchObject({ opportunities: 8800, won: 4238, lost: 2473, wonValue: 10_005_534 });
        const { rows } = await engine.call('metric.winRate', {});
        expect(rows[0]?.closedRate).toBeCloseTo(0.631501, 6);
        const dated = await engine.call('metric.cycle', { outcome: 'closed' });
        expect(dated.rows[0]).toMatchObject({ n: 8300, events: 6711, median: 69 });
        const days = await engine.call('sql.run', {
          sql: 'SELECT min(created_at)::DATE::VARCHAR, max(closed_at)::DATE::VARCHAR FROM weir.opportunity',
        });
        expect(days.rows).toEqual([['2016-10-20', '2017-12-31']]);
      } finally {
        await engine.close();
      }
    },
  );
});
