import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listDeals } from '#engine/metrics/deals';
import type { WorkspaceFacts } from '#engine/metrics/facts';
import { coaching } from '#engine/metrics/reps/coaching';
import { dealsParams } from '#shared/contract/methods';
import { coachingParams } from '#shared/contract/rep-params';
import { dayNumber, dayOfNumber } from '#shared/time/day';
import { stagesOf } from '../support/derived-workspace';
import { dayLength, type LogEntry, type LogWorkspace, openLogWorkspace } from '../support/log-workspace';

const start = dayNumber('2024-01-01');
const coachedOn = start + 301;
const coached = dayOfNumber(coachedOn);
const asOf = dayOfNumber(start + 700);
const stages = stagesOf(['Lead', 'Offer']);
const coachee = '<b>Ann</b>';
const owners = [coachee, ...Array.from({ length: 8 }, (_, i) => `Rep ${i}`)];

type Step = readonly [day: number, stage: string, owner: string];
type Deal = { id: string; steps: readonly Step[] };

/** Every third day a deal: of ten, the team brings on five before the coaching and six since, the coachee three and seven. */
function dealOf(owner: string, i: number): Deal {
  const created = start + 3 * i;
  const isSince = created >= coachedOn;
  const most = owner === coachee ? (isSince ? 7 : 3) : isSince ? 6 : 5;
  const goes = i % 10 < most;
  const steps: Step[] = [[created, 'Lead', owner]];
  if (goes) steps.push([created + 5, 'Offer', owner], [created + 10, i % 2 === 0 ? 'Won' : 'Lost', owner]);
  else steps.push([created + 5, 'Lost', owner]);
  return { id: `${owners.indexOf(owner)}-${i}`, steps };
}

/** Handed over on the way: the Lead is of another rep, the Offer of the coachee. */
const handed: Deal = {
  id: 'handed',
  steps: [
    [start + 100, 'Lead', 'Rep 0'],
    [start + 104, 'Lead', coachee],
    [start + 105, 'Offer', coachee],
    [start + 110, 'Won', coachee],
  ],
};
const deals = [...owners.flatMap((owner) => Array.from({ length: 200 }, (_, i) => dealOf(owner, i))), handed];

const log = deals
  .flatMap(({ id, steps }) => steps.map(([day, stage, owner]) => ({ id, at: day * dayLength, stage, owner })))
  .sort((a, b) => a.at - b.at)
  .map((entry, row): LogEntry => {
    return { ...entry, row, amount: null, expectedClose: null, probability: null, segment: null };
  });

/** Followed for five days on the eve of the coaching, and created since. */
const isBefore = (i: number) => start + 3 * i + 5 < coachedOn;
const isSince = (i: number) => start + 3 * i >= coachedOn;
const wentOn = (owner: string, side: (i: number) => boolean) => {
  const own = deals.filter(
    ({ id }, at) => id !== 'handed' && side(at % 200) && id.startsWith(`${owners.indexOf(owner)}-`),
  );
  return { n: own.length, k: own.filter(({ steps }) => steps[1]?.[1] === 'Offer').length };
};

describe('a rep before and since a coaching', () => {
  let workspace: LogWorkspace;
  let facts: WorkspaceFacts;

  beforeAll(async () => {
    workspace = await openLogWorkspace();
    facts = await workspace.load({ logs: [log] }, { stages, clock: 'day', asOf });
  });
  afterAll(() => workspace.close());

  const ask = (asked: object = {}) =>
    workspace.use((c) => coaching(c, facts, coachingParams.parse({ owner: coachee, coached, ...asked })));
  const lead = async (asked: object = {}) => (await ask(asked)).rows.find(({ stage }) => stage === 'Lead')!;

  it('counts on each side the deals that were followed as long, and nothing of the other side', async () => {
    const row = await lead();
    expect(row.atDays).toBe(5);
    const [before, since] = [wentOn(coachee, isBefore), wentOn(coachee, isSince)];
    expect(row.base).toMatchObject({ n: before.n, events: before.k, open: 0 });
    expect(row.compared).toMatchObject({ n: since.n, events: since.k, open: 0 });
    expect(row.difference).toBeCloseTo(since.k / since.n - before.k / before.n, 12);
    expect(row.low!).toBeGreaterThan(0.2);
    expect(row.high!).toBeLessThan(0.55);
  });

  it('takes off what changed for the whole team', async () => {
    const { against, team } = await lead();
    const rate = (side: (i: number) => boolean) => {
      const counts = owners.map((owner) => wentOn(owner, side));
      // The Lead that was handed over later is of another rep, and went on.
      const extra = side === isBefore ? 1 : 0;
      const sum = (of: 'n' | 'k') => counts.reduce((all, count) => all + count[of], 0) + extra;
      return sum('k') / sum('n');
    };
    expect(team.base).toBeCloseTo(rate(isBefore), 3);
    expect(team.compared).toBeCloseTo(rate(isSince), 3);
    const own = (side: (i: number) => boolean) => wentOn(coachee, side).k / wentOn(coachee, side).n;
    const expected = own(isSince) - rate(isSince) - (own(isBefore) - rate(isBefore));
    expect(against!.value).toBeCloseTo(expected, 3);
    expect(against!.low).toBeGreaterThan(0);
    expect(against!.adjusted).toBeLessThan(0.01);
    // Who did as the team did has no change of their own.
    const other = await lead({ owner: 'Rep 3' });
    expect(other.difference!).toBeCloseTo(0.09, 1);
    expect(other.against!.low).toBeLessThan(0);
    expect(other.against!.high).toBeGreaterThan(0);
  });

  it('counts a deal for who had it then, and opens exactly the deals of a side', async () => {
    const answer = await ask();
    const offer = answer.rows.find(({ stage }) => stage === 'Offer')!;
    expect(offer.base.n).toBe(wentOn(coachee, isBefore).k + 1);
    for (const row of answer.rows) {
      for (const side of ['base', 'compared'] as const) {
        const behind = {
          metric: 'reps' as const,
          stage: row.stage,
          owner: coachee,
          part: 'all' as const,
          within: row.atDays!,
          rampDays: answer.ramp.days,
        };
        const asked = dealsParams.parse({ ...answer[side].scope, behind });
        const { total } = await workspace.use((c) => listDeals(c, facts, asked));
        expect([row.stage, side, total]).toEqual([row.stage, side, row[side].n]);
      }
    }
  });

  it('says that part of a low rate rises by itself', async () => {
    const answer = await ask();
    const row = answer.rows.find(({ stage }) => stage === 'Lead')!;
    expect(row.byItself!).toBeGreaterThan(0.01);
    expect(answer.warnings.map(({ code }) => code)).toContain('regression-to-the-mean');
  });

  it('does not change by what came after the as-of day', async () => {
    const early = { asOf: dayOfNumber(coachedOn + 100) };
    const { compared } = await lead(early);
    expect(compared.n).toBe(wentOn(coachee, (i) => isSince(i) && 3 * i + 5 <= 401).n);
    const answer = await ask({ asOf: dayOfNumber(coachedOn + 20) });
    expect(answer.warnings.map(({ code }) => code)).toContain('thin');
    expect(answer.rows.find(({ stage }) => stage === 'Lead')!.thin).toBe(true);
  });

  it('is refused for a rep that is not there and for a day outside', async () => {
    await expect(ask({ owner: 'Nobody' })).rejects.toMatchObject({
      code: 'invalid-input',
      message: 'No rep is called "Nobody".',
    });
    await expect(ask({ coached: '2030-01-01' })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(ask({ to: dayOfNumber(coachedOn - 30) })).rejects.toMatchObject({ code: 'invalid-input' });
  });
});
