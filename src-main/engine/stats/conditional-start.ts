import type { RiskTable } from './risk-table';

const fewestAtStart = 5;

/**
 * First row of the table from which a curve may start. With delayed entry the first events can meet one
 * or two subjects and force survival to 0 before most have entered; then the curve starts at the first later
 * age with at least 5 at risk and is conditional on being open until that age. 0 when no such start is needed
 * or none is possible: without later entries the number at risk only falls.
 */
export function conditionalStart(table: RiskTable, atRisk: Float64Array): number {
  const first = table.t.findIndex((_, i) => table.won[i]! + table.lost[i]! > 0);
  if (first < 0 || atRisk[first]! >= fewestAtStart) return 0;
  const reliable = atRisk.findIndex((present, i) => i > first && present >= fewestAtStart);
  return Math.max(0, reliable);
}
