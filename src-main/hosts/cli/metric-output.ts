import type { MetricAnswer } from '#shared/results/envelope';
import { countCell, emptyCell } from './format/cells';
import { plainText } from './format/plain-text';
import { type Column, tableText } from './format/table';
import type { Output } from './output';

export type MetricOutputOptions<Row> = {
  title: string;
  columns: readonly Column<Row>[];
  /** Rows of --format csv, where they are not the answer's own. */
  csvRows?: readonly object[];
  /** Printed between the table and the warnings. */
  after?: string;
};

/** A metric answer as output: a line of what it rests on, then the table. */
export function metricOutput<Row extends object>(
  answer: MetricAnswer<Row>,
  { title, columns, csvRows, after = '' }: MetricOutputOptions<Row>,
): Output {
  return {
    document: answer,
    text: () => `${headLine(title, answer)}\n${tableText(columns, answer.rows)}${after}`,
    rows: csvRows ?? answer.rows,
    warnings: answer.warnings,
  };
}

function headLine(title: string, answer: MetricAnswer<unknown>): string {
  const parts = [
    title,
    `as of ${answer.asOf ?? emptyCell}`,
    `n ${countCell(answer.n)}`,
    evidenceText(answer),
  ];
  return [...parts, ...scopeParts(answer)].map((part) => plainText(part)).join(' · ');
}

function evidenceText({ evidence, evidenceShares }: MetricAnswer<unknown>): string {
  const shares = Object.entries(evidenceShares ?? {}).filter(([, share]) => share > 0);
  if (shares.length < 2) return `evidence ${evidence}`;
  return `evidence ${shares.map(([grade, share]) => `${grade} ${Math.round(share * 100)} %`).join(', ')}`;
}

function scopeParts({ scope }: MetricAnswer<unknown>): string[] {
  const parts: string[] = [];
  if (scope.from || scope.to) parts.push(`${scope.from ?? ''} to ${scope.to ?? ''}`.trim());
  if (scope.pipeline) parts.push(`pipeline ${scope.pipeline}`);
  for (const { field, values } of scope.where ?? []) {
    parts.push(`${field} = ${values.map((value) => value ?? '(empty)').join(' or ')}`);
  }
  if (scope.weight === 'value') parts.push('by value');
  return parts;
}

/** The first column of a broken-down table, and nothing where there is no breakdown. */
export function keyColumns<Row extends { key?: string | null }>(by: string | undefined): Column<Row>[] {
  return by === undefined ? [] : [{ header: by, cell: (row) => row.key ?? emptyCell }];
}

/** A right-aligned column. */
export function numberColumn<Row>(header: string, cell: (row: Row) => string): Column<Row> {
  return { header, align: 'right', cell };
}
