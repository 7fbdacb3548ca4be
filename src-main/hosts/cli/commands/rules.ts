import { type Command, InvalidArgumentError } from 'commander';
import { WeirError } from '#shared/contract/errors';
import { type NamedPack, type Rule, type RulePack, ruleKinds, rulePacks } from '#shared/model/rule-pack';
import {
  bestLimit,
  type CountdownRow,
  type DueDeal,
  dueBands,
  type RuleCountdownAnswer,
  type RuleSimulationAnswer,
  type SimulationRow,
} from '#shared/results/rules';
import type { CliRun } from '../cli-host';
import { amountCell, countCell, daysCell, emptyCell, rateCell, rateIntervalCell } from '../format/cells';
import { type Column, tableText } from '../format/table';
import { metricOutput, numberColumn } from '../metric-output';
import type { ScopeOptions, WorkspaceOptions } from '../options';
import {
  addScopeOptions,
  addWorkspaceOption,
  formatOf,
  parsePositive,
  parseWhole,
  scopeOf,
  workspaceOf,
} from '../options';
import { type Output, printOutput } from '../output';
import { type Call, withWorkspace } from '../session';

type PackOptions = ScopeOptions & { pack?: string; rule?: Rule[] };
type CountdownOptions = PackOptions & { limit: number };
type SimulateOptions = PackOptions & { cost: number };

const help = `
A pack is named by its id or name (weir rules lists them), or written as one or more --rule KIND=LIMIT:
  no-follow-up=DAYS  not-closed=DAYS  capacity=CUSTOMERS
A deal is taken at the end of the day on which it reaches a limit and is still open. Packs with limits by level or
product line are made on the page Rules.

Examples:
  weir rules -w sales.weir
  weir rules countdown -w sales.weir --pack public-pool
  weir rules simulate -w sales.weir --pack weekly --cost 5
  weir rules simulate -w sales.weir --rule no-follow-up=21 --rule not-closed=120 --json
`;

/** `weir rules`: packs of rules, the days they leave open deals, and what they would have taken. */
export function addRules(program: Command, run: CliRun): void {
  const rules = program
    .command('rules')
    .summary('rules that take deals back: packs, countdown, simulation over history')
    .description('Packs of rules that take deals back into the pool when nobody follows up or closes them.')
    .addHelpText('after', help);
  const list = rules.command('list', { isDefault: true }).description('Lists the packs of rules.');
  addWorkspaceOption(list).action((options: WorkspaceOptions) => listPacks(run, options));
  const countdown = addPackOptions(
    rules.command('countdown').description('Days that each open deal has left, the nearest first.'),
  ).option('--limit <n>', 'so many deals at most', parseWhole, 50);
  addScopeOptions(countdown, { weight: false })
    .addHelpText('after', help)
    .action((options: CountdownOptions) => printCountdown(run, options));
  const simulate = addPackOptions(
    rules
      .command('simulate')
      .description('Which deals a pack would have taken, and how many of them were won later.'),
  ).option('--cost <ratio>', 'what a wrongly taken win costs, in recycled dead deals', parsePositive, 3);
  addScopeOptions(simulate, { weight: false })
    .addHelpText('after', help)
    .action((options: SimulateOptions) => printSimulation(run, options));
}

function addPackOptions(command: Command): Command {
  return command
    .option('--pack <pack>', 'the pack, by id or name')
    .option('--rule <kind=limit>', 'a rule in place of a pack; repeat for more', collectRule);
}

function collectRule(text: string, before: Rule[] = []): Rule[] {
  const [name, value] = text.split('=');
  const kind = ruleKinds.find((known) => known === name);
  const limit = Number(value);
  if (kind && Number.isInteger(limit) && limit >= 1 && limit <= 3650) return [...before, { kind, limit }];
  throw new InvalidArgumentError(`KIND=LIMIT is expected, with KIND one of ${ruleKinds.join(', ')}.`);
}

async function listPacks(run: CliRun, options: WorkspaceOptions): Promise<void> {
  const packs = await withWorkspace(run.host, workspaceOf(options), ({ call }) => packsOf(call));
  printOutput(run.host, formatOf(options), {
    document: { packs },
    rows: packs.flatMap(({ id, name, rules }) =>
      rules.map((rule) => ({ id, name, kind: rule.kind, limit: rule.limit, by: rule.by?.field ?? null })),
    ),
    text: () =>
      tableText<NamedPack>(
        [
          { header: 'id', cell: ({ id }) => id },
          { header: 'pack', cell: ({ name }) => name },
          { header: 'rules', cell: ({ rules }) => rules.map(ruleText).join(', ') },
        ],
        packs,
      ),
  });
}

async function packsOf(call: Call): Promise<NamedPack[]> {
  return rulePacks(await call('saved.list', { kind: 'rules' }));
}

function ruleText({ kind, limit, by }: Rule): string {
  return `${kind} ${limit}${by ? ` (by ${by.field})` : ''}`;
}

/** The pack that the options name. Error: `invalid-input` where none is named or known. */
async function packOf(call: Call, { pack, rule }: PackOptions): Promise<{ name: string; pack: RulePack }> {
  if (rule) return { name: rule.map(ruleText).join(', '), pack: { rules: rule, followUp: 'auto' } };
  const packs = await packsOf(call);
  const found = packs.find(({ id, name }) => id === pack || name === pack);
  if (found) return { name: found.name, pack: { rules: found.rules, followUp: found.followUp } };
  throw new WeirError({
    code: 'invalid-input',
    message: pack === undefined ? 'No pack of rules is named.' : `There is no pack of rules "${pack}".`,
    hint: `Packs: ${packs.map(({ id }) => id).join(', ')}; or write --rule no-follow-up=10.`,
  });
}

async function printCountdown(run: CliRun, options: CountdownOptions): Promise<void> {
  const format = formatOf(options);
  const { name, answer } = await withWorkspace(run.host, workspaceOf(options), async ({ call }) => {
    const { name, pack } = await packOf(call, options);
    const params = { ...scopeOf(options), pack, limit: options.limit };
    return { name, answer: await call('metric.ruleCountdown', params) };
  });
  printOutput(run.host, format, countdownOutput(name, answer));
}

function countdownOutput(name: string, answer: RuleCountdownAnswer): Output {
  const { document, warnings } = metricOutput(answer, { title: '', columns: [] });
  const rules = answer.rows.filter(({ rule }) => rule !== null);
  const after = `\n${tableText(dueColumns(rules), answer.deals)}`;
  return {
    document,
    warnings: warnings ?? [],
    rows: answer.deals,
    text: () =>
      metricOutput(answer, { title: `Countdown, ${name}`, columns: countdownColumns, after }).text(),
  };
}

const labelOf = ({ kind, limit }: { kind: string | null; limit: number | null }) =>
  kind === null ? 'nearest of all' : `${kind} ${limit}`;

const countdownColumns: Column<CountdownRow>[] = [
  { header: 'rule', cell: labelOf },
  numberColumn('open', (row) => countCell(row.open)),
  ...dueBands.map(({ from, to }, i) =>
    numberColumn<CountdownRow>(
      from === null ? 'reached' : to === null ? `over ${from - 1} days` : `${from}–${to} days`,
      (row) => countCell(row.bands[i]?.count ?? 0),
    ),
  ),
  numberColumn('no countdown', (row) => countCell(row.none)),
];

function dueColumns(rules: readonly CountdownRow[]): Column<DueDeal>[] {
  return [
    { header: 'deal', cell: ({ name, id }) => name ?? id },
    { header: 'owner', cell: ({ owner }) => owner ?? emptyCell },
    { header: 'stage', cell: ({ stage }) => stage ?? emptyCell },
    numberColumn('amount', ({ amount }) => amountCell(amount)),
    { header: 'last follow-up', cell: ({ followedOn }) => followedOn ?? emptyCell },
    ...rules.map((rule, i) => numberColumn<DueDeal>(labelOf(rule), ({ left }) => daysCell(left[i]))),
  ];
}

async function printSimulation(run: CliRun, options: SimulateOptions): Promise<void> {
  const format = formatOf(options);
  const { name, answer } = await withWorkspace(run.host, workspaceOf(options), async ({ call }) => {
    const { name, pack } = await packOf(call, options);
    return { name, answer: await call('metric.ruleSimulation', { ...scopeOf(options), pack }) };
  });
  printOutput(run.host, format, simulationOutput(name, answer, options.cost));
}

function simulationOutput(name: string, answer: RuleSimulationAnswer, cost: number): Output {
  const { document, rows, warnings } = metricOutput(answer, { title: '', columns: [] });
  const title = `Simulation, ${name}`;
  return {
    document,
    rows: rows ?? [],
    warnings: warnings ?? [],
    text: () =>
      metricOutput(answer, { title, columns: simulationColumns, after: bestText(answer, cost) }).text(),
  };
}

const simulationColumns: Column<SimulationRow>[] = [
  { header: 'rule', cell: (row) => (row.kind === null ? 'whole pack' : labelOf(row)) },
  numberColumn('deals', (row) => countCell(row.deals)),
  numberColumn('taken', (row) => countCell(row.taken)),
  numberColumn('of deals (95 %)', (row) => rateIntervalCell(row.takenShare, row.takenLow, row.takenHigh)),
  numberColumn('taken first', (row) => countCell(row.first)),
  numberColumn('won later', (row) => countCell(row.won)),
  numberColumn('value won', (row) => amountCell(row.wonValue)),
  numberColumn('lost', (row) => countCell(row.lost)),
  numberColumn('still open', (row) => countCell(row.open)),
  numberColumn('won of closed (95 %)', (row) => rateIntervalCell(row.wonRate, row.wonLow, row.wonHigh)),
  numberColumn('of the others', (row) => rateCell(row.sparedRate)),
  numberColumn('days spared', (row) => daysCell(row.medianDaysSpared)),
];

function bestText({ rows, sweep }: RuleSimulationAnswer, cost: number): string {
  const lines = rows.flatMap(({ rule, kind, limit }) => {
    if (rule === null) return [];
    const best = bestLimit(
      sweep.filter((row) => row.rule === rule && row.value === undefined),
      cost,
    );
    const text = best
      ? `${best.row.limit} (${best.from}–${best.to} within 5 %): ${countCell(best.row.lost)} lost and ${countCell(best.row.won)} won ones taken`
      : 'none: every limit costs more than it gains';
    return [`${kind} ${limit}: best limit ${text}\n`];
  });
  return `\nWith a wrongly taken win worth ${daysCell(cost)} recycled dead deals:\n${lines.join('')}`;
}
