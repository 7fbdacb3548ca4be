import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, openBench } from './support/staged';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

async function column(name: string, values: string[]) {
  const staged = await bench.stage(
    `deal_id\tstage\t${name}\n${values.map((value, i) => `${i}\tDemo\t${value}`).join('\n')}\n`,
  );
  const key = staged.file.columns[2]?.field ?? name;
  return { type: staged.file.columns[2]?.type, values: (await staged.converted()).map((row) => row[key]) };
}

describe('yes and no', () => {
  it.each([
    ['Yes', 'No'],
    ['TRUE', 'FALSE'],
    ['是', '否'],
    ['예', '아니오'],
    ['はい', 'いいえ'],
    ['Ja', 'Nein'],
    ['Sí', 'No'],
    ['Sim', 'Não'],
    ['Oui', 'Non'],
    ['Да', 'Нет'],
    ['有', '无'],
    ['✓', '✗'],
    ['O', 'X'],
    ['1', '0'],
  ])('are %s and %s', async (yes, no) => {
    expect(await column('is_closed', [yes, no, yes, ''])).toEqual({
      type: 'boolean',
      values: [true, false, true, null],
    });
  });
});

describe('words for empty', () => {
  it('are empty in columns of values', async () => {
    const read = await column('amount', [
      '5',
      'NaN',
      '\\N',
      '#N/A',
      '无',
      '없음',
      'なし',
      'k.A.',
      'нет данных',
      '--',
      '(blank)',
    ]);
    expect(read.values).toEqual([5, ...Array.from({ length: 10 }, () => null)]);
  });

  it('are empty in columns of names, but not those that may be a name', async () => {
    expect((await column('region', ['NA', 'EMEA', 'None', '-', 'N/A', '—'])).values).toEqual([
      'NA',
      'EMEA',
      null,
      null,
      null,
      null,
    ]);
    expect((await column('loss_reason', ['Unknown', 'Price', '(blank)', ' 无 '])).values).toEqual([
      'Unknown',
      'Price',
      null,
      null,
    ]);
  });

  it('stay in stages and in columns of no field where they may be words', async () => {
    const staged = await bench.stage('deal_id\tstage\tbadge\n1\tNone\tNone\n2\tDemo\tNULL\n3\tNULL\tgold\n');
    expect((await staged.converted()).map(({ stage, badge }) => [stage, badge])).toEqual([
      ['None', 'None'],
      ['Demo', null],
      [null, 'gold'],
    ]);
  });
});

describe('a length of time', () => {
  it.each([
    ['time in stage', ['12:00:00', '36:00:00'], [0.5, 1.5]],
    ['duration', ['06:00:00', '12:00'], [0.25, 0.5]],
    ['waiting', ['3 days 06:00', '1 day, 12:00:00'], [3.25, 1.5]],
    ['waiting', ['PT6H', 'P1DT12H'], [0.25, 1.5]],
    ['waiting', ['2 hours 24 minutes', '12 h', '1 d'], [0.1, 0.5, 1]],
  ])('in “%s” written as %j is in days', async (name, written, days) => {
    expect(await column(name, written)).toEqual({ type: 'number', values: days });
  });

  it('is not what a time of day is', async () => {
    expect((await column('best call', ['10:30', '14:00'])).type).toBe('text');
  });
});
