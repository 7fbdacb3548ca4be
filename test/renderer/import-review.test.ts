import { describe, expect, it } from 'vitest';
import { bytesText } from '../../src-renderer/pages/data/bytes';
import { assignField, mergeMapping } from '../../src-renderer/pages/data/merge-mapping';
import { rejectsCsv } from '../../src-renderer/pages/data/rejects-csv';
import { inOrder, moveStage, type StageItem, setKind } from '../../src-renderer/pages/data/stage-order';

const stages: StageItem[] = [
  { stage: 'Demo', kind: 'open', rank: 1, deals: 9 },
  { stage: 'Offer', kind: 'open', rank: 2, deals: 6 },
  { stage: 'Delivery', kind: 'open', rank: 3, deals: 2 },
  { stage: 'Won', kind: 'won', rank: 4, deals: 4 },
  { stage: 'Lost', kind: 'lost', rank: 0, deals: 3 },
];
const ranks = (items: StageItem[]) => Object.fromEntries(items.map(({ stage, rank }) => [stage, rank]));

describe('corrections of a mapping', () => {
  it('keep the ones before them, entry by entry', () => {
    const first = mergeMapping(undefined, {
      columns: { owner: 'rep' },
      matches: { product: { GTXPro: 'GTX Pro' } },
    });
    const second = mergeMapping(first, { columns: { amount: null }, matches: { product: { MG: null } } });
    expect(second).toEqual({
      columns: { owner: 'rep', amount: null },
      matches: { product: { GTXPro: 'GTX Pro', MG: null } },
    });
  });

  it('free the field that a column had when it gets another', () => {
    expect(assignField('close_value', 'amount', 'list_price')).toEqual({
      columns: { amount: null, list_price: 'close_value' },
    });
    expect(assignField('close_value', 'amount', null)).toEqual({ columns: { amount: null } });
    expect(assignField('close_date', 'closed_at', null)).toEqual({
      columns: { closed_at: null, close: null },
    });
    expect(assignField('notes', null, 'next_step')).toEqual({ columns: { next_step: 'notes' } });
  });
});

describe('the order of stages', () => {
  it('counts the open ones anew when one is moved', () => {
    expect(ranks(moveStage(stages, 1, 0))).toEqual({ Offer: 1, Demo: 2, Delivery: 3, Won: 4, Lost: 0 });
  });

  it('takes a stage that comes after winning out of the count', () => {
    const next = setKind(stages, 2, 'post');
    expect(ranks(next)).toEqual({ Demo: 1, Offer: 2, Won: 3, Delivery: 4, Lost: 0 });
    expect(next.map(({ stage }) => stage)).toEqual(['Demo', 'Offer', 'Won', 'Delivery', 'Lost']);
  });

  it('lists open stages first, lost last', () => {
    expect(inOrder([...stages].reverse()).map(({ stage }) => stage)).toEqual([
      'Demo',
      'Offer',
      'Delivery',
      'Won',
      'Lost',
    ]);
  });

  it('stays as it is when a move leads nowhere', () => {
    expect(moveStage(stages, 0, -1)).toEqual(stages);
  });
});

it('writes rejected rows so that a spreadsheet runs none of their values', () => {
  const csv = rejectsCsv([
    { line: 3, column: 'name', value: '=HYPERLINK("x")', reason: 'No id' },
    { line: 9, column: null, value: null, reason: 'Five cells, six columns' },
  ]);
  expect(csv).toBe(
    'line,column,value,reason\r\n3,name,"\'=HYPERLINK(""x"")",No id\r\n9,,,"Five cells, six columns"\r\n',
  );
});

it('names a size in the unit that suits it', () => {
  expect(bytesText(171, 'en')).toBe('171 B');
  expect(bytesText(637_773, 'en')).toBe('638 kB');
  expect(bytesText(4_670, 'en')).toBe('4.7 kB');
  expect(bytesText(999_700, 'en')).toBe('1 MB');
});
