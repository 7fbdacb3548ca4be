import type { LossReasonRow } from '#shared/results/loss-reasons';
import type { Matrix } from '../../../charts/heat-matrix';
import type { DrillInput } from '../../../state/drill';

/** Columns of a table that people can still read. */
export const mostColumns = { stage: 12, owner: 7 };

/** Losses by reason and by the stage they were lost from, or by owner; those of most losses first. */
export function reasonMatrix(
  rows: readonly LossReasonRow[],
  byOwner: boolean,
  weight: 'count' | 'value',
): Matrix<DrillInput> {
  const amount = (some: readonly LossReasonRow[]) =>
    some.reduce((sum, row) => sum + (weight === 'value' ? row.value : row.count), 0);
  const columnOf = (row: LossReasonRow) => (byOwner ? (row.key ?? null) : row.stage);
  const columns = sorted(rows, columnOf, amount).slice(0, byOwner ? mostColumns.owner : mostColumns.stage);
  const nameOfColumn = (name: string | null) => name ?? (byOwner ? 'No owner' : 'Not known');
  return {
    corner: 'Reason',
    columns: columns.map(nameOfColumn),
    total: 'All',
    rows: sorted(rows, nameOf, amount).map((name) => {
      const own = rows.filter((row) => nameOf(row) === name);
      const reasons = [...new Set(own.flatMap(({ values }) => values))];
      return {
        name,
        total: amount(own),
        cells: columns.map((column) => {
          const here = own.filter((row) => columnOf(row) === column);
          if (here.length === 0) return null;
          return {
            value: amount(here),
            tone: 'lost' as const,
            select: {
              title: `${name}, ${nameOfColumn(column)}`,
              behind: { metric: 'loss-reasons' as const, reasons, ...(byOwner ? {} : { stage: column }) },
              ...(byOwner ? { group: { field: 'owner', value: column } } : {}),
              definition: 'loss-reasons' as const,
              method: 'metric.lossReasons' as const,
            },
          };
        }),
      };
    }),
  };
}

function nameOf({ category, reason }: LossReasonRow): string {
  if (reason === null) return 'No reason given';
  return category ? `${category}: ${reason}` : reason;
}

/** Different values, those of most losses first. */
function sorted<T>(
  rows: readonly LossReasonRow[],
  partOf: (row: LossReasonRow) => T,
  amount: (rows: readonly LossReasonRow[]) => number,
): T[] {
  const values = [...new Set(rows.map(partOf))];
  const size = new Map(values.map((value) => [value, amount(rows.filter((row) => partOf(row) === value))]));
  return values.sort((a, b) => (size.get(b) ?? 0) - (size.get(a) ?? 0));
}
