import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cohorts } from '#engine/metrics/cohorts/cohorts';
import { listDeals } from '#engine/metrics/deals';
import { keepExpression } from '#engine/metrics/scope-sql';
import { behindSchema } from '#shared/contract/methods';
import { expectEqualRows } from './equal-rows';
import { forAll, forAllLogs, type Loaded, logWorkspace } from './for-all-logs';
import { randomListedLog, twoPipelines } from './random-list';
import { stages } from './random-log';
import { expectedCohorts, expectedCreateAndClose } from './reference/expected-cohorts';
import { livesBefore } from './reference/lives';
import { engineScope, isKept, type RandomScope, randomScope, untilOf } from './scopes';

/** Grains and steps of age in turn, and fiscal years that begin in different months. */
const looks = [
  { grain: 'month', ageStep: 30.44, yearStart: 1 },
  { grain: 'quarter', ageStep: 30, yearStart: 2 },
  { grain: 'quarter', ageStep: 91.31, yearStart: 12 },
  { grain: 'month', ageStep: 7, yearStart: 4 },
] as const;

describe('cohorts by age on random logs', { timeout: 300_000 }, () => {
  const workspace = logWorkspace();

  it('are what a walk through the lives counts, and so is what is created and closed in one period', () =>
    forAllLogs(workspace, { logs: 2, scopes: 5 }, async ({ connection, facts, log, scopes }) => {
      for (const [i, scope] of scopes.entries()) {
        const look = looks[i % looks.length]!;
        const lives = livesBefore(untilOf(scope), log.entries, stages).filter((life) => isKept(life, scope));
        const asked = { ...engineScope(scope), grain: look.grain, ageStep: look.ageStep };
        const answer = await cohorts(connection, { ...facts, fiscalYearStart: look.yearStart }, asked);
        const options = { scope, clock: log.clock, ...look };
        expectEqualRows(answer.rows, expectedCohorts(lives, options), `cohorts ${look.grain}`);
        const closing = expectedCreateAndClose(lives, options);
        expectEqualRows(answer.createAndClose, closing, `create and close ${look.grain}`);
      }
    }));

  it('open exactly the deals of each cell', () =>
    forAllLogs(workspace, { logs: 1, scopes: 4 }, async (loaded) => {
      for (const [i, scope] of loaded.scopes.entries()) await checkBehind(loaded, scope, looks[i % 4]!);
    }));

  it('come to the same in the query console', () =>
    forAllLogs(workspace, { logs: 1, scopes: 4 }, async ({ connection, facts, scopes }) => {
      for (const [i, scope] of scopes.entries()) {
        const { grain, ageStep, yearStart } = looks[i % 4]!;
        const { asOf, from, to, where } = engineScope(scope);
        const keep = keepExpression(facts, { where, weight: 'count' });
        const parts = [
          `DATE '${asOf}', grain := '${grain}', year_start := ${yearStart}, step_days := ${ageStep}`,
          ...(from ? [`from_day := DATE '${from}'`] : []),
          ...(to ? [`to_day := DATE '${to}'`] : []),
          ...(scope.by ? [`dim := "${scope.by}"`] : []),
          ...(keep.sql ? [`keep := ${keep.sql.replaceAll('o.', '')}`] : []),
        ];
        const rows = await connection.all(`FROM weir.cohorts(${parts.join(', ')})`, keep.params);
        const here = { ...facts, fiscalYearStart: yearStart };
        const answer = await cohorts(connection, here, { ...engineScope(scope), grain, ageStep });
        const expected = answer.rows.map(({ key = null, cohort, age, deals, won, lost, open, ...row }) => ({
          ...{ key, cohort, age, deals, won, lost, open },
          won_value: row.wonValue,
          observed: row.observed,
        }));
        expectEqualRows(
          rows.map((row) => ({ ...row, age: Math.round(Number(row.age) * 1e6) / 1e6 })),
          expected,
          'console',
        );
      }
    }));
});

describe('cohorts where the list knows deals from before the log begins', { timeout: 300_000 }, () => {
  const workspace = logWorkspace(twoPipelines);

  it('are what a walk through the lives counts', () =>
    forAll(
      fc.record({
        listed: randomListedLog({ min: 60, max: 120 }),
        scopes: fc.array(randomScope, { minLength: 4, maxLength: 4 }),
      }),
      1,
      async ({ listed: { log, deals }, scopes }) => {
        const facts = await workspace.load(log.clock, { logs: [log.entries], deals });
        await workspace.use(async (connection) => {
          for (const [i, random] of scopes.entries()) {
            const scope = { ...random, where: [], by: undefined };
            const look = looks[i % 4]!;
            const lives = livesBefore(untilOf(scope), log.entries, twoPipelines, deals);
            const asked = { ...engineScope(scope), grain: look.grain, ageStep: look.ageStep };
            const { rows } = await cohorts(connection, { ...facts, fiscalYearStart: look.yearStart }, asked);
            const expected = expectedCohorts(lives, { scope, clock: log.clock, ...look });
            // Curves that begin late may be conditional; their reference is elsewhere.
            const plain = expected.map(({ wonRate: _, lostRate: __, ...row }) => row);
            expectEqualRows(rows, plain, 'listed cohorts');
          }
        });
      },
    ));
});

/** Of many cells and parts some, another choice for each count of them. */
async function checkBehind(
  { connection, facts: known }: Loaded,
  random: RandomScope,
  { grain, ageStep, yearStart }: (typeof looks)[number],
): Promise<void> {
  const facts = { ...known, fiscalYearStart: yearStart };
  const scope = engineScope(random);
  const { rows, createAndClose } = await cohorts(connection, facts, { ...scope, grain, ageStep });
  const cells = rows.flatMap(({ key, cohort, bucket, ...row }) =>
    (['deals', 'won', 'lost', 'open'] as const).map((part) => ({
      key,
      shown: row[part],
      behind: behindSchema.parse({ metric: 'cohorts', grain, ageStep, cohort, bucket, part }),
    })),
  );
  const periods = createAndClose.flatMap((row) =>
    [
      ['created', row.created] as const,
      ['won-inside', row.wonInside] as const,
      ['won', row.won] as const,
    ].map(([part, shown]) => ({
      key: row.key,
      shown,
      behind: behindSchema.parse({ metric: 'create-and-close', grain, period: row.period, part }),
    })),
  );
  for (const numbers of [cells, periods]) {
    const step = Math.max(1, Math.floor(numbers.length / 12));
    for (const { key, shown, behind } of numbers.filter((_, i) => i % step === numbers.length % step)) {
      const { by, ...rest } = scope;
      const group = by ? { group: { field: by, value: key ?? null } } : {};
      const { total } = await listDeals(connection, facts, {
        ...{ ...rest, behind, ...group, sort: 'amount', descending: true },
        ...{ offset: 0, limit: 0, columns: [] },
      });
      expect({ scope, behind, key, total }).toEqual({ scope, behind, key, total: shown });
    }
  }
}
