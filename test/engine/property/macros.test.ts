import { describe, it } from 'vitest';
import { funnel } from '#engine/metrics/funnel';
import { overview } from '#engine/metrics/overview';
import { keepExpression } from '#engine/metrics/scope-sql';
import { winRate } from '#engine/metrics/win-rate';
import type { Row } from '#engine/query/connection';
import { funnelDefinitions } from '#shared/results/metrics';
import { dayOfNumber } from '#shared/time/day';
import { expectEqualRows } from './equal-rows';
import { forAllLogs, type Loaded, logWorkspace } from './for-all-logs';
import { engineScope, type RandomScope } from './scopes';

const logWorkspaceOfCounts = logWorkspace();

describe('a macro in the query console gives the numbers of the engine:', { timeout: 300_000 }, () => {
  const workspace = logWorkspace();
  const runs = { logs: 3, scopes: 5 };

  it('weir.funnel', () =>
    forAllLogs(workspace, runs, async (loaded) => {
      for (const [i, scope] of loaded.scopes.entries()) {
        const definition = funnelDefinitions[i % funnelDefinitions.length]!;
        const cohortField = i % 2 === 0 ? 'created' : 'entered';
        const options = `, definition := '${definition}', cohort := '${cohortField}'`;
        const rows = await runMacro('funnel', loaded, scope, options);
        const asked = { ...engineScope(scope), definition, cohortField } as const;
        const answer = await funnel(loaded.connection, loaded.facts, asked);
        const entered = answer.rows.filter((row) => row.entered > 0);
        const columns = [
          'key',
          'stage',
          'rank',
          'entered',
          'advanced',
          'lost',
          'open',
          'conversion',
          'naive',
        ];
        expectEqualRows(
          rows,
          entered.map((row) => picked({ key: null, ...row }, columns)),
          definition,
        );
      }
    }));

  it('weir.win_rate', () =>
    forAllLogs(workspace, runs, async (loaded) => {
      for (const scope of loaded.scopes) {
        const rows = await runMacro('win_rate', loaded, scope);
        const answer = await winRate(loaded.connection, loaded.facts, engineScope(scope));
        const expected = answer.rows.map((row) => ({
          ...picked(row, ['key', 'created', 'won', 'lost', 'open']),
          closed_rate: row.closedRate,
          won_value: row.wonValue,
          lost_value: row.lostValue,
        }));
        expectEqualRows(rows, expected, 'win rate');
      }
    }));

  it('weir.pipeline and weir.by_month', () =>
    forAllLogs(workspace, runs, async (loaded) => {
      for (const look of loaded.scopes) {
        const scope = { ...look, by: undefined, from: undefined, to: undefined };
        const answer = await overview(loaded.connection, loaded.facts, engineScope(scope));
        const { pipeline, months } = answer.rows[0]!;
        const open = pipeline.filter(({ count }) => count > 0);
        expectEqualRows(
          await runMacro('pipeline', loaded, scope),
          open.map((row) => ({ ...picked(row, ['stage', 'rank', 'value', 'unpriced']), deals: row.count })),
          'pipeline',
        );
        const busy = months.filter(({ created, won, lost }) => created + won + lost > 0);
        expectEqualRows(
          await runMacro('by_month', loaded, scope),
          busy.map((row) => ({
            ...picked(row, ['month', 'created', 'won', 'lost']),
            won_value: row.wonValue,
          })),
          'months',
        );
      }
    }));
});

it(
  'counts of either width and those made beforehand are those that are counted one by one',
  { timeout: 300_000 },
  () =>
    forAllLogs(logWorkspaceOfCounts, { logs: 4, scopes: 4 }, async ({ connection, scopes }) => {
      for (const { asOf } of scopes) {
        for (const [whole, single, options = ''] of [
          ['stage_risk_whole', 'stage_risk_lasting'],
          ['outcome_risk_whole', 'outcome_risk_lasting'],
          ['by_month_whole', 'by_month_narrow'],
          ['funnel_risk_whole', 'funnel_risk_narrow'],
          ['funnel_definitions_whole', 'funnel_definitions_narrow'],
          ['flow_whole', 'flow_narrow'],
          ['path_whole', 'path_narrow'],
          ['rework_whole', 'rework_narrow'],
          ['rework_lasting', 'rework_narrow'],
          ['cohort_risk_whole', 'cohort_risk_narrow'],
          [
            'cohort_risk_whole',
            'cohort_risk_narrow',
            ", grain := 'month', year_start := 2, step_days := 30.44",
          ],
          ['won_by_period_whole', 'won_by_period_narrow'],
          ['won_by_period_whole', 'won_by_period_narrow', ", grain := 'month'"],
          ['deal_work_whole', 'deal_work_lasting'],
          ['standing_history_whole', 'standing_history_lasting'],
          ['life_history_whole', 'life_history_lasting', `, from_day := DATE '${dayOfNumber(asOf - 335)}'`],
          // By the fields of a whole deal and by the narrow tables.
          ['flow', 'flow_narrow'],
          ['path', 'path_narrow'],
          ['rework', 'rework_narrow'],
          ['loss_reason', 'loss_reason_narrow'],
          ['cohort_risk', 'cohort_risk_narrow'],
          ['won_by_period', 'won_by_period_narrow'],
          ['deal_work', 'deal_work_narrow'],
          ['standing_history', 'standing_history_narrow'],
          ['upkeep_history', 'upkeep_history_narrow', ', limit_days := 7, old_days := 20'],
          ['past_due_history', 'past_due_history_kept'],
          ['rule_capacity', 'rule_capacity_narrow', ', limit_of := 2'],
          ['due_capacity', 'due_capacity_narrow', ', limit_of := 2'],
          ['due_deal', 'due_deal_narrow', ', limits_of := [2, 5, 2]'],
        ]) {
          const rows = async (macro = '') =>
            await connection.all(
              `FROM weir.${macro}(as_of := '${dayOfNumber(asOf)}'::DATE${options}) ORDER BY ALL`,
            );
          expectEqualRows(await rows(whole), await rows(single), `${whole} on ${asOf}`);
        }
        const limits = `limits := [
          {stage_id: 1, segment: NULL, warn: 2, stale: 9}, {stage_id: 2, segment: NULL, warn: 3, stale: 4.5}
        ]::STRUCT(stage_id INTEGER, segment VARCHAR, warn DOUBLE, stale DOUBLE)[]`;
        const upkeep = (least: string) =>
          connection.all(
            `FROM weir.upkeep_history_lasting('${dayOfNumber(asOf)}'::DATE, ${limits}${least}) ORDER BY ALL`,
          );
        expectEqualRows(await upkeep(', least_days := 4'), await upkeep(''), `least limit on ${asOf}`);
      }
    }),
);

it('moves are those that the visits tell', { timeout: 300_000 }, () =>
  forAllLogs(logWorkspaceOfCounts, { logs: 6, scopes: 4 }, async ({ connection, scopes }) => {
    for (const { asOf, from, to } of scopes) {
      const day = (number: number | undefined) =>
        number === undefined ? 'NULL' : `DATE '${dayOfNumber(number)}'`;
      const [last, first] = [`least(${day(asOf)}, coalesce(${day(to)}, ${day(asOf)}))`, day(from)];
      const told = await connection.all(`
        WITH move AS (
          SELECT s.key, s.life, s.stage_id AS from_id, CASE WHEN s.left_at < weir.until(${last}) THEN s.next_stage_id END AS to_id
          FROM weir.sojourn AS s
          SEMI JOIN weir.life(${day(asOf)}) AS o ON o.key = s.key AND o.life = s.life
          WHERE s.entered_at < weir.until(${last}) AND (
            CASE
              WHEN s.left_at < weir.until(${last}) THEN ${first} IS NULL OR s.left_at >= ${first}::TIMESTAMP
              ELSE s.kind = 'open'
            END
            OR (s.left_at IS NULL AND s.kind = 'open')
          )
        )
        SELECT from_id, to_id, count(*)::INTEGER AS n, count(DISTINCT (key, life))::INTEGER AS deals
        FROM move
        GROUP BY ALL
        ORDER BY ALL`);
      const counted = await connection.all(`
        SELECT from_id, to_id, n, deals
        FROM weir.flow_narrow(${day(asOf)}, from_day := ${first}, to_day := ${day(to)})
        ORDER BY ALL`);
      expectEqualRows(counted, told, `moves on ${asOf} from ${from} to ${to}`);
    }
  }),
);

/** Writes the scope as a person would: names of columns as they are, days as dates. */
function runMacro(
  name: string,
  { connection, facts }: Loaded,
  scope: RandomScope,
  options = '',
): Promise<Row[]> {
  const { asOf, from, to, where } = engineScope(scope);
  const keep = keepExpression(facts, { where, weight: 'count' });
  const parts = [
    `DATE '${asOf}'`,
    ...(from ? [`from_day := DATE '${from}'`] : []),
    ...(to ? [`to_day := DATE '${to}'`] : []),
    ...(scope.by ? [`dim := "${scope.by}"`] : []),
    ...(keep.sql ? [`keep := ${keep.sql.replaceAll('o.', '')}`] : []),
  ];
  return connection.all(`FROM weir.${name}(${parts.join(', ')}${options})`, keep.params);
}

function picked(row: object, names: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name)));
}
