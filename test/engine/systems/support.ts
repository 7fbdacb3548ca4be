import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sample, type SampleSystem, writeSample } from '#generate/index';
import type { TestEngine } from '../../support/engine';

export const company = { seed: 20_260_101, deals: 600 } as const;

export type Written = Sample & { dir: string; remove(): void };

/** The company of these tests as the export of one system, in a folder of its own. */
export async function written(as: SampleSystem): Promise<Written> {
  const dir = mkdtempSync(join(tmpdir(), `weir-${as}-`));
  const sample = await writeSample({ as, dir, ...company, longRunDeals: 100 });
  return { ...sample, dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** A deal by what every format carries; days as `YYYY-MM-DD`, money plain. */
export type PlainDeal = {
  owner: string | null;
  outcome: string;
  amount: number | null;
  created: string | null;
  closed: string | null;
};

const query = `
  SELECT owner, outcome, amount::DOUBLE, strftime(created_at, '%Y-%m-%d'), strftime(closed_at, '%Y-%m-%d')
  FROM weir.opportunity`;

/** Every deal of the open workspace. */
export async function importedDeals(engine: TestEngine): Promise<PlainDeal[]> {
  const { rows } = await engine.call('sql.run', { sql: query, limit: 100_000 });
  const text = (value: unknown): string | null => (value === null ? null : String(value));
  return rows.map(([owner, outcome, amount, created, closed]) => ({
    owner: text(owner),
    outcome: String(outcome),
    amount: amount === null ? null : Number(amount),
    created: text(created),
    closed: text(closed),
  }));
}

/** How two lists of deals differ: a thousand rows side by side would say nothing. */
export function differences(
  found: readonly PlainDeal[],
  expected: readonly PlainDeal[],
): { missing: PlainDeal[]; unexpected: PlainDeal[]; deals: number } {
  const keyOf = (deal: PlainDeal): string =>
    JSON.stringify([deal.owner, deal.created, deal.amount, deal.outcome, deal.closed]);
  const without = (deals: readonly PlainDeal[], others: readonly PlainDeal[]): PlainDeal[] => {
    const left = new Map<string, number>();
    for (const deal of others) left.set(keyOf(deal), (left.get(keyOf(deal)) ?? 0) + 1);
    return deals
      .filter((deal) => {
        const count = left.get(keyOf(deal)) ?? 0;
        left.set(keyOf(deal), count - 1);
        return count <= 0;
      })
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  };
  const missing = without(expected, found);
  return {
    missing: missing.slice(0, 3),
    unexpected: without(found, expected).slice(0, 3),
    deals: missing.length,
  };
}

export const noDifference = { missing: [], unexpected: [], deals: 0 };
