import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { aalenJohansen, valueAt } from '#engine/stats/aalen-johansen';
import { kaplanMeier, quantile } from '#engine/stats/kaplan-meier';
import { tableOf } from './support/subjects';

const folder = resolve(import.meta.dirname, '../../../../shared/data/maven');
const present = existsSync(folder);
if (!present) console.warn('Maven pipeline skipped: no ../shared/data/maven beside the repository');

type Deal = { deal_stage: string; engage_date: string; close_date: string };

const outcomes: Record<string, number> = { Won: 1, Lost: 2 };
const day = (date: string) => Date.parse(date) / 86_400_000;

describe.skipIf(!present)('the Maven pipeline from engaging to close', () => {
  function engaged() {
    const file = readFileSync(resolve(folder, 'sales_pipeline.csv'), 'utf8');
    const deals = Papa.parse<Deal>(file, { header: true, skipEmptyLines: true }).data;
    return tableOf(
      deals
        .filter(({ engage_date }) => engage_date !== '')
        .map(({ deal_stage, engage_date, close_date }) => ({
          t: day(close_date || '2017-12-31') - day(engage_date),
          s: outcomes[deal_stage] ?? 0,
        })),
    );
  }

  it('has a median of 69 days to close with open deals counted', () => {
    const curve = kaplanMeier(engaged());
    expect(curve.n).toBe(8300);
    expect(quantile(curve, 0.5).value).toBe(69);
  });

  it('wins 0.5194 and loses 0.3017 by day 138', () => {
    const curve = aalenJohansen(engaged());
    expect(valueAt(curve, 'won', 138).value).toBeCloseTo(0.519439, 6);
    expect(valueAt(curve, 'lost', 138).value).toBeCloseTo(0.301741, 6);
    expect(valueAt(curve, 'won', 30).value).toBeCloseTo(0.218995, 6);
  });
});
