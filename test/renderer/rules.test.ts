import { describe, expect, it } from 'vitest';
import { parsePack, rulePacks } from '../../src-shared/model/rule-pack';
import { bestLimit, type SweepRow } from '../../src-shared/results/rules';

const row = (limit: number, won: number, lost: number): SweepRow => ({
  rule: 0,
  limit,
  taken: won + lost,
  won,
  wonValue: 0,
  lost,
  open: 0,
});
const rows = [row(5, 60, 100), row(10, 20, 90), row(20, 5, 80), row(21, 4, 79), row(40, 0, 30)];

describe('the best limit of a rule', () => {
  it('weighs dead deals against wins, and moves to shorter limits as wins cost less', () => {
    expect(bestLimit(rows, 3)).toMatchObject({
      row: { limit: 21 },
      gain: 67,
      from: 20,
      to: 21,
      atEdge: false,
    });
    expect(bestLimit(rows, 0.5)).toMatchObject({ row: { limit: 10 }, gain: 80 });
    expect(bestLimit(rows, 0.1)).toMatchObject({ row: { limit: 5 }, atEdge: true });
  });

  it('is none where every limit costs more than it gains', () => {
    expect(bestLimit([row(5, 60, 100)], 3)).toBeNull();
    expect(bestLimit([], 3)).toBeNull();
  });
});

describe('packs of rules', () => {
  it('that cannot be read are left out, and others come behind those of Weir', () => {
    const saved = [
      { id: 1, name: 'Ours', content: '{"rules":[{"kind":"not-closed","limit":60}]}' },
      { id: 2, name: 'Broken', content: '{"rules":[{"kind":"not-closed","limit":0}]}' },
    ];
    expect(rulePacks(saved).map(({ id, followUp }) => [id, followUp])).toEqual([
      ['public-pool', 'auto'],
      ['weekly', 'auto'],
      ['1', 'auto'],
    ]);
    expect(parsePack('')).toBeNull();
  });
});
