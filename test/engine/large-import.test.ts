import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '#engine/api/create-engine';
import type { Engine } from '#engine/api/engine';
import { generateCompany } from '#generate/generate-company';
import { writeSalesforce } from '#generate/write-salesforce';
import type { CallOptions, Progress } from '#shared/contract/methods';

const folder = mkdtempSync(join(tmpdir(), 'weir-large-'));
const sources = [`path:${join(folder, 'OpportunityHistory.csv')}`, `path:${join(folder, 'Opportunity.csv')}`];
const cancelLimitMs = 1000;
const shares = [0.02, 0.1, 0.3, 0.5, 0.7, 0.85];

describe('the import of files of 25 MB', () => {
  let engine: Engine;
  const inspect = (options: CallOptions) => engine.call('import.inspect', { sources }, options);
  const rawTables = async (): Promise<unknown> => {
    const sql = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'raw'";
    return (await engine.call('sql.run', { sql })).rows[0]?.[0];
  };

  beforeAll(async () => {
    await writeSalesforce(generateCompany({ seed: 7, deals: 20_000 }), folder, { tasks: false });
    engine = createEngine({ home: folder, now: () => new Date('2026-07-01T00:00:00Z'), threads: 2 });
    await engine.call('workspace.create', { path: join(folder, 'large.weir') });
  });
  afterAll(async () => {
    await engine.close();
    rmSync(folder, { recursive: true });
  });

  it.each(shares)('ends within a second when it is cancelled after %d of the reading', async (share) => {
    expect(await cancelledAt(share, inspect)).toBeLessThan(cancelLimitMs);
    expect(await rawTables()).toBe(0);
    const scratch = readdirSync(folder).find((name) => name.includes('.scratch-'));
    expect(readdirSync(join(folder, scratch ?? '')).filter((name) => name.startsWith('import-'))).toEqual([]);
  });

  it('tells its progress often and never goes back', async () => {
    const seen: Progress[] = [];
    const { staging } = await inspect({ onProgress: (progress) => seen.push(progress) });
    await engine.call('import.discard', { staging });
    const fractions = seen.map(({ fraction }) => fraction ?? 0);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBeCloseTo(1, 3);
    const jumps = fractions.map((fraction, i) => fraction - (fractions[i - 1] ?? 0));
    expect(Math.max(...jumps)).toBeLessThan(0.6);
    expect(seen.some(({ step }) => step === 'Copying OpportunityHistory.csv')).toBe(true);
    expect(seen.some(({ step }) => step === 'Reading OpportunityHistory.csv')).toBe(true);
  });

  it('ends within a second when it is cancelled anywhere in the loading, and can be loaded then', async () => {
    const { staging } = await inspect({});
    for (const share of shares) {
      const ms = await cancelledAt(share, (options) => engine.call('import.load', { staging }, options));
      expect(ms).toBeLessThan(cancelLimitMs);
      expect((await engine.call('workspace.status', {})).opportunities).toBe(0);
    }
    const report = await engine.call('import.load', { staging });
    expect(report.opportunities).toBeGreaterThan(19_000);
  });
});

/** Milliseconds from the signal, given once the progress has come to a share, to the end of the call. */
async function cancelledAt(share: number, call: (options: CallOptions) => Promise<unknown>): Promise<number> {
  const controller = new AbortController();
  let cancelledAt = 0;
  const onProgress = ({ fraction }: Progress): void => {
    if (controller.signal.aborted || (fraction ?? 0) < share) return;
    cancelledAt = performance.now();
    controller.abort();
  };
  await expect(call({ signal: controller.signal, onProgress })).rejects.toMatchObject({ code: 'cancelled' });
  return performance.now() - cancelledAt;
}
