import type { CohortRow, CohortsAnswer, ProjectedCell } from '#shared/results/cohorts';

export const cohortMeasures = ['won', 'lost', 'rate'] as const;
export type CohortMeasure = (typeof cohortMeasures)[number];
/** What is drawn of cohorts: measures of the page, and the share lost where losses are looked at. */
export type DrawnMeasure = CohortMeasure | 'lost-rate';
export type Weight = 'count' | 'value';

/** One cell of the heat map: what was seen of it, and what it is expected to come to. */
export type CohortCell = {
  cohort: string;
  bucket: number;
  row: CohortRow | null;
  projected: ProjectedCell | null;
  observed: boolean;
  /** What is drawn: the observed figure, else the expected one, else what has come so far. */
  value: number | null;
  low: number | null;
  high: number | null;
};

/** Everything of one cohort that its cells share. */
export type CohortLine = { cohort: string; deals: number; value: number; cells: CohortCell[] };

/** Cohorts with their cells by step of age, oldest first; those of months or quarters without deals are not there. */
export function cohortLines(
  answer: Pick<CohortsAnswer, 'rows' | 'projected'>,
  measure: DrawnMeasure,
  weight: Weight,
): CohortLine[] {
  type Found = { rows: CohortRow[]; projected: Map<number, ProjectedCell> };
  const lines = new Map<string, Found>();
  for (const row of answer.rows) {
    const line: Found = lines.get(row.cohort) ?? { rows: [], projected: new Map() };
    line.rows.push(row);
    lines.set(row.cohort, line);
  }
  for (const cell of answer.projected ?? []) lines.get(cell.cohort)?.projected.set(cell.bucket, cell);
  return [...lines]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([cohort, { rows, projected }]) => {
      const { deals = 0, value = 0 } = rows[0] ?? {};
      const whole = isShare(measure) ? (weight === 'value' ? value : deals) : 1;
      const last = Math.max(rows.length - 1, ...projected.keys());
      const cells = Array.from({ length: last + 1 }, (_, bucket) =>
        cellOf(cohort, bucket, rows[bucket] ?? null, projected.get(bucket) ?? null, {
          measure,
          weight,
          whole,
        }),
      );
      return { cohort, deals, value, cells };
    });
}

function isShare(measure: DrawnMeasure): boolean {
  return measure === 'rate' || measure === 'lost-rate';
}

type Drawn = { measure: DrawnMeasure; weight: Weight; whole: number };

function cellOf(
  cohort: string,
  bucket: number,
  row: CohortRow | null,
  projected: ProjectedCell | null,
  { measure, weight, whole }: Drawn,
): CohortCell {
  const observed = row?.observed ?? false;
  const share = (amount: number) => (whole > 0 ? amount / whole : null);
  if (!observed && projected) {
    const [value, low, high] = [projected.expected, projected.low, projected.high].map(share);
    return {
      cohort,
      bucket,
      row,
      projected,
      observed,
      value: value ?? null,
      low: low ?? null,
      high: high ?? null,
    };
  }
  const value = row ? seen(row, measure, weight) : null;
  const [seenLow, seenHigh] = row ? seenBand(row, measure) : [null, null];
  return {
    cohort,
    bucket,
    row,
    projected,
    observed,
    value,
    low: seenLow,
    high: seenHigh,
  };
}

/** What was seen of a cell by the as-of day. */
export function seen(row: CohortRow, measure: DrawnMeasure, weight: Weight): number | null {
  if (measure === 'rate') return row.wonRate ?? row.naive;
  if (measure === 'lost-rate') return row.lostRate;
  if (weight === 'value') return measure === 'won' ? row.wonValue : row.lostValue;
  return row[measure];
}

function seenBand(row: CohortRow, measure: DrawnMeasure): readonly [number | null, number | null] {
  if (measure === 'rate') return [row.low, row.high];
  if (measure === 'lost-rate') return [row.lostLow, row.lostHigh];
  return [null, null];
}
