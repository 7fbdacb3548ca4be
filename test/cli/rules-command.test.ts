import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { weirError, weirHere, weirJson, workingFolder } from './built-cli';

/** One deal is left alone from 2 to 20 January and won, one is called every week and lost, one is open. */
const deals = `Deal ID,Deal Name,Stage,Create Date,Close Date,Amount,Owner,Level
1,=One,Closed Won,2025-01-01,2025-02-01,120.30,Ann,A
2,Two,Closed Lost,2025-01-02,2025-02-10,50,Ben,B
3,Three,Demo,2025-02-05,2025-04-30,70,Ann,A
4,Four,Demo,2025-02-12,2025-04-30,70,Ann,
`;
const activities = `Activity ID,Deal ID,Activity Type,Activity Date,Status,Assigned To
a,1,Call,2025-01-02,Completed,Ann
b,1,Call,2025-01-20,Completed,Ann
c,1,Call,2025-01-10,Planned,Ann
d,2,Call,2025-01-08,Completed,Ben
e,2,Email,2025-01-14,Completed,Ben
f,2,Email,2025-01-20,Completed,Ben
g,2,Email,2025-01-26,Completed,Ben
h,2,Email,2025-02-02,Completed,Ben
i,2,Email,2025-02-08,Completed,Ben
j,3,Meeting,2025-02-09,Completed,Ann
`;
const folder = workingFolder();
const workspace = folder.path('rules.weir');
const home = folder.path('home');
const json = (...args: string[]) =>
  weirJson(['rules', ...args, '-w', workspace, '--as-of', '2025-02-15'], home, weirHere);

beforeAll(async () => {
  writeFileSync(folder.path('deals.csv'), deals);
  writeFileSync(folder.path('activities.csv'), activities);
  const files = [folder.path('deals.csv'), folder.path('activities.csv')];
  expect(await weirHere(['import', ...files, '-w', workspace], home)).toMatchObject({ exitCode: 0 });
});
afterAll(folder.remove);

describe('weir rules', () => {
  it('lists the packs', async () => {
    const { packs } = await weirJson(['rules', '-w', workspace], home, weirHere);
    expect(packs.map((pack: { id: string }) => pack.id)).toEqual(['public-pool', 'weekly']);
  });

  it('counts down the days of open deals, the nearest first', async () => {
    const answer = await json('countdown', '--rule', 'no-follow-up=10', '--rule', 'not-closed=9');
    expect(answer.followUps).toMatchObject({ source: 'activity', without: 1 });
    const left = answer.deals.map((deal: { id: string; left: number[] }) => [deal.id, ...deal.left]);
    expect(left).toEqual([
      ['4', 7, 6],
      ['3', 4, -1],
    ]);
  });

  it('says what a rule would have taken and what was won later', async () => {
    const answer = await json('simulate', '--rule', 'no-follow-up=10');
    // From the 2nd to the 20th of January the planned call does not count.
    expect(answer.rows[1]).toMatchObject({ deals: 4, taken: 1, won: 1, wonValue: 120.3, lost: 0, open: 0 });
    const six = answer.sweep.find((row: { limit: number }) => row.limit === 6);
    expect(six).toMatchObject({ taken: 3, won: 1, lost: 1, open: 1 });
  });

  it('names the packs where one is not known', async () => {
    const error = await weirError(['rules', 'simulate', '--pack', 'nope', '-w', workspace], home, weirHere);
    expect(error).toMatchObject({ code: 'invalid-input', hint: expect.stringContaining('public-pool') });
  });
});
