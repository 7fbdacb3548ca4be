import type { Row } from '#engine/query/connection';
import { type Band, speedBands, touchBands } from '#shared/results/leads';
import { sumOf } from '../group-by';
import { shareOf } from './share-of';

export type Worked = Row &
  Record<'speed' | 'attempts' | 'leads' | 'converted' | 'won' | 'talked' | 'met', number>;

/** Leads by how soon they were first touched: converted and won of all. */
export function workedBands(rows: readonly Worked[]): Band[] {
  return bands(rows, speedBands, (row) => row.speed);
}

/** The same by how often. */
export function attemptBands(rows: readonly Worked[]): Band[] {
  return bands(rows, touchBands, (row) => row.attempts);
}

function bands(rows: readonly Worked[], labels: readonly string[], bandOf: (row: Worked) => number): Band[] {
  if (rows.length === 0) return [];
  return labels.map((label, band) => {
    const own = rows.filter((row) => bandOf(row) === band);
    const n = sumOf(own, (row) => row.leads);
    return {
      band,
      label,
      share: shareOf(
        sumOf(own, (row) => row.converted),
        n,
      ),
      won: shareOf(
        sumOf(own, (row) => row.won),
        n,
      ),
    };
  });
}
