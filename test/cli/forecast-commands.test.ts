import { writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { BacktestAnswer, ForecastAnswer } from '#shared/results/forecast';
import { weirHere, workingFolder } from './built-cli';
import { recordedRun } from './recorded-run';

const folder = workingFolder();
afterAll(() => folder.remove());

async function calls(...args: string[]) {
  return (await recordedRun([...args, '-w', 'x.weir', '--json'])).calls.at(-1);
}

const day = (n: number) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);

/** Two stages, a deal every three days for six quarters, half of them won after five weeks. */
function writeLog(path: string): void {
  const rows = Array.from({ length: 180 }, (_, i) => {
    const start = 3 * i;
    const amount = 1000 + 100 * (i % 7);
    const owner = i % 2 === 0 ? 'Ann' : 'Bob';
    const end = i % 4 < 2 ? 'Won' : 'Lost';
    const line = (stage: string, at: number) => `D${1000 + i},${stage},${day(at)},${amount},${owner}`;
    return [
      line('Lead', start),
      line('Offer', start + 14),
      ...(start + 35 < 540 ? [line(end, start + 35)] : []),
    ];
  });
  writeFileSync(path, `deal,stage,time,amount,owner\n${rows.flat().join('\n')}\n`);
}

describe('weir forecast and weir backtest', () => {
  it('ask for what the options say', async () => {
    const options = '--period 2017-Q4 --as-of 2017-10-31 --method cells --target 5000 --seed 7 --by owner';
    expect(await calls('forecast', ...options.split(' '))).toEqual({
      method: 'metric.forecast',
      params: {
        period: '2017-Q4',
        asOf: '2017-10-31',
        method: 'cells',
        target: 5000,
        seed: 7,
        drivers: 5,
        by: 'owner',
        where: [],
        weight: 'count',
      },
    });
    expect(await calls('backtest', '--grain', 'month', '--methods', 'history, ensemble')).toMatchObject({
      params: { grain: 'month', methods: ['history', 'ensemble'], seed: 1 },
    });
    const wrong = await recordedRun(['backtest', '-w', 'x.weir', '--methods', 'magic']);
    expect(wrong.exitCode).toBe(2);
    expect(wrong.stderr).toContain('Methods are');
  });

  it('print what was won, what is open, what is to come and how often that was right', async () => {
    const log = folder.path('log.csv');
    const workspace = folder.path('log.weir');
    writeLog(log);
    const weir = (...args: string[]) => weirHere([...args, '-w', workspace], folder.path('home'));
    expect((await weir('import', log)).exitCode).toBe(0);
    const asked = ['forecast', '--period', '2025-Q2', '--as-of', '2025-05-15'];
    const answer: ForecastAnswer = JSON.parse((await weir(...asked, '--by', 'owner', '--json')).stdout);
    expect(answer).toMatchObject({
      metric: 'forecast',
      period: '2025-Q2',
      from: '2025-04-01',
      to: '2025-06-30',
    });
    expect(answer.rows.map(({ key }) => key)).toEqual(['Ann', 'Bob']);
    expect(answer.components.map(({ component, stage }) => stage ?? component)).toEqual([
      'won',
      'Lead',
      'Offer',
      'new',
    ]);
    const text = await weir(...asked, '--target', '30000');
    expect(text.stdout).toMatch(/^Forecast of 2025-Q2 as of 2025-05-15/);
    expect(text.stdout).toContain('reaches target');
    expect(text.stdout).toContain(answer.reasons[0]!.message);
    const tested: BacktestAnswer = JSON.parse((await weir('backtest', '--json')).stdout);
    expect(tested).toMatchObject({ metric: 'backtest', grain: 'quarter', history: 'full' });
    expect(tested.summary.find(({ method, week }) => method === 'static' && week === null)?.n).toBe(
      tested.tested * 6,
    );
    expect((await weir('backtest')).stdout).toContain('WAPE');
  });
});
