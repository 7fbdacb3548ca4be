import { type Command, Option } from 'commander';
import type { ActivityAnswer, ActivityRate, ActivityRow, Band } from '#shared/results/leads';
import type { CliRun } from '../cli-host';
import { countCell, daysCell, rateIntervalCell } from '../format/cells';
import { type Column, tableText } from '../format/table';
import { metricOutput, numberColumn } from '../metric-output';
import type { ScopeOptions } from '../options';
import { addScopeOptions, formatOf, scopeOf, workspaceOf } from '../options';
import { type Output, printOutput } from '../output';
import { withWorkspace } from '../session';

type Kind = ActivityAnswer['kind'];
type ActivityOptions = Omit<ScopeOptions, 'by'> & { kind: Kind };

const help = `
The period bounds when activities took place and when the deals were created. Rates count activities that say what
came of them; hours of the week are in JSON. Touches are activities that were done until a deal was closed.

Examples:
  weir activity -w sales.weir --from 2026-01-01
  weir activity -w sales.weir --kind meeting --json
`;

const rateNames: Record<ActivityRate['name'], string> = {
  connect: 'calls answered',
  reply: 'e-mails answered',
  positive: 'e-mails answered with interest',
  held: 'meetings held',
};

/** `weir activity`: what was done, what came of it, and deals by how they were worked. */
export function addActivity(program: Command, run: CliRun): void {
  const command = program
    .command('activity')
    .summary('calls, e-mails and meetings: what came of them, and touches to win')
    .description('What was done and what came of it, and deals by how soon and how often they were touched.')
    .addOption(
      new Option('--kind <kind>', 'what the hours of the week count')
        .choices(['call', 'e-mail', 'meeting', 'task'])
        .default('call'),
    );
  addScopeOptions(command, { weight: false }).addHelpText('after', help);
  command.action((options: ActivityOptions) => printActivity(run, options));
}

async function printActivity(run: CliRun, { kind, ...options }: ActivityOptions): Promise<void> {
  const format = formatOf(options);
  const answer = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('metric.activity', { ...scopeOf(options), kind }),
  );
  printOutput(run.host, format, outputOf(answer));
}

function outputOf(answer: ActivityAnswer): Output {
  const { document, rows, warnings } = metricOutput(answer, { title: '', columns: [] });
  const after = `${ratesText(answer)}${bandsText('touches', answer.touches)}${bandsText('first touch', answer.speed)}${summary(answer)}`;
  return {
    document,
    rows: rows ?? [],
    warnings: warnings ?? [],
    text: () => metricOutput(answer, { title: 'Activity', columns, after }).text(),
  };
}

const columns: Column<ActivityRow>[] = [
  { header: 'kind', cell: ({ kind }) => kind },
  numberColumn('done', (row) => countCell(row.activities)),
  numberColumn('inbound', (row) => countCell(row.inbound)),
  numberColumn('outbound', (row) => countCell(row.outbound)),
];

function ratesText({ rates }: ActivityAnswer): string {
  if (rates.length === 0) return '';
  return `\n${tableText<ActivityRate>(
    [
      { header: 'rate', cell: ({ name }) => rateNames[name] },
      numberColumn('share (95 %)', ({ rate, low, high }) => rateIntervalCell(rate, low, high)),
      numberColumn('of', ({ n }) => countCell(n)),
      numberColumn('not known of', ({ unknown }) => countCell(unknown)),
    ],
    rates,
  )}`;
}

function bandsText(header: string, bands: readonly Band[]): string {
  if (bands.length === 0) return '';
  return `\n${tableText<Band>(
    [
      { header, cell: ({ label }) => label },
      numberColumn('deals', ({ share }) => countCell(share.n)),
      numberColumn('closed', ({ won }) => countCell(won.n)),
      numberColumn('won of closed (95 %)', ({ won }) => rateIntervalCell(won.rate, won.low, won.high)),
    ],
    bands,
  )}`;
}

function summary({ medianTouchesWon, lostAfterOne, medianLength }: ActivityAnswer): string {
  const { rate, low, high, n } = lostAfterOne;
  return [
    medianTouchesWon === null ? '' : `\nTouches of a deal won, median: ${daysCell(medianTouchesWon)}\n`,
    n === 0 ? '' : `Lost after one touch: ${rateIntervalCell(rate, low, high)} of ${countCell(n)} lost\n`,
    medianLength === null ? '' : `Length of an answered call, median: ${daysCell(medianLength)} minutes\n`,
  ].join('');
}
