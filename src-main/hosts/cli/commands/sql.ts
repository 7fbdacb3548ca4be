import type { Command } from 'commander';
import type { SqlResult } from '#shared/results/metrics';
import type { CliRun } from '../cli-host';
import { countCell } from '../format/cells';
import { type Column, tableText } from '../format/table';
import type { WorkspaceOptions } from '../options';
import { addWorkspaceOption, formatOf, parseWhole, workspaceOf } from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';

type SqlOptions = WorkspaceOptions & { limit: number };
type Value = SqlResult['rows'][number][number];

const help = `
Examples:
  weir sql -w sales.weir "SELECT owner, count(*) AS deals FROM weir.opportunity GROUP BY ALL"
  weir sql -w sales.weir "FROM weir.win_rate(dim := owner)" --format csv
`;

/** `weir sql`: a query over the workspace's tables and metric macros. It cannot write. */
export function addSql(program: Command, run: CliRun): void {
  const command = program
    .command('sql')
    .summary('run a read-only query over the workspace')
    .description('Runs a read-only query over the tables and metric macros of the workspace.')
    .argument('<query>', 'one SELECT, in quotes')
    .option('--limit <n>', 'at most this many rows', parseWhole, 1000);
  addWorkspaceOption(command)
    .addHelpText('after', help)
    .action((query: string, options: SqlOptions) => printSql(run, query, options));
}

async function printSql(run: CliRun, sql: string, options: SqlOptions): Promise<void> {
  const format = formatOf(options);
  const result = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('sql.run', { sql, limit: options.limit }),
  );
  const rows = rowObjects(result);
  const document = {
    columns: result.columns,
    rows,
    truncated: result.truncated,
    elapsedMs: result.elapsedMs,
  };
  printOutput(run.host, format, {
    document,
    text: () => sqlText(result),
    rows,
    warnings: cutWarning(result),
  });
}

function cutWarning({ truncated, rows }: SqlResult): { code: string; message: string }[] {
  if (!truncated) return [];
  return [
    {
      code: 'truncated',
      message: `More rows exist than the ${countCell(rows.length)} shown; raise --limit.`,
    },
  ];
}

/** Rows as objects; a column name that comes twice gets a number. */
export function rowObjects({ columns, rows }: Pick<SqlResult, 'columns' | 'rows'>): Record<string, Value>[] {
  const names: string[] = [];
  for (const { name } of columns) {
    const same = names.filter((taken) => taken === name || taken.startsWith(`${name}_`)).length;
    names.push(names.includes(name) ? `${name}_${same + 1}` : name);
  }
  return rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i] ?? null])));
}

function sqlText({ columns, rows }: SqlResult): string {
  const view: Column<Value[]>[] = columns.map(({ name }, i) => ({
    header: name,
    align: rows.every((row) => row[i] == null || typeof row[i] === 'number') ? 'right' : 'left',
    cell: (row) => (row[i] == null ? null : String(row[i])),
  }));
  return tableText(view, rows);
}
