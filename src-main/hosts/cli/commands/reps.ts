import { type Command, Option } from 'commander';
import { WeirError } from '#shared/contract/errors';
import type {
  RepCard,
  RepRow,
  RepStageRow,
  RepStagesAnswer,
  RepsAnswer,
  VariationSplit,
} from '#shared/results/reps';
import type { CliRun } from '../cli-host';
import { countCell, counted, daysCell, emptyCell, rateCell, rateIntervalCell } from '../format/cells';
import { plainText } from '../format/plain-text';
import { type Column, tableText } from '../format/table';
import { metricOutput, numberColumn } from '../metric-output';
import {
  addScopeOptions,
  formatOf,
  given,
  parseDay,
  parseWhole,
  type ScopeOptions,
  scopeOf,
  workspaceOf,
} from '../options';
import { type Output, printOutput } from '../output';
import { withWorkspace } from '../session';
import { coachingOutput } from './coaching-output';

type RepsOptions = ScopeOptions & {
  stage?: string;
  stages?: boolean;
  within?: number;
  ramp?: 'excluded' | 'included';
  ranks?: boolean;
  rep?: string;
  coached?: string;
};

const help = `
A deal counts for the rep who had it when it reached the stage, and without --stage for the one who closed it. Only
deals that were followed long enough count: the days by which nine of ten that go on have done so, or --within.
"expected" is what the team brings on of the same kinds of deals, "adjusted" the rate at the team's mix, "shrunk" what
is known of the true rate, with an 80 % interval. A rep is pointed out, as high or low, where chance does not explain
the difference, corrected for the number of reps: unusual, worth a look. Reps stand by name. --from and --to
bound the day a deal reached the stage or was created.

With --rep and --coached: that rep in each stage before the day of a coaching and since, followed for the same days, with
the difference. "against the team" takes off what changed for everybody at the same kinds of deals.

Examples:
  weir reps -w sales.weir
  weir reps -w sales.weir --stage Negotiation --json
  weir reps -w sales.weir --stages
  weir reps -w sales.weir --rep "Anders Seo" --coached 2026-01-15
`;

/** `weir reps`: reps compared fairly, in a stage or in the whole sale. */
export function addReps(program: Command, run: CliRun): void {
  const command = program
    .command('reps')
    .summary('reps compared fairly, in a stage or in the whole sale')
    .description('Reps compared fairly: adjusted for their deals, shrunk by what chance can do.')
    .option('--stage <name>', 'who brings deals on from this stage; else from creation to winning')
    .option('--stages', 'each rep in each stage, with the one stage to work on')
    .option('--within <days>', 'follow deals for so many days', parseWhole)
    .addOption(
      new Option('--ramp <how>', 'deals of the first days of new reps').choices(['excluded', 'included']),
    )
    .option('--ranks', 'with the place of each rep among all and its interval')
    .option('--rep <name>', 'one rep before and since --coached')
    .option('--coached <day>', 'day of a coaching of --rep', parseDay);
  addScopeOptions(command, { weight: false }).addHelpText('after', help);
  command.action((options: RepsOptions) => printReps(run, options));
}

async function printReps(run: CliRun, options: RepsOptions): Promise<void> {
  const format = formatOf(options);
  const { stage, stages, within, ramp, ranks } = options;
  const params = { ...scopeOf(options), ...given({ within, ramp }) };
  const coached = coachingOf(options);
  const output = await withWorkspace(run.host, workspaceOf(options), async ({ call }) =>
    coached
      ? coachingOutput(await call('metric.coaching', { ...params, ...coached }))
      : stages
        ? stagesOutput(await call('metric.repStages', params))
        : repsOutput(await call('metric.reps', { ...params, ...given({ stage, ranks }) })),
  );
  printOutput(run.host, format, output);
}

/** Both or none of the two options. */
function coachingOf({ rep, coached }: RepsOptions): { owner: string; coached: string } | null {
  if (rep === undefined && coached === undefined) return null;
  if (rep !== undefined && coached !== undefined) return { owner: rep, coached };
  throw new WeirError({
    code: 'invalid-input',
    message: 'A coaching is of a rep on a day; one of them is missing.',
    hint: 'Give --rep and --coached.',
  });
}

function repsOutput(answer: RepsAnswer): Output {
  const columns: Column<RepRow>[] = [
    { header: 'owner', cell: (row) => row.owner ?? emptyCell },
    numberColumn('n', (row) => countCell(row.n)),
    numberColumn('went on', (row) => countCell(row.k)),
    numberColumn('rate', (row) => rateCell(row.n > 0 ? row.rate : null)),
    numberColumn('expected', (row) => daysCell(row.expected)),
    numberColumn('adjusted', (row) => rateCell(row.adjusted)),
    numberColumn('shrunk (80 %)', (row) => rateIntervalCell(row.shrunk, row.low, row.high)),
    numberColumn('limits 95 %', (row) => limitsCell(row.n, row.limitLow95, row.limitHigh95)),
    { header: 'unusual', cell: (row) => row.flag ?? emptyCell },
    numberColumn('signal', (row) => rateCell(row.signal)),
    ...(answer.rows.some(({ rank }) => rank)
      ? [numberColumn<RepRow>('place (80 %)', ({ rank }) => (rank ? `${rank.low}–${rank.high}` : emptyCell))]
      : []),
    numberColumn('open', (row) => countCell(row.openDeals)),
  ];
  const title = answer.stage === null ? 'Reps, creation to win' : `Reps, ${answer.stage}`;
  return metricOutput(answer, { title, columns, after: `\n${teamLine(answer)}\n` });
}

function limitsCell(n: number, low: number, high: number): string {
  return n > 0 ? `${rateCell(low)}–${rateCell(high)}` : emptyCell;
}

function teamLine({ rate, withinDays, n, effect, mix }: RepsAnswer): string {
  const all = `All: ${rateCell(rate)} of ${counted(n, 'deal', 'deals')} went on within ${withinDays} days`;
  const adjusted = mix.length > 0 ? `; expected by ${mix.join(', ').toLowerCase()}` : '';
  if (!effect) return `${all}${adjusted}.`;
  const p = effect.pValue < 0.001 ? 'p < 0.001' : `p = ${effect.pValue.toFixed(3)}`;
  return `${all}${adjusted}. Were all reps equal, they would lie so far apart with ${p}; half of a difference is real from ${countCell(effect.strength)} deals on.`;
}

function stagesOutput(answer: RepStagesAnswer): Output {
  const names = answer.stages.map(({ stage }) => stage ?? 'sale');
  const byOwner = new Map<string | null, RepStageRow[]>();
  for (const row of answer.rows) byOwner.set(row.owner, [...(byOwner.get(row.owner) ?? []), row]);
  const columns: Column<[string | null, RepStageRow[]]>[] = [
    { header: 'owner', cell: ([owner]) => owner ?? emptyCell },
    ...names.map((name, at) =>
      numberColumn<[string | null, RepStageRow[]]>(name, ([, rows]) =>
        cellText(rows.find(({ rank }) => rank === answer.stages[at]!.rank)),
      ),
    ),
  ];
  const map = tableText(columns, [...byOwner]);
  const after = [cardsText(answer.cards), variationText(answer.variation)].filter((text) => text).join('\n');
  return metricOutput(answer, {
    title: 'Reps by stage',
    columns: [],
    after: `${map}\n${after}\n`,
  });
}

/** Adjusted rate and number of deals; an arrow where it is unusual. */
function cellText(row: RepStageRow | undefined): string {
  if (!row || row.n === 0) return emptyCell;
  const arrow = { high: '↑', low: '↓', none: '' }[row.flag ?? 'none'];
  return `${rateCell(row.adjusted)} of ${countCell(row.n)}${arrow}`;
}

function cardsText(cards: readonly RepCard[]): string {
  const columns: Column<RepCard>[] = [
    { header: 'rep', cell: ({ owner }) => owner },
    { header: 'work on', cell: ({ focus }) => focus?.stage },
    { header: 'evidence', cell: ({ focus }) => focus?.evidence },
    { header: 'learn from', cell: ({ focus }) => focus?.learnFrom.join(', ') },
  ];
  const some = cards.filter(({ focus }) => focus !== null);
  return some.length > 0 ? tableText(columns, some) : 'No rep stands out below the team in a stage.\n';
}

function variationText(variation: VariationSplit): string {
  if (variation === null) return '';
  const { stages, mix, reps, repStages } = variation;
  return plainText(
    `Variation beyond chance: ${rateCell(stages)} between stages, ${rateCell(mix)} between kinds of deals, ` +
      `${rateCell(reps)} between reps, ${rateCell(repStages)} between reps in single stages.`,
  );
}
