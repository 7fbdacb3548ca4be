import type { Damage } from '#shared/results/workspace';
import type { StagedColumn } from '../staged-file';
import { bands } from './bands';
import { cutTables } from './cut-tables';
import { cutTexts } from './cut-texts';
import type { DamageKind, Found, ProfiledTable } from './damage-kind';
import { errorCells } from './error-cells';
import { excelTexts } from './excel-texts';
import { idShapes } from './id-shape';
import { lostDigits } from './lost-digits';
import { mojibake } from './mojibake';
import { salesforceIds } from './salesforce-ids';
import { serialDays } from './serial-days';

/** In the order in which reading mends them. */
const kinds: readonly DamageKind[] = [
  excelTexts,
  errorCells,
  mojibake,
  bands,
  lostDigits,
  salesforceIds,
  idShapes,
  serialDays,
  cutTexts,
  cutTables,
];

/** The line of each of some rows, ascending, where it can be told cheaply. */
export type LinesOf = (rows: readonly number[]) => Promise<ReadonlyMap<number, number>>;

/** What happened to the table before it came here, over all its rows, and its columns with what reading has to mend. */
export async function findDamage(
  table: ProfiledTable,
  linesOf: LinesOf,
): Promise<{ columns: StagedColumn[]; damage: Damage[] }> {
  let columns = table.columns;
  const found: Found[] = [];
  for (const kind of kinds) {
    const looked = await kind({ ...table, columns });
    columns = looked.columns;
    found.push(...looked.damage);
  }
  return { columns: columns.map(withoutSigns), damage: await withLines(found, linesOf) };
}

function withoutSigns({ signs: _signs, ...column }: StagedColumn): StagedColumn {
  return column;
}

/** The same, with the lines of the examples. */
export async function withLines(found: readonly Found[], linesOf: LinesOf): Promise<Damage[]> {
  const rows = [...new Set(found.flatMap(({ samples }) => samples.map(({ row }) => row)))].sort(
    (a, b) => a - b,
  );
  const lines = rows.length === 0 ? new Map<number, number>() : await linesOf(rows);
  return found.map((damage) => ({
    ...damage,
    samples: damage.samples.map(({ row, value }) => ({ line: lines.get(row) ?? null, value })),
  }));
}
