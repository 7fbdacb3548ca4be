import type { EngineClient } from '#shared/contract/methods';
import { builtInPacks } from '#shared/model/rule-pack';
import type { ScopeInput } from '#shared/model/scope';

/** What changes from run to run, so that no answer can come from a cache. */
export type Variation = { asOf: string; owner: string; search: string; run: number };

export type PageCall = {
  page: string;
  what: string;
  call(engine: EngineClient, variation: Variation): Promise<unknown>;
  /** Name of the naive query on the raw event table that asks about the same. */
  naive?: 'reach' | 'closed' | 'cycle' | 'visits' | 'pipeline' | 'deals';
};

function scopeOf({ asOf, owner, run }: Variation): ScopeInput {
  // Every third run filters by owner, the others look at everything, as people do.
  return run % 3 === 0 ? { asOf, where: [{ field: 'owner', values: [owner] }] } : { asOf };
}

const publicPool = { rules: builtInPacks[0]?.rules ?? [] };

/** The calls that each page makes when it is shown or a control changes. */
export const pageCalls: readonly PageCall[] = [
  {
    page: 'Reps',
    what: 'each rep in each stage',
    call: (engine, v) => engine.call('metric.repStages', { asOf: v.asOf }),
  },
  {
    page: 'Reps',
    what: 'one stage',
    call: (engine, v) => engine.call('metric.reps', { asOf: v.asOf, stage: 'Proposal' }),
  },
  {
    page: 'Overview',
    what: 'everything on the page',
    call: (engine, v) => engine.call('metric.overview', scopeOf(v)),
    naive: 'pipeline',
  },
  {
    page: 'Funnel',
    what: 'stages with intervals',
    call: (engine, v) => engine.call('metric.funnel', scopeOf(v)),
    naive: 'reach',
  },
  {
    page: 'Funnel',
    what: 'strict order',
    call: (engine, v) => engine.call('metric.funnel', { ...scopeOf(v), definition: 'strict' }),
  },
  {
    page: 'Funnel',
    what: 'four definitions compared',
    call: (engine, v) => engine.call('metric.definitions', scopeOf(v)),
  },
  {
    page: 'Funnel',
    what: 'one step by owner',
    call: (engine, v) => engine.call('metric.funnel', { ...scopeOf(v), by: 'owner', stage: 'Proposal' }),
  },
  {
    page: 'Funnel',
    what: 'one step by segment',
    call: (engine, v) => engine.call('metric.funnel', { ...scopeOf(v), by: 'segment', stage: 'Proposal' }),
  },
  {
    page: 'Funnel',
    what: 'moves between stages',
    call: (engine, v) => engine.call('metric.flow', scopeOf(v)),
  },
  {
    page: 'Funnel',
    what: 'paths',
    call: (engine, v) => engine.call('metric.conformance', scopeOf(v)),
  },
  {
    page: 'Funnel',
    what: 'loss reasons',
    call: (engine, v) => engine.call('metric.lossReasons', scopeOf(v)),
  },
  {
    page: 'Velocity',
    what: 'time to close, curve',
    call: (engine, v) => engine.call('metric.cycle', { ...scopeOf(v), curve: true }),
    naive: 'cycle',
  },
  {
    page: 'Velocity',
    what: 'time to win, curve',
    call: (engine, v) => engine.call('metric.cycle', { ...scopeOf(v), outcome: 'won', curve: true }),
  },
  {
    page: 'Velocity',
    what: 'time to close by segment',
    call: (engine, v) => engine.call('metric.cycle', { ...scopeOf(v), by: 'segment' }),
  },
  {
    page: 'Velocity',
    what: 'time in stage',
    call: (engine, v) => engine.call('metric.timeInStage', scopeOf(v)),
    naive: 'visits',
  },
  {
    page: 'Velocity',
    what: 'velocity and its factors',
    call: (engine, v) => engine.call('metric.velocity', scopeOf(v)),
  },
  {
    page: 'Velocity',
    what: 'velocity by segment',
    call: (engine, v) => engine.call('metric.velocity', { ...scopeOf(v), by: 'segment' }),
  },
  {
    page: 'Velocity',
    what: 'trend by quarter',
    call: (engine, v) => engine.call('metric.trend', scopeOf(v)),
  },
  {
    page: 'Velocity',
    what: 'slowest step',
    call: (engine, v) => engine.call('metric.bottleneck', scopeOf(v)),
  },
  {
    page: 'Changes',
    what: 'a week, net',
    call: (engine, v) => engine.call('metric.changes', scopeOf(v)),
  },
  {
    page: 'Changes',
    what: 'a week by owner',
    call: (engine, v) => engine.call('metric.changes', { ...scopeOf(v), by: 'owner' }),
  },
  {
    page: 'Changes',
    what: 'a week, gross',
    call: (engine, v) => engine.call('metric.changes', { ...scopeOf(v), gross: true }),
  },
  {
    page: 'Changes',
    what: 'slippage of a week',
    call: (engine, v) => engine.call('metric.slippage', scopeOf(v)),
  },
  {
    page: 'Changes',
    what: 'a week in words',
    call: (engine, v) => engine.call('metric.movers', scopeOf(v)),
  },
  {
    page: 'Cohorts',
    what: 'by quarter, projected',
    call: (engine, v) => engine.call('metric.cohorts', { ...scopeOf(v), develop: 'won', closings: false }),
  },
  {
    page: 'Cohorts',
    what: 'by segment',
    call: (engine, v) => engine.call('metric.cohorts', { ...scopeOf(v), by: 'segment', closings: false }),
  },
  {
    page: 'Cohorts',
    what: 'created and won in the same quarter',
    call: (engine, v) => engine.call('metric.cohorts', scopeOf(v)),
  },
  {
    page: 'Health',
    what: 'checks and scores',
    call: (engine, v) => engine.call('metric.health', { ...scopeOf(v), past: 'later' }),
  },
  {
    page: 'Health',
    what: 'past of stale deals and close dates',
    call: (engine, v) => engine.call('metric.healthPast', scopeOf(v)),
  },
  {
    page: 'Health',
    what: 'stale deals and strips',
    call: (engine, v) => engine.call('metric.stale', { ...scopeOf(v), rows: 0, points: 1500 }),
  },
  {
    page: 'Health',
    what: 'work list',
    call: (engine, v) => engine.call('metric.actionList', { ...scopeOf(v), list: 'worklist', rows: 25 }),
  },
  {
    page: 'Health',
    what: 'record of the limits',
    call: (engine, v) => engine.call('metric.limitRecord', { asOf: v.asOf }),
  },
  {
    page: 'Rules',
    what: 'countdown',
    call: (engine, v) => engine.call('metric.ruleCountdown', { ...scopeOf(v), pack: publicPool }),
  },
  {
    page: 'Leads',
    what: 'leads by channel',
    call: (engine, v) => engine.call('metric.leads', { ...scopeOf(v), by: 'channel' }),
  },
  {
    page: 'Leads',
    what: 'activity',
    call: (engine, v) => engine.call('metric.activity', scopeOf(v)),
  },
  {
    page: 'Deals',
    what: 'first rows by amount',
    call: (engine, v) => engine.call('deals.list', scopeOf(v)),
    naive: 'deals',
  },
  {
    page: 'Deals',
    what: 'sort by age, open only',
    call: (engine, v) => engine.call('deals.list', { ...scopeOf(v), sort: 'ageDays', outcome: 'open' }),
  },
  {
    page: 'Deals',
    what: 'search by name',
    call: (engine, v) => engine.call('deals.list', { ...scopeOf(v), search: v.search }),
  },
  {
    page: 'Deals',
    what: 'deals behind a funnel bar',
    call: (engine, v) =>
      engine.call('deals.list', {
        ...scopeOf(v),
        behind: { metric: 'funnel', definition: 'reached', stage: 'Proposal', part: 'advanced' },
      }),
  },
];
