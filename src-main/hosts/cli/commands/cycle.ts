import { type Command, Option } from 'commander';
import type { CurvePoint, CycleOutcome, CycleRow } from '#shared/results/metrics';
import type { CliRun } from '../cli-host';
import { countCell, daysCell, daysIntervalCell, rateCell, rateIntervalCell } from '../format/cells';
import { type Column, tableText } from '../format/table';
import { keyColumns, metricOutput, numberColumn } from '../metric-output';
import type { ScopeOptions } from '../options';
import {
  addByOption,
  addScopeOptions,
  formatOf,
  given,
  parsePositive,
  scopeOf,
  workspaceOf,
} from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';

type CycleOptions = ScopeOptions & {
  outcome: CycleOutcome;
  start: string;
  curve?: boolean;
  benchmark?: number;
};

const help = `
Outcomes:
  closed  days to closing, won or lost: Kaplan–Meier with open deals as censored observations (default)
  won     days to winning: quantiles of the Aalen–Johansen curve of wins, losses as a competing outcome
  lost    days to losing: the same for losses

The naive mean averages only deals that have closed, and so leaves out the slow ones. The restricted mean
is the area under the curve up to tau, the last age that enough deals support.

Examples:
  weir cycle -w sales.weir --outcome won --by segment
  weir cycle -w sales.weir --benchmark 84
  weir cycle -w sales.weir --curve --format csv
`;

/** `weir cycle`: how long deals take from their start to their end. */
export function addCycle(program: Command, run: CliRun): void {
  const command = program
    .command('cycle')
    .summary('how long deals take to close, to be won, to be lost')
    .description('How long deals take from their start to their end.')
    .addOption(
      new Option('--outcome <outcome>', 'which end').choices(['won', 'lost', 'closed']).default('closed'),
    )
    .option('--start <field>', 'the date that starts the clock', 'created_at')
    .option('--benchmark <days>', 'also how many deals take longer than this', parsePositive)
    .option('--curve', 'the whole curve: who is at risk, still open, won and lost at each age');
  addScopeOptions(addByOption(command)).addHelpText('after', help);
  command.action((options: CycleOptions) => printCycle(run, options));
}

async function printCycle(run: CliRun, options: CycleOptions): Promise<void> {
  const format = formatOf(options);
  const { outcome, start, curve = false, by, benchmark } = options;
  const answer = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('metric.cycle', { ...scopeOf(options), outcome, start, curve, ...given({ benchmark }) }),
  );
  const columns = columnsOf(by, benchmark);
  const output = curve
    ? {
        title: titles[outcome],
        columns,
        csvRows: curveRows(answer.rows),
        after: curveText(answer.rows, outcome, by),
      }
    : { title: titles[outcome], columns };
  printOutput(run.host, format, metricOutput(answer, output));
}

const titles = { closed: 'Time to close', won: 'Time to win', lost: 'Time to lose' } as const;

type CurveRow = { key: string | null; outcome: CycleOutcome } & CurvePoint;

function curveRows(rows: readonly CycleRow[]): CurveRow[] {
  return rows.flatMap(({ key, outcome, curve = [] }) => curve.map((point) => ({ key, outcome, ...point })));
}

/** The bounds of a curve point belong to the share that the outcome is about. */
function curveText(rows: readonly CycleRow[], outcome: CycleOutcome, by: string | undefined): string {
  const share = (of: CycleOutcome, header: string, value: (row: CurveRow) => number): Column<CurveRow> =>
    of === outcome
      ? numberColumn(`${header} (95 %)`, (row) => rateIntervalCell(value(row), row.low, row.high))
      : numberColumn(header, (row) => rateCell(value(row)));
  const columns: Column<CurveRow>[] = [
    ...keyColumns<CurveRow>(by),
    numberColumn('day', (row) => daysCell(row.t)),
    numberColumn('at risk', (row) => countCell(row.atRisk)),
    share('closed', 'still open', (row) => row.survival),
    share('won', 'won', (row) => row.won),
    share('lost', 'lost', (row) => row.lost),
  ];
  return `\n${tableText(columns, curveRows(rows))}`;
}

function columnsOf(by: string | undefined, benchmark: number | undefined): Column<CycleRow>[] {
  const beyond = numberColumn<CycleRow>(`over ${daysCell(benchmark)} days (95 %)`, (row) =>
    rateIntervalCell(row.beyond, row.beyondLow, row.beyondHigh),
  );
  return [
    ...keyColumns<CycleRow>(by),
    numberColumn('n', (row) => countCell(row.n)),
    numberColumn('events', (row) => countCell(row.events)),
    numberColumn('median days (95 %)', (row) => daysIntervalCell(row.median, row.low, row.high)),
    numberColumn('p25', (row) => daysCell(row.p25)),
    numberColumn('p75', (row) => daysCell(row.p75)),
    numberColumn('p90', (row) => daysCell(row.p90)),
    numberColumn('restricted mean', (row) => daysCell(row.restrictedMean)),
    numberColumn('tau', (row) => daysCell(row.tau)),
    numberColumn('naive mean', (row) => daysCell(row.naiveMean)),
    numberColumn('naive median', (row) => daysCell(row.naiveMedian)),
    ...(benchmark === undefined ? [] : [beyond]),
  ];
}
