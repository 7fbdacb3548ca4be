import type { MethodParams } from '#shared/contract/methods';
import type {
  CheckCode,
  CheckPoint,
  CheckUnit,
  HealthCheck,
  Severity,
  UpkeepPast,
} from '#shared/results/health';
import { upkeepPasts } from '#shared/results/health';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { sumOf, toCents } from '../group-by';
import { type OpenCheck, openCheckConditions } from './check-conditions';
import { type History, sumOfStages, type UpkeepHistory } from './history';
import { frontStages, lateStages } from './judged';
import { chanceOfShare, usualLimit } from './usual';

type Scope = MethodParams<'metric.health'>;
export type Counted = { deals: number; amount: number };
/** `dated`: deals of which it is known when they came into the stage. */
export type OpenCounts = Counted & { dated: number; checks: ReadonlyMap<string, Counted> };

/** Weeks that closings are counted over for the late-stage load, as four-week steps. */
const loadSteps = 3;

/** Every check that the data allows, with its value on the last day of the history. Without `upkeep` the past of it is not asked. */
export function checksOf(
  facts: WorkspaceFacts,
  scope: Scope,
  stages: ReadonlyMap<number, OpenCounts>,
  { history, upkeep }: { history: History; upkeep: UpkeepHistory | null },
): HealthCheck[] {
  const open = sumOf(stages.values(), ({ deals }) => deals);
  const dated = sumOf(stages.values(), (stage) => stage.dated);
  // Shares of stages have a past only where it is known when deals came into them.
  const shared = dated >= (1 - constants.partialShare) * open ? history : { ...history, open: new Map() };
  const of = (code: OpenCheck): Counted => {
    const found = [...stages.values()].map(({ checks }) => checks.get(code) ?? none);
    return { deals: sumOf(found, (one) => one.deals), amount: toCents(sumOf(found, (one) => one.amount)) };
  };
  return [
    ...upkeepChecks(openCheckConditions(facts, scope.asOf ?? facts.asOf), open, of, upkeep),
    ...(lateStages(facts).length > 0 ? [lateLoad(facts, of('late-load'), history)] : []),
    ...pileUps(facts, scope, stages, open, shared),
    fewCreated(history),
    ...(frontStages(facts).length > 0 ? [thinFront(facts, of('thin-front'), open, shared)] : []),
    ...sinks(history),
  ];
}

const none: Counted = { deals: 0, amount: 0 };

/** What nobody should have to be told: counts of deals whose limit is none at all. */
function upkeepChecks(
  conditions: ReturnType<typeof openCheckConditions>,
  open: number,
  of: (code: OpenCheck) => Counted,
  history: UpkeepHistory | null,
): HealthCheck[] {
  return Object.entries(upkeep).flatMap(([name, { title, text }]) => {
    const code = name as keyof typeof upkeep;
    if (conditions[code] === null) return [];
    const counted = of(code);
    return [
      {
        ...named(code, title, 'deals', 'above'),
        message:
          counted.deals === 0
            ? `No open deal ${text[0]}.`
            : `${dealsOf(counted.deals, open)} ${counted.deals === 1 ? text[0] : text[1]}.`,
        value: counted.deals,
        limit: 0,
        severity: severityOf(counted.deals, open),
        ...counted,
        history: isPast(code) ? history && upkeepPoints(history)[code] : [],
        historyText:
          code === 'stale' ? 'Deals beyond the limit for days in their stage, by the limits of today' : null,
      },
    ];
  });
}

/** The past of those checks of upkeep that have one. */
export function upkeepPoints(past: UpkeepHistory): Record<UpkeepPast, CheckPoint[]> {
  return {
    stale: pointsOf(past, past.stale),
    'unqualified-old': pointsOf(past, past.unqualified),
    'past-due-close': pointsOf(past, past.pastDue),
  };
}

function isPast(code: CheckCode): code is UpkeepPast {
  return upkeepPasts.some((known) => known === code);
}

const { unqualifiedDays } = constants;
/** Title, and what one and several deals do. */
const upkeep = {
  stale: {
    title: 'Stale deals',
    text: [
      'is stale',
      'are stale: too long in their stage, too long without a touch, or with much lower odds',
    ],
  },
  'past-due-close': {
    title: 'Close dates in the past',
    text: ['has a close date in the past', 'have a close date in the past'],
  },
  'overdue-next-step': {
    title: 'Overdue next steps',
    text: ['has a next step that is overdue', 'have a next step that is overdue'],
  },
  'unqualified-old': {
    title: 'Never qualified',
    text: [
      `is still in the first stage after ${unqualifiedDays} days`,
      `are still in the first stage after ${unqualifiedDays} days`,
    ],
  },
  'no-next-step': { title: 'No next step', text: ['has no next step', 'have no next step'] },
  'no-amount': {
    title: 'No amount',
    text: ['is past the first stage without an amount', 'are past the first stage without an amount'],
  },
  'no-owner': { title: 'No owner', text: ['has no owner', 'have no owner'] },
  'closed-probability': {
    title: 'Probability of a closed deal',
    text: ['is open with a probability of 0 or 100%', 'are open with a probability of 0 or 100%'],
  },
  'early-commit': {
    title: 'Committed too early',
    text: ['is committed in the first third of the stages', 'are committed in the first third of the stages'],
  },
  'close-before-created': {
    title: 'Close date before creation',
    text: ['is expected to close before it was created', 'are expected to close before they were created'],
  },
  'late-without-date': {
    title: 'Late without a close date',
    text: ['is in a late stage without a close date', 'are in a late stage without a close date'],
  },
} as const satisfies Partial<Record<OpenCheck, { title: string; text: readonly [string, string] }>>;

/** Weeks that it takes to close what stands in the late stages, at the pace of the last twelve weeks (Little's law). */
function lateLoad(facts: WorkspaceFacts, counted: Counted, history: History): HealthCheck {
  const late = lateStages(facts);
  const standing = sumOfStages(history.open, late);
  const closings = sumOfStages(history.closings, late);
  const closed = closings.map((_, i) =>
    i < loadSteps ? null : sumOf(closings.slice(i + 1 - loadSteps, i + 1), (n) => n),
  );
  const weeks = loadSteps * 4;
  const loads = closed.map((n, i) => (n ? standing[i]! / (n / weeks) : null));
  const value = loads.at(-1) ?? null;
  const now = closed.at(-1) ?? 0;
  // Both counts are what they are by chance, too.
  const chance = (mean: number) =>
    mean * Math.sqrt(1 / Math.max(counted.deals, 1) + 1 / Math.max(now ?? 1, 1));
  const { limit, mean } = usualLimit(known(history, loads).slice(0, -1), 'above', chance);
  const pace = `${rounded((now ?? 0) / weeks)} a week are closed out of them`;
  return {
    ...named('late-load', 'Load of the late stages', 'weeks', 'above'),
    message:
      value === null
        ? `${dealsOf(counted.deals)} in the late stages, and none was closed out of them in the last ${weeks} weeks.`
        : `${dealsOf(counted.deals)} in the late stages ${counted.deals === 1 ? 'is' : 'are'} ${rounded(value)} weeks of work: ${pace}${usual(mean, limit, ' weeks', rounded)}.`,
    value,
    limit,
    severity: value === null ? (counted.deals > 0 ? 'medium' : null) : beyond(value, limit, mean),
    ...counted,
    history: pointsOf(history, loads),
  };
}

/** Stages that hold a larger share of the open deals than is usual for them. */
function pileUps(
  facts: WorkspaceFacts,
  scope: Scope,
  stages: ReadonlyMap<number, OpenCounts>,
  open: number,
  history: History,
): HealthCheck[] {
  const all = sumOfStages(history.open);
  const shown = facts.stages.filter(
    ({ kind, pipeline }) => kind === 'open' && (scope.pipeline === undefined || pipeline === scope.pipeline),
  );
  // Where everybody stands in one stage nothing piles up.
  if (shown.length < 2) return [];
  return shown.map(({ stageId, stage }) => {
    const own = history.open.get(stageId);
    const shares = all.map((n, i) => (n >= constants.thin ? (own?.[i] ?? 0) / n : null));
    const counted = stages.get(stageId) ?? none;
    const value = open > 0 ? counted.deals / open : null;
    const { limit, mean } = usualLimit(known(history, shares).slice(0, -1), 'above', chanceOfShare(open));
    return {
      ...named('pile-up', `Pile-up in ${stage}`, 'share', 'above'),
      stage,
      message: `${stage} holds ${percent(value)} of the open deals${usual(mean, limit, '', percent)}.`,
      value,
      limit,
      severity: value === null ? null : beyond(value, limit, mean),
      deals: counted.deals,
      amount: toCents(counted.amount),
      history: pointsOf(history, shares),
    };
  });
}

/** Too few new deals in the last four weeks. */
function fewCreated(history: History): HealthCheck {
  const weekly = history.created.map((n, i) => (i === 0 ? null : n / 4));
  const value = weekly.at(-1) ?? null;
  const chance = (mean: number) => Math.sqrt(mean / 4);
  const { limit, mean } = usualLimit(known(history, weekly).slice(0, -1), 'below', chance);
  const deals = history.created.at(-1) ?? 0;
  return {
    ...named('few-created', 'New deals', 'deals a week', 'below'),
    message: `${rounded(value ?? 0)} deals a week were created in the last four weeks${usual(mean, limit, '', rounded)}.`,
    value,
    limit,
    severity: value === null ? null : beyond(value, limit, mean),
    deals,
    amount: 0,
    history: pointsOf(history, weekly),
  };
}

/** Too small a share of the open deals in the first third of the stages. */
function thinFront(facts: WorkspaceFacts, counted: Counted, open: number, history: History): HealthCheck {
  const all = sumOfStages(history.open);
  const front = sumOfStages(history.open, frontStages(facts));
  const shares = all.map((n, i) => (n >= constants.thin ? front[i]! / n : null));
  const value = open > 0 ? counted.deals / open : null;
  const { limit, mean } = usualLimit(known(history, shares).slice(0, -1), 'below', chanceOfShare(open));
  return {
    ...named('thin-front', 'Front of the funnel', 'share', 'below'),
    message: `${percent(value)} of the open deals are in the first third of the stages${usual(mean, limit, '', percent)}.`,
    value,
    limit,
    severity: value === null ? null : beyond(value, limit, mean),
    ...counted,
    history: pointsOf(history, shares),
  };
}

/** Days that deals had been open which were lost in the last four weeks as unqualified; none where no reason says so. */
function sinks(history: History): HealthCheck[] {
  const { unqualified } = history;
  if (unqualified.deals.every((n) => n === 0)) return [];
  const days = unqualified.days.map((sum, i) => (i === 0 ? null : sum));
  const [deals, value] = [unqualified.deals.at(-1) ?? 0, days.at(-1) ?? null];
  const chance = (mean: number) => mean / Math.sqrt(Math.max(deals, 1));
  const { limit, mean } = usualLimit(known(history, days).slice(0, -1), 'above', chance);
  return [
    {
      ...named('unqualified-sinks', 'Sunk in unqualified deals', 'days', 'above'),
      message: `${dealsOf(deals)} lost as unqualified in the last four weeks had been open for ${whole(value ?? 0)} days together${usual(mean, limit, ' days', whole)}.`,
      value,
      limit,
      severity: value === null ? null : beyond(value, limit, mean),
      deals,
      amount: 0,
      history: pointsOf(history, days),
    },
  ];
}

type Named = Pick<HealthCheck, 'code' | 'stage' | 'title' | 'unit' | 'wrong' | 'historyText'>;

function named(code: HealthCheck['code'], title: string, unit: CheckUnit, wrong: 'above' | 'below'): Named {
  return { code, stage: null, title, unit, wrong, historyText: null };
}

function pointsOf({ days }: Pick<History, 'days'>, values: readonly (number | null)[]): CheckPoint[] {
  return days.map((day, i) => ({ day, value: values[i] ?? null }));
}

/** Without what lies before there had been deals for four weeks. */
function known({ days, firstDay }: History, values: readonly (number | null)[]): (number | null)[] {
  return values.map((value, i) => (i > 0 && firstDay !== null && days[i - 1]! >= firstDay ? value : null));
}

function severityOf(deals: number, open: number): Severity | null {
  if (deals === 0) return null;
  const { high, medium } = constants.severeShare;
  return deals >= high * open ? 'high' : deals >= medium * open ? 'medium' : 'low';
}

/** Beyond the limit by as much again as it lies from the mean is of high severity. */
function beyond(value: number, limit: number | null, mean: number | null): Severity | null {
  if (limit === null || mean === null) return null;
  const [over, room] = limit >= mean ? [value - limit, limit - mean] : [limit - value, mean - limit];
  return over <= 0 ? null : over > room ? 'high' : 'medium';
}

function usual(
  mean: number | null,
  limit: number | null,
  unit: string,
  write: (n: number) => string,
): string {
  if (mean === null || limit === null) return '; the past is too short to tell what is usual';
  return `, against ${write(mean)}${unit} on average over the year before (limit ${write(limit)})`;
}

function dealsOf(n: number, open?: number): string {
  const share = open ? ` (${percent(n / open)} of the open ones)` : '';
  return `${whole(n)} ${n === 1 ? 'deal' : 'deals'}${share}`;
}

function whole(n: number): string {
  return Math.round(n).toLocaleString('en');
}

function rounded(n: number): string {
  return n.toLocaleString('en', { maximumFractionDigits: n < 10 ? 1 : 0 });
}

function percent(share: number | null): string {
  if (share === null) return '–';
  return share.toLocaleString('en', { style: 'percent', maximumFractionDigits: share < 0.1 ? 1 : 0 });
}
