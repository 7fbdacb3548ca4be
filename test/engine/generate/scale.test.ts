import { describe, expect, it } from 'vitest';
import { generateCompany } from '#generate/generate-company';
import { writeSalesforce } from '#generate/write-salesforce';
import { temporaryFolder } from './support/written';

describe('fifty thousand deals', () => {
  it('are written in seconds, without being held', async () => {
    const before = process.memoryUsage().rss;
    let peak = before;
    const started = performance.now();
    const written = await writeSalesforce(generateCompany({ seed: 1, deals: 50_000 }), temporaryFolder(), {
      onProgress: () => {
        peak = Math.max(peak, process.memoryUsage().rss);
      },
    });
    const seconds = (performance.now() - started) / 1000;
    const rows = Object.entries(written.rows).find(([path]) => path.endsWith('OpportunityHistory.csv'))![1];
    expect(rows).toBeGreaterThan(4.5 * 50_000);
    expect(seconds).toBeLessThan(30);
    expect((peak - before) / 2 ** 20).toBeLessThan(300);
  });
});
