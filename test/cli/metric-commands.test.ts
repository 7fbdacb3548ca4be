import { describe, expect, it } from 'vitest';
import { metricAnswer, recordedRun } from './recorded-run';

async function paramsOf(...args: string[]): Promise<unknown> {
  const run = await recordedRun([...args, '-w', 'x.weir', '--json']);
  expect(run.stderr).toBe('');
  expect(run.exitCode).toBe(0);
  return run.calls.at(-1);
}

const wholeScope = { where: [], weight: 'count' };

describe('a metric command asks the engine', () => {
  it('for the workspace first, by its absolute path and for reading only', async () => {
    const { calls } = await recordedRun(['win-rate', '-w', 'x.weir']);
    expect(calls[0]).toEqual({
      method: 'workspace.open',
      params: { path: `${process.cwd()}/x.weir`, readOnly: true },
    });
  });

  it('for the whole workspace where nothing narrows it', async () => {
    expect(await paramsOf('win-rate')).toEqual({ method: 'metric.winRate', params: wholeScope });
  });

  it('for exactly the scope that the options describe', async () => {
    const options =
      '--as-of 2017-12-31 --from 2017-10-01 --to 2017-12-31 --pipeline Sales --value --by owner';
    expect(await paramsOf('win-rate', ...options.split(' '))).toEqual({
      method: 'metric.winRate',
      params: {
        asOf: '2017-12-31',
        from: '2017-10-01',
        to: '2017-12-31',
        pipeline: 'Sales',
        by: 'owner',
        where: [],
        weight: 'value',
      },
    });
  });

  it('reads the same field twice as or, different fields as and, and an empty value as empty', async () => {
    const where = ['region=West', 'region=East', 'owner=Ann = Bob', 'account='];
    const call = await paramsOf('win-rate', ...where.flatMap((text) => ['--where', text]));
    expect(call).toMatchObject({
      params: {
        where: [
          { field: 'region', values: ['West', 'East'] },
          { field: 'owner', values: ['Ann = Bob'] },
          { field: 'account', values: [null] },
        ],
      },
    });
  });

  it('for what moved between two days, and then in words, where they are about all deals', async () => {
    const days = ['--from', '2017-09-30', '--to', '2017-12-31'];
    const run = await recordedRun(['changes', '-w', 'x.weir', ...days, '--gross', '--json']);
    const scope = { ...wholeScope, from: '2017-09-30', to: '2017-12-31' };
    expect(run.calls.slice(1)).toEqual([
      { method: 'metric.changes', params: { ...scope, gross: true, limit: 50 } },
      { method: 'metric.movers', params: { ...scope, limit: 3 } },
    ]);
    const options = ['--by', 'owner', '--bucket', 'lost', '--limit', '7', '--close-to', '2017-12-31'];
    expect(await paramsOf('changes', ...options)).toEqual({
      method: 'metric.changes',
      params: { ...wholeScope, by: 'owner', gross: false, bucket: 'lost', limit: 7, closeTo: '2017-12-31' },
    });
  });

  it('for what became of the deals that were due in a window of close dates', async () => {
    const options = ['--by', 'owner', '--close-from', '2017-10-01', '--close-to', '2017-12-31'];
    expect(await paramsOf('slippage', ...options)).toEqual({
      method: 'metric.slippage',
      params: { ...wholeScope, by: 'owner', closeFrom: '2017-10-01', closeTo: '2017-12-31' },
    });
  });

  it('for both sides of a comparison', async () => {
    const split = ['--split-date', '2017-07-01', '--transition', '14', '--stage', 'Offer'];
    expect(await paramsOf('compare', ...split)).toMatchObject({
      method: 'metric.compare',
      params: { ...wholeScope, splitDate: '2017-07-01', transition: 14, stage: 'Offer' },
    });
    expect(await paramsOf('compare', '--by', 'region', '--groups', '"A, B",')).toMatchObject({
      method: 'metric.compare',
      params: { ...wholeScope, by: 'region', groups: ['A, B', null] },
    });
  });

  it('for the funnel definition, the age limit and what the period bounds', async () => {
    const args = ['--definition', 'strict', '--within', '90', '--cohort-field', 'entered'];
    expect(await paramsOf('funnel', ...args)).toEqual({
      method: 'metric.funnel',
      params: { ...wholeScope, definition: 'strict', within: 90, cohortField: 'entered' },
    });
  });

  it('for a window of each stage', async () => {
    const params = { within: { Qualify: 30, 'Proposal, revised': 60.5 } };
    expect(await paramsOf('funnel', '--within', 'Qualify=30, Proposal, revised=60.5')).toMatchObject({
      params,
    });
  });

  it.each(['0', 'Qualify', 'Qualify=0', '=30'])('not for a window that is written %s', async (text) => {
    const run = await recordedRun(['funnel', '--within', text, '-w', 'x.weir', '--json']);
    expect(run.exitCode).toBe(2);
  });

  it('for the velocity, the trend and the bottleneck', async () => {
    const by = { ...wholeScope, by: 'team' };
    expect(await paramsOf('velocity', '--by', 'team')).toEqual({ method: 'metric.velocity', params: by });
    expect(await paramsOf('bottleneck', '--by', 'team')).toEqual({ method: 'metric.bottleneck', params: by });
    expect(await paramsOf('trend', '--grain', 'month', '--within', '90')).toEqual({
      method: 'metric.trend',
      params: { ...wholeScope, grain: 'month', horizon: 90 },
    });
    expect(await paramsOf('cycle', '--benchmark', '84')).toMatchObject({ params: { benchmark: 84 } });
  });

  it.each(['reached', 'strict', 'any', 'direct'])('for the funnel definition %s', async (definition) => {
    expect(await paramsOf('funnel', '--definition', definition)).toMatchObject({ params: { definition } });
  });

  it('for the outcome, the start and the curve of a cycle', async () => {
    expect(await paramsOf('cycle', '--outcome', 'won', '--start', 'first_stage', '--curve')).toEqual({
      method: 'metric.cycle',
      params: { ...wholeScope, outcome: 'won', start: 'first_stage', curve: true },
    });
  });

  it('for cohorts, their grain, the step of age and what they come to', async () => {
    expect(await paramsOf('cohorts')).toEqual({
      method: 'metric.cohorts',
      params: { ...wholeScope, grain: 'quarter', closings: true },
    });
    const args = ['--grain', 'month', '--age-step', '30', '--develop', '--value'];
    expect(await paramsOf('cohorts', ...args)).toEqual({
      method: 'metric.cohorts',
      params: { where: [], weight: 'value', grain: 'month', ageStep: 30, develop: 'won', closings: true },
    });
    expect(await paramsOf('cohorts', '--develop', 'lost')).toMatchObject({ params: { develop: 'lost' } });
  });

  it('for time in stage', async () => {
    expect(await paramsOf('time-in-stage', '--by', 'team')).toEqual({
      method: 'metric.timeInStage',
      params: { ...wholeScope, by: 'team', curve: false },
    });
  });
});

describe('a metric answer is printed', () => {
  const row = {
    key: null,
    created: 8800,
    won: 4238,
    lost: 2473,
    open: 2089,
    closedRate: 0.631501,
    low: 0.619887,
    high: 0.642964,
    closedValueRate: null,
    cohortRate: 0.519439,
    cohortLow: 0.5083,
    cohortHigh: 0.5304,
    tau: 138,
    wonValue: 10005534,
    lostValue: 0,
    averageWon: 2360.9094,
  };
  const warnings = [{ code: 'few', message: 'Few deals support this' }];
  const answers = { 'metric.winRate': metricAnswer([row], { warnings }) };

  it('as one JSON document that holds the answer unchanged, with warnings for people on stderr', async () => {
    const run = await recordedRun(['win-rate', '-w', 'x.weir', '--json'], { answers });
    expect(JSON.parse(run.stdout)).toEqual(answers['metric.winRate']);
    expect(run.stdout.trim().split('\n')).toHaveLength(1);
    expect(run.stderr).toBe('warning: Few deals support this\n');
  });

  it('as a table with what it rests on above and warnings below', async () => {
    const { stdout } = await recordedRun(['win-rate', '-w', 'x.weir'], { answers });
    const [head, columns, cells, warning] = stdout.split('\n');
    expect(head).toBe('Win rate · as of 2017-12-31 · n 8,300 · evidence log');
    expect(columns).toContain('closed rate (95 %)');
    expect(cells).toContain('63.2 % (62.0–64.3)');
    expect(cells).toContain('51.9 % (50.8–53.0)');
    expect(cells).toContain('10,005,534');
    expect(cells).toContain('2,360.91');
    expect(cells).toMatch(/\) +– +51\.9/);
    expect(warning).toBe('warning: Few deals support this');
  });

  it('as CSV with the JSON keys as its header', async () => {
    const { stdout } = await recordedRun(['win-rate', '-w', 'x.weir', '--format', 'csv'], { answers });
    const [header, cells] = stdout.split('\r\n');
    expect(header).toBe(Object.keys(row).join(','));
    expect(cells).toBe(
      ',8800,4238,2473,2089,0.631501,0.619887,0.642964,,0.519439,0.5083,0.5304,138,10005534,0,2360.9094',
    );
  });

  it('with the breakdown as the first column', async () => {
    const broken = { 'metric.winRate': metricAnswer([{ ...row, key: 'Ann' }, row]) };
    const { stdout } = await recordedRun(['win-rate', '-w', 'x.weir', '--by', 'owner'], { answers: broken });
    const [, columns, first, second] = stdout.split('\n');
    expect(columns).toMatch(/^owner +created/);
    expect(first).toMatch(/^Ann +8,800/);
    expect(second).toMatch(/^– +8,800/);
  });

  it('as a triangle of cohorts by age, with what is not seen in full marked, and every cell as CSV', async () => {
    const cell = { cohort: '2017-01-01', age: 91.31, bucket: 0, deals: 1200, won: 300, observed: true };
    const rows = [cell, { ...cell, age: 182.62, bucket: 1, won: 340, observed: false }];
    const closing = {
      period: '2017-01-01',
      partial: true,
      created: 1200,
      wonInside: 60,
      won: 80,
      share: 0.75,
    };
    const more = { grain: 'quarter', ageStep: 91.31, createAndClose: [closing] };
    const known = { 'metric.cohorts': metricAnswer(rows, more) };
    const { stdout } = await recordedRun(['cohorts', '-w', 'x.weir'], { answers: known });
    const [head, columns, cells] = stdout.split('\n');
    expect(head).toMatch(/^Cohorts by quarter, won by age in days · as of/);
    expect(columns).toMatch(/^cohort +deals +91\.3 +182\.6$/);
    expect(cells).toMatch(/^2017-01-01 +1,200 +300 +340\*$/);
    expect(stdout).toMatch(/2017-01-01 \* +1,200 +60 .*75\.0 %/);
    const csv = await recordedRun(['cohorts', '-w', 'x.weir', '--format', 'csv'], { answers: known });
    expect(csv.stdout.split('\r\n')).toHaveLength(4);
  });

  it('says which deals it looked at and how mixed the evidence is', async () => {
    const scope = {
      where: [{ field: 'region', values: ['West', null] }],
      weight: 'value',
      from: '2017-01-01',
    };
    const mixed = {
      'metric.winRate': metricAnswer([row], { scope, evidenceShares: { log: 0.9, state: 0.1 } }),
    };
    const { stdout } = await recordedRun(['win-rate', '-w', 'x.weir'], { answers: mixed });
    expect(stdout.split('\n')[0]).toBe(
      'Win rate · as of 2017-12-31 · n 8,300 · evidence log 90 %, state 10 % · 2017-01-01 to · region = West or (empty) · by value',
    );
  });

  it.each([
    ['closed', 'still open (95 %)', '90.0 % (70.0–99.0)'],
    ['won', 'won (95 %)', '10.0 % (70.0–99.0)'],
  ])('with the bounds of a curve beside the share they belong to: %s', async (outcome, header, cell) => {
    const curve = [{ t: 1, atRisk: 10, survival: 0.9, won: 0.1, lost: 0, low: 0.7, high: 0.99 }];
    const { stdout } = await recordedRun(['cycle', '-w', 'x.weir', '--outcome', outcome, '--curve'], {
      answers: { 'metric.cycle': metricAnswer([{ key: null, outcome, curve }]) },
    });
    expect(stdout).toContain(header);
    expect(stdout).toContain(cell);
    expect(stdout.match(/\(95 %\)/g)).toHaveLength(2);
  });

  it('with one CSV line for each point of a curve', async () => {
    const point = { t: 1, atRisk: 10, survival: 0.9, won: 0.1, lost: 0, low: 0.7, high: 0.99 };
    const curve = [point, { ...point, t: 2 }];
    const cycle = { key: null, outcome: 'won', n: 10, events: 2, median: null, curve };
    const run = await recordedRun(
      ['cycle', '-w', 'x.weir', '--outcome', 'won', '--curve', '--format', 'csv'],
      {
        answers: { 'metric.cycle': metricAnswer([cycle]) },
      },
    );
    expect(run.stdout.split('\r\n')).toEqual([
      'key,outcome,t,atRisk,survival,won,lost,low,high',
      ',won,1,10,0.9,0.1,0,0.7,0.99',
      ',won,2,10,0.9,0.1,0,0.7,0.99',
      '',
    ]);
  });
});
