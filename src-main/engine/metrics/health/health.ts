import type { Connection, Row } from '#engine/query/connection';
import type { MethodParams } from '#shared/contract/methods';
import type {
  HealthAnswer,
  HealthCheck,
  HealthPastAnswer,
  HealthScores,
  Severity,
} from '#shared/results/health';
import { upkeepPasts } from '#shared/results/health';
import { answer } from '../answer';
import type { WorkspaceFacts } from '../facts';
import { sumOf, toCents } from '../group-by';
import { openCheckConditions } from './check-conditions';
import { checksOf, type OpenCounts, upkeepPoints } from './checks';
import { coverageCheck } from './coverage-check';
import { readHistory, readUpkeep } from './history';
import { judgedDeals, learnJudging } from './judged';
import { touchWarnings } from './stale';

/**
 * What is out of order in the open pipeline on the day: each check with its value, its limit and its own past, and scores of the
 * whole. Learned limits are those of weir.stale_deal.
 */
export async function health(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MethodParams<'metric.health'>,
): Promise<HealthAnswer> {
  const asOf = scope.asOf ?? facts.asOf;
  const known = await learnJudging(connection, facts, asOf, scope);
  const [history, counts, upkeep, coverage] = await Promise.all([
    connection.beside((other) => readHistory(other, facts, scope)),
    connection.beside((other) => readCounts(other, facts, scope)),
    scope.past === 'all' ? readUpkeep(connection, facts, scope, known.chosen) : null,
    coverageCheck(connection, facts, scope),
  ]);
  const deals = judgedDeals(facts, scope, scope);
  const checks = [
    ...checksOf(facts, scope, counts.stages, { history, upkeep }),
    ...(coverage ? [coverage] : []),
  ];
  const open = {
    deals: sumOf(counts.stages.values(), (stage) => stage.deals),
    amount: toCents(sumOf(counts.stages.values(), (stage) => stage.amount)),
  };
  return {
    ...answer('health', facts, scope, {
      n: open.deals,
      rows: checks,
      statement: { sql: `FROM ${deals.sql}`, params: deals.params },
      warnings: [...(typeof scope.limit === 'number' ? [] : known.warnings), ...touchWarnings(facts)],
    }),
    alerts: checks.filter(({ severity }) => severity !== null).sort(byUrgency),
    scores: scoresOf(facts, counts.scores),
    open,
  };
}

/** The past of those checks that metric.health leaves without it when it is asked for later. */
export async function healthPast(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MethodParams<'metric.healthPast'>,
): Promise<HealthPastAnswer> {
  const { chosen } = await learnJudging(connection, facts, scope.asOf ?? facts.asOf, scope);
  const upkeep = await readUpkeep(connection, facts, scope, chosen);
  const conditions = openCheckConditions(facts);
  const deals = judgedDeals(facts, scope, scope);
  const rows = upkeepPasts
    .filter((code) => conditions[code] !== null)
    .map((code) => ({ code, history: upkeepPoints(upkeep)[code] }));
  return answer('health', facts, scope, {
    n: rows.length,
    rows,
    statement: { sql: `FROM ${deals.sql}`, params: deals.params },
  });
}

const places: Record<Severity, number> = { high: 0, medium: 1, low: 2 };

function byUrgency(a: HealthCheck, b: HealthCheck): number {
  const place = ({ severity }: HealthCheck) => (severity === null ? 3 : places[severity]);
  return place(a) - place(b) || b.amount - a.amount || b.deals - a.deals;
}

type Scored = {
  judged: number;
  fresh: number;
  touched: number;
  moved: number;
  staged: number;
  front: number;
  priced: number;
  stepped: number;
  deals: number;
};

/** Open deals by stage with how many are in each check, and how many are as they should be. */
async function readCounts(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MethodParams<'metric.health'>,
): Promise<{ stages: Map<number, OpenCounts>; scores: Scored }> {
  const conditions = Object.entries(openCheckConditions(facts)).flatMap(([code, sql]) =>
    sql === null ? [] : [{ code, sql }],
  );
  const ofDeal = [...conditions.map(({ sql }) => sql), ...Object.values(scored)].filter(isOfDeal);
  const holds = (sql: string) => (isOfDeal(sql) ? `flags & ${2 ** ofDeal.indexOf(sql)} <> 0` : sql);
  const countOf = (sql: string) => `coalesce(sum(n) FILTER (${holds(sql)}), 0)::DOUBLE`;
  const columns = conditions.map(
    ({ sql }, i) => `${countOf(sql)} AS n${i},
    coalesce(sum(amount) FILTER (${holds(sql)}), 0)::DOUBLE AS v${i}`,
  );
  const scores = Object.entries(scored).map(([name, sql]) => `${countOf(sql)} AS ${name}`);
  const deals = judgedDeals(facts, scope, scope, { lowOdds: true });
  // Alike deals are added up first: each of so many filters costs as much as a reading of all.
  const rows = await connection.all<Row>(
    `SELECT
      stage_id,
      sum(n)::DOUBLE AS deals,
      coalesce(sum(amount), 0)::DOUBLE AS amount,
      ${[...columns, ...scores].join(',\n      ')}
    FROM (
      SELECT o.stage_id, ${ofDeal.map(flag).join('\n        + ')} AS flags, count(*) AS n, sum(o.amount) AS amount
      FROM ${deals.sql} AS o
      GROUP BY ALL
    ) AS o
    GROUP BY stage_id`,
    deals.params,
  );
  const number = (row: Row, name: string) => Number(row[name] ?? 0);
  const stages = rows.map((row): [number, OpenCounts] => [
    number(row, 'stage_id'),
    {
      deals: number(row, 'deals'),
      amount: number(row, 'amount'),
      dated: number(row, 'staged'),
      checks: new Map(
        conditions.map(({ code }, i) => [
          code,
          { deals: number(row, `n${i}`), amount: number(row, `v${i}`) },
        ]),
      ),
    },
  ]);
  const sum = (name: string) => sumOf(rows, (row) => number(row, name));
  const front = conditions.findIndex(({ code }) => code === 'thin-front');
  return {
    stages: new Map(stages),
    scores: {
      judged: sum('judged'),
      fresh: sum('fresh'),
      touched: sum('touched'),
      moved: sum('moved'),
      staged: sum('staged'),
      front: sum(`n${front}`),
      priced: sum('priced'),
      stepped: sum('stepped'),
      deals: sum('deals'),
    },
  };
}

/** What scores count of each deal `o`. */
const scored = {
  judged: 'o.days_in_stage IS NOT NULL AND o.limit_of_stage IS NOT NULL',
  fresh: 'o.days_in_stage <= o.limit_of_stage',
  touched: 'o.untouched_days <= o.touch_limit',
  staged: 'o.days_in_stage IS NOT NULL',
  moved: 'o.days_in_stage <= 28',
  priced: 'o.amount IS NOT NULL',
  stepped: 'o.next_step_date >= $as_of::DATE',
} as const satisfies Partial<Record<keyof Scored, string>>;

/** Conditions of a deal as the bits of one number. */
function flag(condition: string, bit: number): string {
  return `CASE WHEN ${condition} THEN ${2 ** bit} ELSE 0 END`;
}

/** Whether a condition tells deals of one stage apart; what is true of a whole stage is looked at once for each. */
function isOfDeal(condition: string): boolean {
  return condition.replaceAll('o.stage_id', '').includes('o.');
}

function scoresOf(facts: WorkspaceFacts, counts: Scored): HealthScores {
  const score = (deals: number, of: number, text: string) => ({
    value: of > 0 ? deals / of : null,
    deals,
    of,
    text,
  });
  const { deals } = counts;
  return {
    freshness: score(counts.fresh, counts.judged, 'within the days in their stage that won deals keep to'),
    touches: score(
      facts.hasTouches ? counts.touched : 0,
      facts.hasTouches ? deals : 0,
      'touched within their limit',
    ),
    movement: score(counts.moved, counts.staged, 'came into their stage in the last four weeks'),
    frontLoad: score(counts.front, deals, 'in the first third of the stages'),
    amount: score(counts.priced, deals, 'with an amount'),
    nextStep: score(
      counts.stepped,
      facts.kept.has('next_step_date') ? deals : 0,
      'with a next step that lies ahead',
    ),
  };
}
