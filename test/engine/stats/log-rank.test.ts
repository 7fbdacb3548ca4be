import { describe, expect, it } from 'vitest';
import { logRank, stratifiedLogRank } from '#engine/stats/log-rank';
import { riskTable } from '#engine/stats/risk-table';
import { expectClose } from './support/close';
import { tableOf } from './support/subjects';

type Deal = { g: string; z: string; t: number; s: number };

const ages = [4, 8, 8, 11, 15, 20, 22, 3, 5, 9, 9, 14, 18, 30, 6, 10, 13, 16, 21, 25, 28];
const closed = [1, 1, 0, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 0, 0, 1, 1, 0, 1, 1, 1];
const deals: Deal[] = ages.map((t, i) => ({
  t,
  s: closed[i]!,
  g: 'abc'.charAt(i / 7),
  z: 'xyx'.charAt(i % 3),
}));

function groupsOf(of: Deal[]) {
  return ['a', 'b', 'c'].map((key) => ({ key, table: tableOf(of.filter(({ g }) => g === key)) }));
}

describe('the log-rank test', () => {
  it("agrees with R's survdiff on three groups", () => {
    const test = logRank(groupsOf(deals));
    expect([test.keys, test.observed, test.df]).toEqual([['a', 'b', 'c'], [5, 5, 5], 2]);
    expectClose(test.expected, [3.901531182955, 4.421340132176, 6.677128684869], 1e-10);
    expectClose([test.chisq!, test.p!], [0.8432094521917, 0.6559932851805], 1e-10);
  });

  it("agrees with R's survdiff on three groups in two strata", () => {
    const test = stratifiedLogRank(
      ['x', 'y'].map((key) => ({ key, groups: groupsOf(deals.filter((d) => d.z === key)) })),
    );
    expectClose(test.expected, [4.394597069597, 3.696581196581, 6.908821733822], 1e-10);
    expectClose([test.chisq!], [1.221706815408], 1e-10);
  });

  it('does not depend on the order of the groups', () => {
    const there = logRank(groupsOf(deals));
    const back = logRank(groupsOf(deals).reverse());
    expectClose([back.chisq!], [there.chisq!], 1e-10);
    expect(back.keys).toEqual(['c', 'b', 'a']);
  });

  it('leaves out a group that is never at risk', () => {
    const test = logRank([...groupsOf(deals), { key: 'empty', table: riskTable([]) }]);
    expect([test.df, test.observed[3], test.expected[3]]).toEqual([2, 0, 0]);
    expectClose([test.chisq!], [0.8432094521917], 1e-10);
  });

  it('finds no difference between equal groups', () => {
    const [a] = groupsOf(deals);
    const test = logRank([a!, { ...a!, key: 'again' }]);
    expect(test.chisq).toBeCloseTo(0, 12);
    expect(test.p).toBeCloseTo(1, 5);
  });

  it('has nothing to compare in one group, in none, or without a close', () => {
    const impossible = { df: 0, chisq: null, p: null };
    expect(logRank([])).toMatchObject(impossible);
    expect(logRank(groupsOf(deals).slice(0, 1))).toMatchObject(impossible);
    expect(logRank(groupsOf(deals.map((deal) => ({ ...deal, s: 0 }))))).toMatchObject(impossible);
  });

  it('counts a latecomer only after its entry', () => {
    const early = { key: 'early', table: tableOf([5, 10, 15].map((t) => ({ t, s: 1 }))) };
    const late = { key: 'late', table: tableOf([12, 18].map((t) => ({ t, s: 1, entry: 7 }))) };
    // Age 5: 3 at risk, all early. 10: 2 and 2. 12: 1 and 2. 15: 1 and 1. 18: only late.
    expectClose(logRank([early, late]).expected, [1 + 2 / 4 + 1 / 3 + 1 / 2, 2 / 4 + 2 / 3 + 1 / 2 + 1]);
  });
});
