import type { Command } from 'commander';
import { type ConformanceRow, conformanceParts, type VariantRow } from '#shared/results/flow';
import type { CliRun } from '../cli-host';
import { countCell, daysCell, rateCell, rateIntervalCell } from '../format/cells';
import { type Column, tableText } from '../format/table';
import { metricOutput, numberColumn } from '../metric-output';
import type { ScopeOptions } from '../options';
import { addByOption, addScopeOptions, formatOf, parsePositive, scopeOf, workspaceOf } from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';

type ConformanceOptions = ScopeOptions & { variants: number };

const help = `
A deal keeps to the path when it skips no stage that the template does not allow to skip, and never moves
back to a stage it had not been in. Repeat visits are legal and counted. Without a template the order of
the stages is the path. --from and --to bound the day a deal was created.

Examples:
  weir conformance -w sales.weir
  weir stages set --template modern-b2b -w sales.weir
  weir conformance -w sales.weir --by owner --variants 5
`;

/** `weir conformance`: how deals keep to the path, and which paths they take. */
export function addConformance(program: Command, run: CliRun): void {
  const command = program
    .command('conformance')
    .summary('how many deals keep to the path of stages, and which paths they take')
    .description('How many deals keep to the path of stages, and which paths they take.')
    .option('--variants <n>', 'how many of the most common paths', parsePositive, 10);
  addScopeOptions(addByOption(command)).addHelpText('after', help);
  command.action((options: ConformanceOptions) => printConformance(run, options));
}

async function printConformance(run: CliRun, options: ConformanceOptions): Promise<void> {
  const format = formatOf(options);
  const params = { ...scopeOf(options), variants: options.variants };
  const answer = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('metric.conformance', params),
  );
  const columns: Column<ConformanceRow>[] = [
    ...(options.by ? [{ header: options.by, cell: (row: ConformanceRow) => row.key ?? '–' }] : []),
    numberColumn('deals', (row) => countCell(row.deals)),
    ...conformanceParts.map((part) =>
      numberColumn<ConformanceRow>(part, (row) =>
        rateCell(row.shares.find((share) => share.part === part)?.share),
      ),
    ),
    numberColumn('visits a deal', (row) => daysCell(row.meanVisits)),
    numberColumn('paths', (row) => countCell(row.paths)),
  ];
  const csvRows = answer.rows.flatMap((row) =>
    row.shares.map((share) => ({ ...(options.by ? { key: row.key } : {}), ...share })),
  );
  const after = answer.rows.map((row) => variantsText(row, options.by)).join('');
  printOutput(run.host, format, metricOutput(answer, { title: 'Conformance', columns, csvRows, after }));
}

function variantsText(row: ConformanceRow, by: string | undefined): string {
  const columns: Column<VariantRow>[] = [
    { header: 'path', cell: ({ path }) => path.join(' > ') },
    numberColumn('deals', ({ deals }) => countCell(deals)),
    numberColumn('win rate (95 %)', ({ winRate, low, high }) => rateIntervalCell(winRate, low, high)),
    numberColumn('median days to win', ({ medianDays }) => daysCell(medianDays)),
    numberColumn('fitness', ({ fitness }) => rateCell(fitness)),
  ];
  return `\n${by ? `${by} ${row.key ?? '–'}\n` : ''}${tableText(columns, row.variants)}`;
}
