import type { StagedColumn } from '../staged-file';
import type { DamageKind } from './damage-kind';

/** Lengths of the ids of a column of numbers, and how many begin with 0; kept, because other files decide what it means. */
export type IdShape = { shortest: number; longest: number; zeros: number };

/** Notes the shape of ids that are numbers; nothing is found in one file alone. */
export const idShapes: DamageKind = async ({ columns }) => ({ columns: columns.map(withShape), damage: [] });

function withShape(column: StagedColumn): StagedColumn {
  const { signs, samples, field } = column;
  const numbers = samples.length > 0 && samples.every((sample) => /^\d+$/.test(sample.trim()));
  if (!signs || field === null || signs.shortest === 0 || !numbers) return column;
  const { shortest, longest, zeros } = signs;
  return { ...column, idShape: { shortest, longest, zeros } };
}
