import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { weirError, weirHere, weirJson, workingFolder } from './built-cli';

const log = `Deal ID,Stage,Date,Amount,Owner,Expected Close Date
1,Qualified,2025-01-01,100.10,Ann,2025-02-15
1,Demo,2025-01-05,100.10,Ann,2025-02-15
1,Qualified,2025-01-08,100.10,Ann,2025-02-15
1,Demo,2025-01-10,120.30,Ann,2025-02-15
1,Proposal,2025-01-20,120.30,Ann,2025-02-15
1,Closed Won,2025-02-01,120.30,Ann,2025-02-01
2,Qualified,2025-01-02,50,Ben,2025-02-20
2,Proposal,2025-01-12,50,Ben,2025-02-20
2,Closed Lost,2025-02-10,50,Ben,2025-02-10
3,Qualified,2025-01-03,70,Ann,2025-02-25
3,Demo,2025-02-13,70,Ann,2025-04-30
4,Qualified,2025-01-04,10,Ben,2025-01-11
4,Demo,2025-01-06,10,Ben,2025-01-11
4,Proposal,2025-01-09,10,Ben,2025-01-11
4,Closed Lost,2025-01-11,10,Ben,2025-01-11
`;
const deals = `Deal ID,Deal Name,Stage,Create Date,Close Date,Amount,Loss Reason,Owner
1,One,Closed Won,2025-01-01,2025-02-01,120.30,,Ann
2,Two,Closed Lost,2025-01-02,2025-02-10,50,Too expensive,Ben
3,Three,Demo,2025-01-03,2025-04-30,70,,Ann
4,Four,Closed Lost,2025-01-04,2025-01-11,10,Went with the Zorbs,Ben
`;

const folder = workingFolder();
const workspace = folder.path('deals.weir');
const home = folder.path('home');
const asked = new Map<string, ReturnType<typeof weirJson>>();
/** Answers are asked for once; a command that reads changes nothing. */
const json = (...args: string[]) => {
  const answer = asked.get(args.join(' ')) ?? weirJson([...args, '-w', workspace], home, weirHere);
  asked.set(args.join(' '), answer);
  return answer;
};
const error = (...args: string[]) => weirError([...args, '-w', workspace], home, weirHere);
const csv = async (...args: string[]) => {
  const { exitCode, stdout } = await weirHere([...args, '-w', workspace, '--format', 'csv'], home);
  expect(exitCode).toBe(0);
  return stdout.split('\r\n');
};
const days = ['--from', '2025-01-31', '--to', '2025-02-28', '--as-of', '2025-02-28'];

beforeAll(async () => {
  writeFileSync(folder.path('deals.csv'), deals);
  writeFileSync(folder.path('log.csv'), log);
  const files = [folder.path('deals.csv'), folder.path('log.csv')];
  expect(await weirHere(['import', ...files, '-w', workspace], home)).toMatchObject({ exitCode: 0 });
});
afterAll(folder.remove);

describe('an answer of every command', () => {
  it.each([
    ['flow'],
    ['conformance'],
    ['loss-reasons'],
    ['changes', ...days],
    ['slippage', ...days],
    ['match', '--value', '33.3%'],
  ])('%s says what was asked, from when, on what evidence and of how many', async (...args) => {
    const answer = await json(...args);
    expect(answer).toMatchObject({
      asOf: expect.any(String),
      n: expect.any(Number),
      warnings: expect.any(Array),
    });
    expect(['log', 'dates', 'snapshots', 'state']).toContain(answer.evidence);
    expect(answer.scope.where).toEqual([]);
    expect(Array.isArray(answer.rows)).toBe(true);
  });

  it.each(['flow', 'changes'])(
    '%s is refused for a field that is not there, with its name',
    async (command) => {
      expect(await error(command, '--by', 'colour')).toMatchObject({ exitCode: 2, code: 'unknown-field' });
    },
  );
});

describe('weir flow', () => {
  it('gives each move with its direction, and what is still there', async () => {
    const { rows } = await json('flow');
    const move = (from: string, to: string | null) =>
      rows.find((row: { from: string; to: string | null }) => row.from === from && row.to === to);
    expect(move('Qualified', 'Demo')).toMatchObject({ count: 4, deals: 3, direction: 'forward' });
    expect(move('Demo', 'Qualified')).toMatchObject({
      count: 1,
      value: 120.3,
      medianDays: 3,
      direction: 'back',
    });
    expect(move('Qualified', 'Proposal')).toMatchObject({ count: 1, medianDays: 10, direction: 'skip' });
    expect(move('Proposal', 'Closed Won')).toMatchObject({ count: 1, direction: 'won' });
    expect(move('Proposal', 'Closed Lost')).toMatchObject({ count: 2, direction: 'lost' });
    expect(move('Demo', null)).toMatchObject({ count: 1, direction: 'open' });
  });

  it('counts the moves of the period alone, by owner', async () => {
    const { rows } = await json('flow', '--from', '2025-02-01', '--to', '2025-02-28', '--by', 'owner');
    const moves = rows.filter((row: { to: string | null }) => row.to !== null);
    expect(moves.map((row: { key: string; to: string }) => [row.key, row.to]).sort()).toEqual([
      ['Ann', 'Closed Won'],
      ['Ann', 'Demo'],
      ['Ben', 'Closed Lost'],
    ]);
  });

  it('prints the same as CSV under the keys of the JSON, and as a table', async () => {
    const [header = '', ...lines] = await csv('flow');
    for (const key of ['from', 'to', 'count', 'value', 'medianDays', 'direction'])
      expect(header.split(',')).toContain(key);
    expect(lines.filter((line) => line !== '')).toHaveLength((await json('flow')).rows.length);
    const { stdout } = await weirHere(['flow', '-w', workspace], home);
    expect(stdout).toMatch(/^Flow · as of /);
    expect(stdout).toContain('(still there)');
  });
});

describe('weir conformance', () => {
  it('gives the shares of deals on the path, and the paths taken most', async () => {
    const [row] = (await json('conformance', '--variants', '2')).rows;
    const share = Object.fromEntries(
      row.shares.map((one: { part: string; deals: number }) => [one.part, one.deals]),
    );
    expect(row.deals).toBe(4);
    expect(share).toMatchObject({ 'on-path': 3, skip: 1, loop: 1, back: 1 });
    expect(row.variants).toHaveLength(2);
    expect(row.variants[0].path.length).toBeGreaterThan(0);
  });

  it('prints one CSV line a share', async () => {
    const [header, ...lines] = await csv('conformance');
    expect(header).toBe('part,deals,share,low,high');
    expect(lines.some((line) => line.startsWith('on-path,3,0.75,'))).toBe(true);
  });
});

describe('weir loss-reasons', () => {
  it('puts known reasons into two levels and leaves others as they are', async () => {
    const { n, rows } = await json('loss-reasons');
    expect(n).toBe(2);
    const of = (stage: string) => rows.filter((row: { stage: string }) => row.stage === stage);
    expect(of('Proposal').map((row: { count: number }) => row.count)).toEqual([1, 1]);
    const price = rows.find((row: { values: string[] }) => row.values.includes('Too expensive'));
    expect(price).toMatchObject({ count: 1, share: 0.5, value: 50 });
    expect(price.category).not.toBeNull();
    const unknown = rows.find((row: { reason: string }) => row.reason === 'Went with the Zorbs');
    expect(unknown).toMatchObject({ category: null, count: 1 });
  });

  it('bounds the day of the loss', async () => {
    expect((await json('loss-reasons', '--from', '2025-02-01', '--to', '2025-02-28')).n).toBe(1);
  });
});

describe('weir changes', () => {
  it('adds up to the cent from start to end', async () => {
    const answer = await json('changes', ...days);
    expect(answer).toMatchObject({ start: 240.3, end: 70, identityHolds: true });
    const amount = (bucket: string) =>
      answer.rows.find((row: { bucket: string }) => row.bucket === bucket)?.amount ?? 0;
    expect(answer.rows).toContainEqual(expect.objectContaining({ bucket: 'won', count: 1, amount: -120.3 }));
    expect([amount('start'), amount('lost'), amount('end')]).toEqual([answer.start, -50, answer.end]);
    const moved = answer.rows.filter((row: { bucket: string }) => row.bucket !== 'end');
    const sum = moved.reduce((total: number, row: { amount: number }) => total + row.amount, 0);
    expect(sum).toBeCloseTo(amount('end'), 2);
  });

  it('says what moved in words, and lists the deals of a bucket', async () => {
    const { stdout } = await weirHere(['changes', ...days, '-w', workspace], home);
    expect(stdout).toMatch(/1 deal .*won/i);
    const { deals: found } = await json('changes', ...days, '--bucket', 'lost');
    expect(found).toMatchObject([{ id: '2', amount: -50 }]);
    expect(await error('changes', ...days, '--bucket', 'vanished')).toMatchObject({ exitCode: 2 });
  });
});

describe('weir slippage', () => {
  it('says what became of the deals that were due', async () => {
    const [row] = (await json('slippage', ...days)).rows;
    expect(row).toMatchObject({ due: 3, won: 1, lost: 1, slipped: 1, stillDue: 0 });
    expect(row.slipRate).toBeCloseTo(1 / 3, 6);
    expect(row).toMatchObject({ pushes: 1, medianPushDays: 64 });
    const [header = ''] = await csv('slippage', ...days);
    for (const key of ['due', 'slipped', 'slipRate', 'low', 'high']) expect(header.split(',')).toContain(key);
  });
});

describe('weir match', () => {
  it('finds the definition that gives a figure', async () => {
    const { rows } = await json('match', '--value', '33.3%');
    expect(rows[0]).toMatchObject({ matches: true, label: 'Won / (won + lost)', unit: 'rate' });
    expect(rows[0].value).toBeCloseTo(1 / 3, 6);
    expect(rows[0].sql).toContain('weir.');
  });

  it('says that none does, and which comes nearest', async () => {
    const { stdout } = await weirHere(['match', '--value', '987654321', '-w', workspace], home);
    expect(stdout).toMatch(/^None of [\d,]+ figures is 987654321\. The nearest is /);
  });

  it('needs a figure that can be read', async () => {
    expect(await error('match')).toMatchObject({ exitCode: 2 });
    expect(await error('match', '--value', 'many')).toMatchObject({ exitCode: 2, code: 'invalid-input' });
  });
});

describe('weir sql', () => {
  it('computes by macro what the command says', async () => {
    const { rows, columns, truncated } = await json(
      'sql',
      "SELECT won, lost, closed_rate FROM weir.win_rate(DATE '2025-03-01')",
    );
    expect(columns.map((column: { name: string }) => column.name)).toEqual(['won', 'lost', 'closed_rate']);
    const [winRate] = (await json('win-rate')).rows;
    expect(rows).toEqual([{ won: 1, lost: 2, closed_rate: expect.closeTo(winRate.closedRate, 9) }]);
    expect(truncated).toBe(false);
  });

  it('refuses what would write and names the place of a mistake, with exit code 2', async () => {
    expect(await error('sql', 'DELETE FROM weir.opportunity')).toMatchObject({
      exitCode: 2,
      code: 'not-supported',
      stdout: '',
    });
    expect(await error('sql', 'SELECT id,\n  stagee\nFROM weir.opportunity')).toMatchObject({
      exitCode: 2,
      code: 'sql-error',
      message: expect.stringMatching(/"stagee" not found[\s\S]*Line 2, column 3\.$/),
      details: { place: { from: 13, to: 19 } },
      hint: expect.stringContaining('SHOW ALL TABLES'),
    });
  });

  it('prints CSV with the names of the columns', async () => {
    expect(await csv('sql', 'SELECT id, amount FROM weir.opportunity ORDER BY id LIMIT 1')).toEqual([
      'id,amount',
      '1,120.3',
      '',
    ]);
  });
});
