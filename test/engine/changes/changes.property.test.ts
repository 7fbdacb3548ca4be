import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changes } from '#engine/metrics/changes';
import { listDeals } from '#engine/metrics/deals';
import { movers } from '#engine/metrics/movers';
import { slippage } from '#engine/metrics/slippage';
import { changeParams, moverParams } from '#shared/contract/change-params';
import { behindSchema } from '#shared/contract/methods';
import type { ChangeRow } from '#shared/results/changes';
import { dayOfNumber } from '#shared/time/day';
import type { LogEntry } from '../../support/log-workspace';
import { forAll, type Loaded, logWorkspace } from '../property/for-all-logs';
import { randomDay, randomLog } from '../property/random-log';
import { engineScope, randomScope } from '../property/scopes';
import { expectedChanges, expectedGrossChanges } from './expected-changes';

const cases = fc.record({
  log: randomLog({ min: 60, max: 160 }),
  looks: fc.array(fc.record({ scope: randomScope, other: randomDay }), { minLength: 4, maxLength: 4 }),
});

describe('changes of random pipelines', { timeout: 120_000 }, () => {
  const workspace = logWorkspace();

  it('add up to the cent in every group, and are those of a walk through the log', () =>
    forAll(cases, 2, async ({ log: written, looks }) => {
      // Corrections and refunds: amounts below zero, too.
      const log = { ...written, entries: written.entries.map(sometimesNegative) };
      const facts = await workspace.load(log.clock, { logs: [log.entries] });
      await workspace.use(async (connection) => {
        for (const { scope: look, other } of looks) {
          const { from, to } = { from: Math.min(look.asOf, other), to: Math.max(look.asOf, other) };
          const scope = params({ ...look, asOf: to }, from, to);
          for (const [gross, expected] of [
            [false, expectedChanges],
            [true, expectedGrossChanges],
          ] as const) {
            const answer = await changes(connection, facts, { ...scope, gross });
            expect(answer.identityHolds).toBe(true);
            expect(shown(answer.rows)).toEqual(
              [...expected(log.entries, look, from, to)]
                .map(([key, leg]) => [key, leg.count, leg.cents])
                .sort(byKey),
            );
            if (look.where.length === 0) {
              expect([answer.start, answer.end]).toEqual([
                await openOn(connection, from),
                await openOn(connection, to),
              ]);
            }
          }
          const windowed = { ...scope, closeFrom: dayOfNumber(from), closeTo: dayOfNumber(to) };
          const gross = look.by === undefined || look.where.length > 0;
          expect((await changes(connection, facts, { ...windowed, gross })).identityHolds).toBe(true);
        }
      });
    }));

  it('list behind each bucket the deals that make it up, to the cent, and count as many in the list of deals', () =>
    forAll(cases, 1, async ({ log, looks }) => {
      const facts = await workspace.load(log.clock, { logs: [log.entries] });
      await workspace.use(async (connection) => {
        for (const { scope: look, other } of looks.slice(0, 1)) {
          const { from, to } = { from: Math.min(look.asOf, other), to: Math.max(look.asOf, other) };
          const scope = params({ ...look, asOf: to, by: undefined }, from, to);
          const both = [
            ...(await changes(connection, facts, scope)).rows.map((row) => ({ ...row, gross: false })),
            ...(await changes(connection, facts, { ...scope, gross: true })).rows.map((row) => ({
              ...row,
              gross: true,
            })),
          ];
          for (const { gross, ...row } of both.filter(({ count }) => count > 0)) {
            const asked = { ...scope, gross, bucket: row.bucket, limit: 1000 };
            const { deals } = await changes(connection, facts, asked);
            const sum = deals!.reduce((cents, deal) => cents + Math.round(deal.amount * 100), 0);
            expect([deals!.length, sum]).toEqual([row.count, Math.round(row.amount * 100)]);
            const behind = behindSchema.parse({ metric: 'changes', bucket: row.bucket, gross });
            const list = {
              ...scope,
              behind,
              sort: 'amount',
              descending: true,
              offset: 0,
              limit: 0,
              columns: [],
            };
            const { total } = await listDeals(connection, facts, list);
            expect(total).toBe(new Set(deals!.map(({ id }) => id)).size);
          }
          const told = await movers(connection, facts, moverParams.parse({ ...scope, limit: 1 }));
          const [slip] = (await slippage(connection, facts, scope)).rows;
          const net = both.filter((row) => !row.gross);
          expect(told.due).toBe(slip!.due);
          for (const { kind, count, amount, largest } of told.rows) {
            const row = net.find(({ bucket }) => bucket === kind);
            expect([count, amount]).toEqual(
              row
                ? [row.count, Math.abs(row.amount) * Math.sign(amount)]
                : [slip!.slipped, slip!.slippedValue],
            );
            expect(largest).toHaveLength(1);
          }
        }
      });
    }));
});

function sometimesNegative(entry: LogEntry): LogEntry {
  return entry.row % 7 === 0 && entry.amount !== null ? { ...entry, amount: -entry.amount } : entry;
}

function params(look: Parameters<typeof engineScope>[0], from: number, to: number) {
  const { by, ...scope } = engineScope({ ...look, from, to });
  return changeParams.parse({ ...scope, ...(by ? { by } : {}) });
}

function byKey(a: (string | number)[], b: (string | number)[]): number {
  return String(a[0]) < String(b[0]) ? -1 : 1;
}

function shown(rows: readonly ChangeRow[]) {
  return rows
    .filter((row) => row.count > 0)
    .map((row) => [`${row.key} ${row.bucket}`, row.count, Math.round(row.amount * 100)])
    .sort(byKey);
}

async function openOn(connection: Loaded['connection'], day: number): Promise<number> {
  const { value } = await connection.one<{ value: number }>(
    `SELECT coalesce(sum(amount), 0)::DOUBLE AS value FROM weir.life(DATE '${dayOfNumber(day)}') WHERE outcome = 'open'`,
  );
  return value;
}
