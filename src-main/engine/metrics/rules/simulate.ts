import type { Connection, Row } from '#engine/query/connection';
import { wilson } from '#engine/stats/intervals';
import type { MethodParams, Progress } from '#shared/contract/methods';
import type { Rule } from '#shared/model/rule-pack';
import type { Warning } from '#shared/results/envelope';
import type { RuleSimulationAnswer, SimulationRow } from '#shared/results/rules';
import { answer } from '../answer';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { sumOf, toCents } from '../group-by';
import type { Fragment } from '../scope-sql';
import { followUpSource, followUpWarnings } from './follow-ups';
import { packRows } from './rule-sql';
import { sweepOf } from './sweep';

/** Deals of one rule that came as far, by the value of the rule's field: what every limit of it can be counted from. */
export type Reached = Row & {
  rule: number;
  grp: string | null;
  reached: number;
  fate: number;
  deals: number;
  value: number;
  quiet: number;
};
/** Deals taken, by the rule that comes first (`rule`), and by each (`own`). */
type Taken = Row & {
  rule: number | null;
  fate: number;
  deals: number;
  value: number;
  first: number;
  spared: number | null;
};

/**
 * Replays what is known of each deal under the rules of a pack: which it would have taken and when, and what became of
 * them in fact. The history stays as it was: nobody knows what another rep would have made of a deal.
 */
export async function simulateRules(
  connection: Connection,
  facts: WorkspaceFacts,
  { pack, ...scope }: MethodParams<'metric.ruleSimulation'>,
  { onProgress }: { onProgress: (progress: Progress) => void } = { onProgress: () => {} },
): Promise<RuleSimulationAnswer> {
  onProgress({ fraction: null, step: 'Finding follow-ups' });
  const source = await followUpSource(connection, facts, pack.followUp, scope.asOf ?? facts.asOf);
  const statement = packRows(facts, scope, pack, { followUps: source, form: 'rule' });
  onProgress({
    fraction: null,
    step: `Replaying ${pack.rules.length === 1 ? 'the rule' : `${pack.rules.length} rules`} over all deals`,
  });
  const rows = await connection.all<Reached & Taken & { part: string }>(
    simulationSql(statement, pack.rules.length),
    statement.params,
  );
  const reached: Reached[] = rows.filter(({ part }) => part === 'reached');
  const taken: Taken[] = rows.filter(({ part }) => part === 'taken');
  const simulated = [null, ...pack.rules.keys()].map((rule) => rowOf(rule, pack.rules, reached, taken));
  const deals = Math.max(...simulated.map((row) => row.deals));
  const followed = pack.rules.findIndex(({ kind }) => kind === 'no-follow-up');
  const without = sumOf(
    reached.filter(({ rule }) => rule === followed),
    (row) => row.quiet,
  );
  const followUps = { ...source, without };
  return {
    ...answer('ruleSimulation', facts, scope, {
      n: deals,
      rows: simulated,
      statement,
      warnings: [
        ...(followed < 0 ? [] : followUpWarnings(followUps, deals)),
        ...thinWarnings(simulated),
        ...replayWarnings(simulated),
      ],
    }),
    followUps,
    sweep: pack.rules.flatMap((rule, at) =>
      sweepOf(
        rule,
        at,
        reached.filter((row) => row.rule === at),
      ),
    ),
  };
}

function simulationSql({ sql }: Fragment, rules: number): string {
  const each = Array.from({ length: rules }, (_, rule) => rule);
  const taken = each.map((rule) => `taken_${rule}`);
  // Of one rule there is one row for each life as it is.
  const dates = each.map((rule) => (rules > 1 ? `max(taken_on) FILTER (rule = ${rule})` : 'taken_on'));
  const some = (column: string) => (rules > 1 ? `any_value(${column})` : column);
  return `WITH rules AS MATERIALIZED (${sql}),
    deal AS MATERIALIZED (
      SELECT ${['fate', 'amount', 'over'].map((column) => `${some(column)} AS ${column}`).join(', ')},
        ${dates.map((date, rule) => `${date} AS ${taken[rule]}`).join(', ')}
      FROM rules WHERE taken_on IS NOT NULL
      ${rules > 1 ? 'GROUP BY key, life' : ''}
    ),
    -- The rule of a pack that takes a deal first; of several on one day the one named first.
    nearest AS (
      SELECT *, least(${taken.join(', ')}) AS taken_on,
        least(${taken.map((date, rule) => `${rule} + 8 * (${date} - DATE '1970-01-01')`).join(', ')}) % 8 AS first
      FROM deal
    )
    SELECT 'reached' AS part, rule, grp::VARCHAR AS grp, reached, fate, deals, value, quiet, 0 AS first, NULL::DOUBLE AS spared
    FROM (
      SELECT rule, grp, reached, fate, count(*)::INTEGER AS deals, sum(amount) AS value, count(*) FILTER (quiet)::INTEGER AS quiet
      FROM rules GROUP BY ALL
    )
    ${[...each, null].map((rule) => takenSql(rule)).join('\n')}`;
}

/** What one rule takes, or (null) the pack. */
function takenSql(rule: number | null): string {
  const date = rule === null ? 'taken_on' : `taken_${rule}`;
  const first = rule === null ? '' : ` FILTER (first = ${rule})`;
  return `UNION ALL
    SELECT 'taken', ${rule ?? 'NULL'}, NULL, NULL, fate, count(*)::INTEGER, sum(amount), 0, count(*)${first}::INTEGER, median(over - ${date})
    FROM nearest WHERE ${date} IS NOT NULL GROUP BY fate`;
}

function rowOf(
  rule: number | null,
  rules: readonly Rule[],
  reached: readonly Reached[],
  taken: readonly Taken[],
): SimulationRow {
  // The rule that looks at most deals stands for all: without a beginning of activities they are the same.
  const all = rule === null ? largest(reached, rules.length) : reached.filter((row) => row.rule === rule);
  const own = taken.filter((row) => row.rule === rule);
  const of = (fate: number) => own.find((row) => row.fate === fate);
  const count = (fate: number) => of(fate)?.deals ?? 0;
  const total = (fate: number) =>
    sumOf(
      all.filter((row) => row.fate === fate),
      (row) => row.deals,
    );
  const [won, lost, open] = [count(1), count(2), count(3)];
  const deals = sumOf(all, (row) => row.deals);
  const [spareWon, spareLost] = [total(1) - won, total(2) - lost];
  const share = wilson(won + lost + open, deals, constants.confidence);
  const wins = wilson(won, won + lost, constants.confidence);
  const spared = wilson(spareWon, spareWon + spareLost, constants.confidence);
  const part = rule === null ? undefined : rules[rule];
  return {
    rule,
    kind: part?.kind ?? null,
    limit: part?.limit ?? null,
    deals,
    taken: won + lost + open,
    takenShare: ratio(won + lost + open, deals),
    takenLow: share.low,
    takenHigh: share.high,
    first: sumOf(own, (row) => row.first),
    won,
    wonValue: toCents(of(1)?.value ?? 0),
    lost,
    lostValue: toCents(of(2)?.value ?? 0),
    open,
    openValue: toCents(of(3)?.value ?? 0),
    wonRate: ratio(won, won + lost),
    wonLow: wins.low,
    wonHigh: wins.high,
    sparedRate: ratio(spareWon, spareWon + spareLost),
    sparedLow: spared.low,
    sparedHigh: spared.high,
    medianDaysSpared: of(2)?.spared ?? null,
  };
}

function largest(reached: readonly Reached[], rules: number): Reached[] {
  let most: Reached[] = [];
  let deals = -1;
  for (let rule = 0; rule < rules; rule += 1) {
    const own = reached.filter((row) => row.rule === rule);
    const sum = sumOf(own, (row) => row.deals);
    if (sum > deals) [most, deals] = [own, sum];
  }
  return most;
}

const ratio = (k: number, n: number): number | null => (n > 0 ? k / n : null);

function thinWarnings(rows: readonly SimulationRow[]): Warning[] {
  const thin = rows.filter(({ taken, won, lost }) => taken > 0 && won + lost < constants.thin);
  if (thin.length === 0) return [];
  const message = `${thin.length === 1 ? 'One share of wins rests' : `${thin.length} shares of wins rest`} on fewer than ${constants.thin} deals that were taken and closed since; mind the interval.`;
  return [{ code: 'thin', message, details: { rules: thin.map(({ rule }) => rule) } }];
}

/** What no replay can say. */
function replayWarnings(rows: readonly SimulationRow[]): Warning[] {
  if (rows.every(({ taken }) => taken === 0)) return [];
  return [
    {
      code: 'as-it-was',
      message:
        'The history stays as it was: a deal that was won after a rule would have taken it might have been won by the next rep as well, and a lost one saved.',
    },
  ];
}
