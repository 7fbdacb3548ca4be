import { describe, expect, it } from 'vitest';
import { cycle } from '#engine/metrics/cycle';
import { listDeals } from '#engine/metrics/deals';
import { compareDefinitions } from '#engine/metrics/definitions';
import type { WorkspaceFacts } from '#engine/metrics/facts';
import { funnel } from '#engine/metrics/funnel';
import { overview } from '#engine/metrics/overview';
import { timeInStage } from '#engine/metrics/time-in-stage';
import { winRate } from '#engine/metrics/win-rate';
import type { Connection } from '#engine/query/connection';
import { type Behind, behindSchema } from '#shared/contract/methods';
import type { Scope } from '#shared/model/scope';
import { funnelDefinitions } from '#shared/results/metrics';
import { forAllLogs, type Loaded, logWorkspace } from './for-all-logs';
import { engineScope } from './scopes';

type Look = Scope & { by?: string };
type Number = { behind: Behind; group: string | null | undefined; shown: number };

describe('a click on a number lists exactly the deals it counts:', { timeout: 300_000 }, () => {
  const workspace = logWorkspace();
  const runs = { logs: 2, scopes: 4 };

  it('the funnel, entered, advanced, lost and open', () =>
    forAllLogs(workspace, runs, (loaded) =>
      check(loaded, async (connection, facts, scope) => {
        const numbers: Number[] = [];
        for (const [i, definition] of funnelDefinitions.entries()) {
          const cohortField = i % 2 === 0 ? 'created' : 'entered';
          const { rows } = await funnel(connection, facts, { ...scope, definition, cohortField });
          for (const row of rows) {
            for (const part of ['entered', 'advanced', 'lost', 'open'] as const) {
              const behind = { metric: 'funnel', definition, cohortField, stage: row.stage, part };
              numbers.push(number(behind, row[part], scope, row.key));
            }
          }
        }
        return numbers;
      }),
    ));

  it('the difference between two definitions', () =>
    forAllLogs(workspace, runs, (loaded) =>
      check(loaded, async (connection, facts, look) => {
        const scope = { ...look, by: undefined };
        const { rows } = await compareDefinitions(connection, facts, scope);
        return rows.flatMap((row) =>
          funnelDefinitions.map((definition) =>
            number(
              { metric: 'funnel-difference', definition, stage: row.stage },
              row.differing[definition],
              scope,
            ),
          ),
        );
      }),
    ));

  it('the win rate, created, won, lost and open', () =>
    forAllLogs(workspace, runs, (loaded) =>
      check(loaded, async (connection, facts, scope) => {
        const { rows } = await winRate(connection, facts, scope);
        return rows.flatMap((row) => [
          ...(['created', 'won', 'lost', 'open'] as const).map((part) =>
            number({ metric: 'win-rate', part }, row[part], scope, row.key),
          ),
          number({ metric: 'win-rate', part: 'closed' }, row.won + row.lost, scope, row.key),
        ]);
      }),
    ));

  it('cycle lengths, all deals and those that ended', () =>
    forAllLogs(workspace, runs, (loaded) =>
      check(loaded, async (connection, facts, scope) => {
        const numbers: Number[] = [];
        for (const outcome of ['closed', 'won', 'lost'] as const) {
          const options = { outcome, start: 'created_at', curve: false };
          const { rows } = await cycle(connection, facts, { ...scope, ...options });
          for (const row of rows) {
            numbers.push(number({ metric: 'cycle', part: 'n' }, row.n, scope, row.key));
            numbers.push(number({ metric: 'cycle', part: outcome }, row.events, scope, row.key));
          }
        }
        return numbers;
      }),
    ));

  it('open deals by stage, and deals by month', () =>
    forAllLogs(workspace, runs, (loaded) =>
      check(loaded, async (connection, facts, look) => {
        const scope = { ...look, by: undefined };
        const { rows } = await overview(connection, facts, scope);
        const { pipeline, months, totals } = rows[0]!;
        return [
          number({ metric: 'pipeline' }, totals.open, scope),
          ...pipeline.map(({ stage, count }) => number({ metric: 'pipeline', stage }, count, scope)),
          ...months.flatMap((month) =>
            (['created', 'won', 'lost'] as const).map((part) =>
              number({ metric: 'month', month: month.month, part }, month[part], scope),
            ),
          ),
        ];
      }),
    ));

  it('time in stage: the deals whose visits are counted, each once', () =>
    forAllLogs(workspace, runs, async ({ connection, facts, scopes }) => {
      for (const look of scopes) {
        const scope = engineScope({ ...look, by: undefined, where: [], from: undefined, to: undefined });
        const { rows } = await timeInStage(connection, facts, { ...scope, curve: false });
        for (const row of rows) {
          const visits = `FROM weir.stage_visit(DATE '${scope.asOf}') WHERE rank = ${row.rank}`;
          for (const [part, condition] of Object.entries(stayParts)) {
            const { deals, stays } = await connection.one<{ deals: number; stays: number }>(
              `SELECT count(DISTINCT (deal, life)) AS deals, count(*) AS stays ${visits} AND ${condition}`,
            );
            const behind = behindSchema.parse({ metric: 'time-in-stage', stage: row.stage, part });
            expect(stays).toBe(part === 'visits' ? row.visits : part === 'left' ? row.n : row.open);
            expect(await listed(connection, facts, scope, behind, undefined)).toBe(deals);
          }
        }
      }
    }));
});

const stayParts = { visits: 'true', left: 'left_at IS NOT NULL', open: 'left_at IS NULL' };

function number(
  behind: unknown,
  shown: number,
  scope: Look | { by: undefined },
  key?: string | null,
): Number {
  return { behind: behindSchema.parse(behind), shown, group: scope.by ? key : undefined };
}

/** Lists the deals behind each number of each scope and compares how many there are. */
async function check(
  { connection, facts, scopes }: Loaded,
  numbersOf: (connection: Connection, facts: WorkspaceFacts, scope: Look) => Promise<Number[]>,
): Promise<void> {
  for (const look of scopes) {
    const scope = engineScope(look);
    for (const { behind, group, shown } of everyFew(await numbersOf(connection, facts, scope))) {
      const total = await listed(connection, facts, scope, behind, group);
      expect({ scope, behind, group, total }).toEqual({ scope, behind, group, total: shown });
    }
  }
}

/** Listing is slow beside counting: of many numbers an even choice that is another one for each count of them. */
function everyFew<T>(numbers: T[], most = 12): T[] {
  const step = Math.max(1, Math.floor(numbers.length / most));
  return numbers.filter((_, i) => i % step === numbers.length % step);
}

async function listed(
  connection: Connection,
  facts: WorkspaceFacts,
  { by, ...scope }: Look,
  behind: Behind,
  group: string | null | undefined,
): Promise<number> {
  const { total } = await listDeals(connection, facts, {
    ...scope,
    behind,
    ...(by && group !== undefined ? { group: { field: by, value: group } } : {}),
    sort: 'amount',
    descending: true,
    offset: 0,
    limit: 0,
    columns: [],
  });
  return total;
}
