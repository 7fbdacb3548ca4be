import { describe, expect, test } from 'vitest';
import { moverWords, plainWords } from '#shared/results/mover-words';
import type { Mover, MoverRow, MoversAnswer } from '#shared/results/movers';
import { createFormatters } from '../../src-renderer/charts/formatters';

const { count, moneyShort, day } = createFormatters('en-US', 'USD');
const deal: Mover = {
  id: 'D-1',
  name: 'Acme renewal',
  owner: 'Ann Lee',
  amount: 32_000,
  before: 20_000,
  after: 45_000,
  closeBefore: '2026-06-28',
  closeAfter: '2026-09-30',
};

function told(row: MoverRow, due = 0): string[] {
  const answer: Pick<MoversAnswer, 'rows' | 'due'> = { rows: [row], due };
  return moverWords(answer, { count, money: moneyShort, day }).map(plainWords);
}

describe('what moved is told', () => {
  test('by number, worth and the largest deal', () => {
    expect(told({ kind: 'won', count: 1240, amount: 148_000, largest: [deal] })).toEqual([
      '1,240 deals were won, worth $148K, the largest Acme renewal ($32.0K, Ann Lee).',
    ]);
  });

  test('by the deal alone where it is the only one, and by its id where it has no name', () => {
    const nameless = { ...deal, name: ' ', owner: null };
    expect(told({ kind: 'lost', count: 1, amount: 32_000, largest: [nameless] })).toEqual([
      '1 deal was lost: D-1 ($32.0K).',
    ]);
  });

  test('with the dates of what slipped, of those that were due', () => {
    expect(told({ kind: 'slipped', count: 13, amount: 434_510, largest: [deal] }, 409)).toEqual([
      '13 deals of the 409 that were due slipped, worth $435K, the largest Acme renewal ($32.0K, due Jun 28, 2026, now Sep 30, 2026, Ann Lee).',
    ]);
    const gone = { ...deal, closeAfter: null };
    expect(told({ kind: 'slipped', count: 1, amount: 32_000, largest: [gone] }, 1)).toEqual([
      '1 deal that was due slipped: Acme renewal ($32.0K, due Jun 28, 2026, now without a date, Ann Lee).',
    ]);
  });

  test('with both amounts of what grew or shrank', () => {
    const grown = { ...deal, amount: 25_000 };
    expect(told({ kind: 'increased', count: 8, amount: 63_560, largest: [grown] })).toEqual([
      '8 deals grew by $63.6K in all, most of all Acme renewal (from $20.0K to $45.0K, Ann Lee).',
    ]);
    const shrunk = { ...deal, amount: -10_000, after: 10_000 };
    expect(told({ kind: 'decreased', count: 1, amount: -10_000, largest: [shrunk] })).toEqual([
      '1 deal shrank: Acme renewal (by $10.0K, from $20.0K to $10.0K, Ann Lee).',
    ]);
  });

  test('without amounts where deals have none, each part with what it opens', () => {
    const row: MoverRow = { kind: 'new', count: 3, amount: 0, largest: [{ ...deal, amount: 0 }] };
    expect(told(row)).toEqual(['3 deals came in.']);
    const [sentence] = moverWords(
      { rows: [{ ...row, largest: [deal] }], due: 0 },
      { count, money: moneyShort, day },
    );
    expect(sentence?.parts.filter(({ all, deal: id }) => all ?? id)).toEqual([
      { text: '3 deals', all: 'new' },
      { text: 'Acme renewal', deal: 'D-1' },
    ]);
  });
});
