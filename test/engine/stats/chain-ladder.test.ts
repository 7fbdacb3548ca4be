import { describe, expect, it } from 'vitest';
import { capeCod, chainLadder, residuals } from '#engine/stats/chain-ladder';
import { outstandingBand } from '#engine/stats/outstanding-band';
import { describeShared } from '../../support/vectors';
import { expectClose } from './support/close';
import { seeded } from './support/seeded';
import { vectors } from './support/vectors';

describeShared('vectors/vectors.json', 'the worked triangle computed with R', () => {
  const { triangle: cells, created_value: created, expect: e } = vectors!.chain_ladder;
  const triangle = cells.map((row) => row.filter((cell) => cell !== null));
  const ladder = chainLadder(triangle);
  const rows = ladder.rows.map((row) => row!);

  it('has factors, variances and shares developed', () => {
    expectClose(ladder.factors, e.factors);
    expectClose(ladder.sigma2, e.sigma2);
    expectClose(ladder.developed, e.pct_developed);
  });

  it('has what is expected in the end and still to come, with Mack standard errors', () => {
    expectClose(
      rows.map(({ latest }) => latest),
      e.latest,
    );
    expectClose(
      rows.map(({ ultimate }) => ultimate),
      e.ultimate,
    );
    expectClose(
      rows.map(({ outstanding }) => outstanding),
      e.outstanding,
    );
    expectClose(
      rows.map(({ se }) => se),
      e.mack_se,
    );
    expectClose([ladder.totalOutstanding, ladder.totalSe], [e.total_outstanding, e.total_mack_se]);
  });

  it('has what comes on the next diagonal', () => {
    const next = rows.flatMap(({ latest, path }) => (path[0] ? [path[0].value - latest] : []));
    expectClose(next, e.next_diagonal);
  });

  it('has the Cape Cod rate and what it makes of each row', () => {
    const { rate, rows: byExposure } = capeCod(triangle, created, ladder)!;
    expectClose([rate], [e.cape_cod_elr]);
    expectClose(
      byExposure.map(({ ultimate }) => ultimate),
      e.cape_cod_bf_ultimate,
    );
  });
});

describe('the published triangle of Taylor and Ashe', () => {
  // Mack 1993, table 1, in thousands; his table 2 gives the standard errors.
  const increments = [
    [357848, 766940, 610542, 482940, 527326, 574398, 146342, 139950, 227229, 67948],
    [352118, 884021, 933894, 1183289, 445745, 320996, 527804, 266172, 425046],
    [290507, 1001799, 926219, 1016654, 750816, 146923, 495992, 280405],
    [310608, 1108250, 776189, 1562400, 272482, 352053, 206286],
    [443160, 693190, 991983, 769488, 504851, 470639],
    [396132, 937085, 847498, 805037, 705960],
    [440832, 847631, 1131398, 1063269],
    [359480, 1061648, 1443370],
    [376686, 986608],
    [344014],
  ];
  const triangle = increments.map((row) => {
    let sum = 0;
    return row.map((cell) => (sum += cell));
  });

  it('has the total and its error of the paper', () => {
    const { totalOutstanding, totalSe, rows } = chainLadder(triangle);
    expect(Math.round(totalOutstanding / 1000)).toBe(18_681);
    expect(Math.round(totalSe / 1000)).toBe(2447);
    expect(Math.round(rows[9]!.se / 1000)).toBe(1363);
  });
});

describe('a triangle in general', () => {
  const random = seeded(7);
  const triangle = Array.from({ length: 8 }, (_, i) => {
    let at = 10;
    return Array.from({ length: 8 - i }, (_, k) => (at += Math.floor((40 * random()) / (k + 1))));
  });

  it('is developed by shares that grow to 1, and each row by its own path', () => {
    const { developed, factors, rows } = chainLadder(triangle);
    expect(developed.at(-1)).toBe(1);
    for (const [k, factor] of factors.entries()) {
      expect(factor).toBeGreaterThanOrEqual(1);
      expect(developed[k]! * factor).toBeCloseTo(developed[k + 1]!, 12);
    }
    for (const row of rows) {
      const values = [row!.latest, ...row!.path.map(({ value }) => value)];
      expect(values).toEqual([...values].sort((a, b) => a - b));
      expect(values.at(-1)).toBe(row!.ultimate);
    }
  });

  it('does not change by the unit of its amounts, but for the unit', () => {
    const [one, thousand] = [
      chainLadder(triangle),
      chainLadder(triangle.map((row) => row.map((cell) => cell * 1000))),
    ];
    expectClose(thousand.factors, one.factors, 1e-12);
    expectClose([thousand.totalSe], [one.totalSe * 1000], 1e-9);
  });

  it('has residuals that weigh up to nothing in each column', () => {
    const ladder = chainLadder(triangle);
    for (const column of [1, 2, 3]) {
      const found = residuals(triangle, ladder).filter((residual) => residual.column === column);
      const weighed = found.map(({ row, value }) => value * Math.sqrt(triangle[row]![column - 1]!));
      expect(weighed.reduce((a, b) => a + b)).toBeCloseTo(0, 9);
    }
  });

  it('stays finite where nothing was won, where one row knows a column, and where rows are ragged', () => {
    for (const odd of [
      [],
      [[]],
      [[0, 0, 0], [0, 0], [0]],
      [[0, 3, 4], [2, 5], [0], []],
      [[1, 2], [1, 2, 5, 5], [4, 4, 4], []],
    ]) {
      const ladder = chainLadder(odd);
      const cape = capeCod(
        odd,
        odd.map(() => 10),
      );
      const all = [ladder.totalOutstanding, ladder.totalSe, ...ladder.factors, ...ladder.developed];
      const rows = [...ladder.rows, ...(cape?.rows ?? [])];
      const figures = rows.flatMap((row) => (row ? [row.ultimate, row.se] : []));
      expect([...all, ...figures].every(Number.isFinite)).toBe(true);
    }
  });

  it('expects of a row that only just began what its exposure is worth', () => {
    const begun = [...triangle, []];
    const exposures = begun.map(() => 100);
    const { rate, rows } = capeCod(begun, exposures)!;
    expect(rows.at(-1)!.latest).toBe(0);
    expect(rows.at(-1)!.ultimate).toBeCloseTo(rate * 100, 9);
    expect(rows.at(-1)!.se).toBeGreaterThan(0);
  });
});

describe('the band of what is still to come', () => {
  it('never goes below what is there, and holds the expectation', () => {
    for (const se of [0, 1, 10, 100]) {
      const { low, high } = outstandingBand(50, { value: 60, se });
      expect(low).toBeGreaterThanOrEqual(50);
      expect(high).toBeGreaterThanOrEqual(low);
      if (se <= 10) expect([low <= 60, high >= 60]).toEqual([true, true]);
    }
    expect(outstandingBand(50, { value: 50, se: 0 })).toEqual({ low: 50, high: 50 });
  });
});
