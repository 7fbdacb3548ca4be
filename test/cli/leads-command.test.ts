import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { weirHere, weirJson, workingFolder } from './built-cli';

const deals = `Opportunity ID,Opportunity Name,Stage,Created Date,Close Date,Amount,Owner,Account Name
D1,One,Closed Won,2025-01-10 09:00:00,2025-02-01,1000,Ann,Acme
D2,Two,Closed Lost,2025-01-12 09:00:00,2025-02-10,50,Ben,Bolt
D3,Three,Demo,2025-02-05 09:00:00,2025-04-30,70,Ann,Cobalt
`;
/** L6 waits for a hand-over; L5 says nothing of a channel; L7 came after the day that is looked from. */
const leads = `Lead ID,Lead Name,Company,Lead Owner,Lead Source,Lead Status,Created Date,MQL Date,Assigned Date,SQL Date,Converted,Converted Date,Converted Opportunity ID,Lead Cost,Referred By
L1,Ann A,Acme,Ann,Google Ads,Converted,2025-01-02 09:00:00,2025-01-03 09:00:00,2025-01-03 09:10:00,2025-01-05 09:00:00,Yes,2025-01-10 09:00:00,D1,100,
L2,Bo B,Bolt,Ben,广告投放,Converted,2025-01-02 10:00:00,2025-01-02 10:00:00,2025-01-02 10:20:00,2025-01-04 09:00:00,Yes,2025-01-12 09:00:00,D2,100,
L3,Cy C,Cobalt,Ann,老客户转介绍,Converted,2025-01-20 09:00:00,2025-01-20 09:00:00,2025-01-20 11:00:00,2025-01-22 09:00:00,Yes,2025-02-05 09:00:00,D3,,ACME
L4,Di D,Dune,Ann,Recherche organique,Nurturing,2025-01-21 09:00:00,,2025-01-21 09:40:00,,No,,,10,
L5,Ed E,Echo,Ben,Handelsmesse <b>,Unqualified,2025-01-22 09:00:00,,2025-01-22 09:05:00,,No,,,,
L6,Fa F,Fox,Ben,,New,2025-01-23 09:00:00,,,,No,,,,
L7,Gi G,Gull,Ben,Direct,New,2025-06-01 09:00:00,,,,No,,,,
`;
const activities = `Activity ID,Lead ID,Activity Type,Activity Date,Status,Call Result,Assigned To,Call Duration (in seconds)
a,L1,Call,2025-01-03 12:00:00,Completed,No answer,Ann,0
b,L1,Call,2025-01-06 15:00:00,Completed,Connected,Ann,720
c,L1,Meeting,2025-01-07 15:00:00,Completed,,Ann,
d,L2,Call,2025-01-02 10:30:00,Completed,Connected,Ben,300
e,L3,Email,2025-01-25 10:30:00,Completed,,Ann,
f,L4,Call,2025-01-21 10:00:00,Planned,,Ann,
`;
const folder = workingFolder();
const workspace = folder.path('leads.weir');
const home = folder.path('home');
const json = (...args: string[]) =>
  weirJson([...args, '-w', workspace, '--as-of', '2025-03-01'], home, weirHere);

beforeAll(async () => {
  writeFileSync(folder.path('deals.csv'), deals);
  writeFileSync(folder.path('leads.csv'), leads);
  writeFileSync(folder.path('activities.csv'), activities);
  const files = ['deals.csv', 'leads.csv', 'activities.csv'].map(folder.path);
  expect(await weirHere(['import', ...files, '-w', workspace], home)).toMatchObject({ exitCode: 0 });
});
afterAll(folder.remove);

describe('weir leads', () => {
  it('counts how far leads get by channel, which the words of sources tell in any language', async () => {
    const { rows, total } = await json('leads');
    const brief = rows.map((row: Record<string, unknown>) => [
      row.key,
      row.leads,
      row.mql,
      row.sql,
      row.customers,
    ]);
    expect(brief).toEqual([
      ['paid', 2, 2, 2, 1],
      ['Handelsmesse <b>', 1, 0, 0, 0],
      ['referral', 1, 1, 1, 0],
      ['search', 1, 1, 0, 0],
      [null, 1, 0, 0, 0],
    ]);
    expect(total).toMatchObject({
      leads: 6,
      opportunities: 3,
      customers: 1,
      lost: 1,
      wonValue: 1000,
      cost: 210,
    });
    expect(rows[0]).toMatchObject({ costPerCustomer: 200, roi: 4, closeRate: { k: 1, n: 2, rate: 0.5 } });
  });

  it('takes leads that wait for a hand-over as censored', async () => {
    const { handOff, referrers, meetings } = await json('leads', '--limit', '30');
    // 5, 10, 20, 40 and 120 minutes, and one that still waits.
    expect(handOff).toMatchObject({ until: 'assigned', leads: 6, waiting: 1, within: 0.5 });
    expect(handOff.median).toBe(30);
    expect(referrers).toMatchObject({ k: 1, n: 1 });
    expect(meetings).toMatchObject({ k: 1, n: 2 });
  });

  it('knows nothing of what came later', async () => {
    const { total } = await weirJson(['leads', '-w', workspace, '--as-of', '2025-01-04'], home, weirHere);
    expect(total).toMatchObject({ leads: 2, mql: 2, sql: 1, opportunities: 0, customers: 0 });
  });
});

describe('weir activity', () => {
  it('counts what was answered, of what says so and was done', async () => {
    const answer = await json('activity');
    expect(
      answer.rows.map(({ kind, activities: n }: { kind: string; activities: number }) => [kind, n]),
    ).toEqual([
      ['call', 3],
      ['e-mail', 1],
      ['meeting', 1],
    ]);
    expect(answer.rates[0]).toMatchObject({ name: 'connect', k: 2, n: 3, unknown: 0 });
    const hours = answer.hours.map((cell: Record<string, number>) => [
      cell.weekday,
      cell.hour,
      cell.connected,
    ]);
    expect(hours).toEqual([
      [1, 15, 1],
      [4, 10, 1],
      [5, 12, 0],
    ]);
    expect(answer.medianLength).toBe(5);
  });
});

it('counts made beforehand are those that are counted one by one', async () => {
  const rows = (sql: string) => weirJson(['sql', `${sql} ORDER BY ALL`, '-w', workspace], home, weirHere);
  for (const day of ['2025-01-21', '2025-02-20', '2025-03-01', '2025-06-30']) {
    for (const [macro, options] of [
      ['leads', ', dim := channel'],
      ['lead_work', ''],
      ['hand_off', ''],
      ['hand_off', ', by_touch := true'],
      ['referrer', ''],
    ]) {
      const whole = await rows(`FROM weir.${macro}_whole(DATE '${day}'${options})`);
      expect(whole.rows.length).toBeGreaterThan(0);
      expect(whole.rows, `${macro} on ${day}`).toEqual(
        (await rows(`FROM weir.${macro}(DATE '${day}'${options})`)).rows,
      );
    }
  }
});
