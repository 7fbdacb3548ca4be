import { type RiskRow, type RiskTable, riskTable } from '#engine/stats/risk-table';

/** One subject: age at exit, outcome (0 censored, 1 won, 2 lost), weight, age at which it came into view. */
export type Subject = { t: number; s: number; weight?: number; entry?: number };

function rowOf({ t, s, weight = 1 }: Subject): RiskRow {
  return {
    t,
    won: s === 1 ? weight : 0,
    lost: s === 2 ? weight : 0,
    censored: s === 0 ? weight : 0,
  };
}

export function tableOf(subjects: Subject[]): RiskTable {
  const delayed = subjects.flatMap(({ entry, weight = 1 }) =>
    entry === undefined ? [] : [{ t: entry, won: 0, lost: 0, censored: 0, entered: weight }],
  );
  return riskTable([...subjects.map(rowOf), ...delayed]);
}
