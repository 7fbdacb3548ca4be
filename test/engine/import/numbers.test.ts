import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mapping } from '#shared/model/mapping';
import { type Bench, openBench } from './support/staged';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

/** A list whose amounts are written so. */
async function listOf(amounts: string[], mapping: Mapping = {}) {
  const rows = amounts.map((amount, i) => `${i}\tDemo\t"${amount.replaceAll('"', '""')}"`);
  return bench.stage(`deal_id\tstage\tamount\n${rows.join('\n')}\n`, undefined, mapping);
}
async function amountsOf(amounts: string[], mapping?: Mapping) {
  const staged = await listOf(amounts, mapping);
  expect(staged.file.decisions).toEqual([]);
  return (await staged.converted()).map(({ amount }) => amount);
}

describe('an amount', () => {
  it.each([
    ['with commas between thousands', ['1,234.56', '12', '1,234,567.8'], [1234.56, 12, 1234567.8]],
    ['with points between thousands', ['1.234,56', '12', '1.234.567,8'], [1234.56, 12, 1234567.8]],
    ['with blanks', ['1 234,56', '12', '1 234 567,80'], [1234.56, 12, 1234567.8]],
    ['with blanks that do not break', ['1\u00a0234,56', '1\u202f234\u202f567,80'], [1234.56, 1234567.8]],
    ['with apostrophes', ["1'234.56", '1’234’567.80', '7.5'], [1234.56, 1234567.8, 7.5]],
    ['as in India', ['12,34,567.89', '1,23,45,678', '999'], [1234567.89, 12345678, 999]],
    ['negative in parentheses', ['(1,234.50)', '($20.00)', '5.00'], [-1234.5, -20, 5]],
    ['negative behind', ['1.234,50-', '7,00', '5,5 -'], [-1234.5, 7, -5.5]],
    ['negative with a true minus', ['−1,234.50', '–7.25', '-3.00'], [-1234.5, -7.25, -3]],
    ['with a plus', ['+1,234.50', '+7.25'], [1234.5, 7.25]],
    ['with a code before', ['EUR 1.054,00', 'EUR 12,50'], [1054, 12.5]],
    ['with a sign behind', ['1.054,00 €', '12,50 €'], [1054, 12.5]],
    ['with a sign before', ['R$ 1.054,00', '-R$ 12,50', 'R$ -3,00'], [1054, -12.5, -3]],
    ['in dollars', ['US$1,054.00', 'US$ 12.50'], [1054, 12.5]],
    ['in francs', ['CHF 1’054.00', 'CHF 12.50'], [1054, 12.5]],
    ['in crowns', ['1 054,00 kr', '12,50 kr.'], [1054, 12.5]],
    ['in złoty', ['1 054,00 zł', '12,50 zł'], [1054, 12.5]],
    ['in roubles', ['1 054,00 руб.', '12,50 ₽'], [1054, 12.5]],
    ['in won', ['₩1,054,000', '￦12,000', '12,000원'], [1054000, 12000, 12000]],
    ['in yen', ['￥1,054,000', '12,000円'], [1054000, 12000]],
    ['in yuan', ['¥1,054.00', '12.50元'], [1054, 12.5]],
    ['in thousands and millions', ['$1.2K', '$3.4567M', '$2B', '$7'], [1200, 3456700, 2e9, 7]],
    ['in German millions', ['1,25 Mio. €', '3,5 Mrd. €', '12,00 €'], [1250000, 3.5e9, 12]],
    ['in units of ten thousand', ['12万元', '1.5亿元', '3500元'], [120000, 150000000, 3500]],
    ['in Korean units', ['12만원', '1.5억원', '3,500원'], [120000, 150000000, 3500]],
    ['in Japanese units', ['12万円', '1.5億円', '3,500円'], [120000, 150000000, 3500]],
    ['in Swedish crowns beside thousands', ['SEK 100', '5K'], [100, 5000]],
    ['in full width', ['１，２３４．５０', '￥１２'], [1234.5, 12]],
    ['in scientific notation', ['1.5e3', '2E+2', '1054'], [1500, 200, 1054]],
    ['with more than cents', ['0.005', '1234.5678'], [0.01, 1234.57]],
  ])('%s is read to the cent', async (_how, written, values) => {
    expect(await amountsOf(written)).toEqual(values);
  });

  it('whose groups are none is empty rather than another number', async () => {
    const staged = await listOf(['1,234.50', '12,34.50', '1,5', '1 2', '1.234,50', '2,000.00']);
    expect((await staged.converted()).map(({ amount }) => amount)).toEqual([
      1234.5,
      null,
      null,
      null,
      null,
      2000,
    ]);
    expect(staged.column('amount')?.bad).toBe(4);
  });

  it('has the currency that all values name', async () => {
    expect((await listOf(['1.054,00 €', '3,00 €'])).file.currency).toBe('EUR');
    expect((await listOf(['12만원', '3,500원'])).file.currency).toBe('KRW');
    expect((await listOf(['US$ 5', 'USD 6'])).file.currency).toBe('USD');
    expect((await listOf(['$5', '$6'])).file.currency).toBeNull();
  });
});

describe('one mark before three digits', () => {
  const questions = async (amounts: string[], mapping?: Mapping) =>
    (await listOf(amounts, mapping)).file.decisions.map(({ code }) => code);

  it('is asked where nothing proves it', async () => {
    expect(await questions(['1.054', '2.500'])).toEqual(['decimal']);
    expect(await questions(['1.054 €', '2.500 €'])).toEqual(['decimal']);
    expect(await questions(['1.054', '2.500'], { decimal: ',' })).toEqual([]);
  });

  it('groups where the currency has no cents or is written with a comma', async () => {
    expect(await amountsOf(['1.054원', '2.500원'])).toEqual([1054, 2500]);
    expect(await amountsOf(['R$ 1.054', 'R$ 2.500'])).toEqual([1054, 2500]);
  });

  it('is settled by one amount anywhere in the file', async () => {
    const amounts = Array.from({ length: 4000 }, () => '1.054');
    amounts[1500] = '2.500,50';
    const read = await amountsOf(amounts);
    expect([read[0], read[1500]]).toEqual([1054, 2500.5]);
  });

  it('does not follow a column that is written otherwise', async () => {
    const staged = await bench.stage(
      'deal_id\tstage\tamount\tprobability\n1\tDemo\t1.054,00\t0.5\n2\tDemo\t12,50\t0.25\n',
    );
    const rows = await staged.converted();
    expect(rows.map(({ amount, probability }) => [amount, probability])).toEqual([
      [1054, 0.5],
      [12.5, 0.25],
    ]);
  });
});

describe('a column of no field', () => {
  it('is no number where a letter may be a code', async () => {
    const staged = await bench.stage(
      'deal_id\tstage\tsize\tfee\trank\n1\tDemo\t5K\t$5\tTop 10\n2\tDemo\t7M\t$7\tTop 20\n',
    );
    expect(staged.file.columns.map(({ type }) => type).slice(2)).toEqual(['text', 'number', 'text']);
  });

  it('has no value where it says NaN', async () => {
    const staged = await bench.stage('deal_id\tstage\tseats\n1\tDemo\t5\n2\tDemo\tNaN\n');
    expect((await staged.converted()).map(({ seats }) => seats)).toEqual([5, null]);
  });

  it('in percent keeps its percents, a probability is a share', async () => {
    const staged = await bench.stage(
      'deal_id\tstage\tprobability\tdiscount\n1\tDemo\t12.5 %\t10%\n2\tDemo\t５０％\t5%\n',
    );
    expect((await staged.converted()).map(({ probability, discount }) => [probability, discount])).toEqual([
      [0.125, 10],
      [0.5, 5],
    ]);
  });
});
