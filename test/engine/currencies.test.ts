import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Mapping } from '#shared/model/mapping';
import { type TestEngine, testEngine } from '../support/engine';

let engine: TestEngine;
beforeEach(async () => {
  engine = await testEngine();
});
afterEach(() => engine.close());

async function file(name: string, lines: string[]): Promise<string> {
  const path = join(engine.home, name);
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
}

const deals = [
  'deal_id,stage,created_date,closed_date,amount,amount_currency',
  '1,Won,2024-01-02,2024-03-01,1000,EUR',
  '2,Won,2024-01-02,2024-03-10,1000,USD',
  '3,Won,2024-01-02,2024-06-10,1000,US Dollar',
  '4,Demo,2024-01-02,,1000,usd',
  '5,Demo,2024-01-03,,500,EUR',
  '6,Lost,2024-01-03,2024-02-01,200.01,€',
  '7,Demo,2024-01-03,,300,EUR',
];
const rates = [
  'from_currency,to_currency,valid_from,exchange_rate',
  'USD,EUR,2024-01-01,0.90',
  'USD,EUR,2024-06-01,0.80',
  'USD,EUR,2024-07-01,0.75',
];
const asSalesforce: Record<string, Mapping> = {
  'rates.csv': { kind: 'rates', columns: { currency: 'IsoCode', rate: 'ConversionRate' } },
};
const asRates: Record<string, Mapping> = { 'rates.csv': { kind: 'rates' } };

async function amounts() {
  const { rows } = await engine.call('deals.list', { sort: 'id', descending: false });
  return rows.map(({ id, amount, amountOwn, currency }) => [id, amount, amountOwn, currency]);
}

describe('amounts in several currencies', () => {
  it('are asked about where no rate is known, and not loaded', async () => {
    const path = await file('deals.csv', deals);
    const report = await engine.call('import.inspect', { sources: [`path:${path}`] });
    expect(report.decisions).toMatchObject([
      { code: 'missing-rate', column: 'amount_currency', rate: { currency: 'USD', to: 'EUR' } },
    ]);
    await expect(engine.call('import.load', { staging: report.staging })).rejects.toMatchObject({
      code: 'needs-decision',
    });
    const map: Mapping = { currency: 'EUR', rates: { USD: 0.5 } };
    const again = await engine.call('import.remap', {
      staging: report.staging,
      file: 'deals.csv',
      mapping: map,
    });
    expect(again.decisions).toEqual([]);
  });

  it('are worth what one rate says', async () => {
    await engine.importFiles([await file('deals.csv', deals)], { 'deals.csv': { rates: { USD: 0.9 } } });
    expect(await amounts()).toEqual([
      ['1', 1000, 1000, 'EUR'],
      ['2', 900, 1000, 'USD'],
      ['3', 900, 1000, 'USD'],
      ['4', 900, 1000, 'USD'],
      ['5', 500, 500, 'EUR'],
      ['6', 200.01, 200.01, 'EUR'],
      ['7', 300, 300, 'EUR'],
    ]);
    const status = await engine.call('workspace.status', {});
    expect(status).toMatchObject({
      currency: 'EUR',
      rates: [{ currency: 'USD', to: 'EUR', day: null, rate: 0.9 }],
      wonValue: 2800,
      openValue: 1700,
    });
  });

  it('are worth what the rate of the day of closing says, or the newest one', async () => {
    await engine.importFiles([await file('deals.csv', deals), await file('rates.csv', rates)], asRates);
    expect((await amounts()).map(([id, amount]) => [id, amount])).toEqual([
      ['1', 1000],
      ['2', 900],
      ['3', 800],
      ['4', 750],
      ['5', 500],
      ['6', 200.01],
      ['7', 300],
    ]);
  });

  it('follow rates written the other way round, or over another currency', async () => {
    const around = ['currency,to,day,rate', 'EUR,USD,2024-01-01,1.25'];
    await engine.importFiles([await file('deals.csv', deals), await file('rates.csv', around)], asRates);
    expect((await engine.call('workspace.status', {})).wonValue).toBe(2600);
    await engine.call('import.undo', {});
    const over = ['currency,to,day,rate', 'GBP,USD,,1.5', 'GBP,EUR,,1.2'];
    await engine.importFiles([await file('deals.csv', deals), await file('rates.csv', over)], asRates);
    expect((await engine.call('workspace.status', {})).wonValue).toBe(2600);
  });

  it('follow the conversion rates of Salesforce, which say it the other way round', async () => {
    const lines = ['IsoCode,ConversionRate,DecimalPlaces', 'GBP,1,2', 'EUR,1.25,2', 'USD,1.5,2'];
    await engine.importFiles([await file('deals.csv', deals), await file('rates.csv', lines)], asSalesforce);
    expect((await engine.call('workspace.status', {})).wonValue).toBe(2666.66);
  });

  it('that name none count as those of the workspace, which is told', async () => {
    const lines = [...deals, '8,Demo,2024-01-03,,50,'];
    const { inspect } = await engine.importFiles([await file('deals.csv', lines)], {
      'deals.csv': { rates: { USD: 0.9 } },
    });
    expect(inspect.files[0]?.warnings.map(({ code }) => code)).toContain('no-currency');
    expect((await engine.call('workspace.status', {})).openValue).toBe(1750);
  });

  it('may have their rates in the workspace already; without them again their value is not known', async () => {
    await engine.importFiles([await file('deals.csv', deals)], { 'deals.csv': { rates: { USD: 0.9 } } });
    const more = [
      'deal_id,stage,created_date,closed_date,amount,amount_currency',
      '9,Won,2024-02-02,2024-03-01,100,USD',
    ];
    await engine.importFiles([await file('more.csv', more)]);
    expect((await engine.call('workspace.status', {})).wonValue).toBe(2890);
    await engine.call('import.undo', { import: 1 });
    // Alone, dollars are what the workspace counts in.
    expect(await engine.call('workspace.status', {})).toMatchObject({ currency: 'USD', wonValue: 100 });
  });

  it('stand in the amounts themselves', async () => {
    const lines = ['deal_id;stage;amount', '1;Won;1.000,00 €', '2;Won;"1.000,00 US$"', '3;Won;2.000,00 €'];
    await engine.importFiles([await file('signs.csv', lines)], { 'signs.csv': { rates: { USD: 0.9 } } });
    expect(await amounts()).toEqual([
      ['1', 1000, 1000, 'EUR'],
      ['2', 900, 1000, 'USD'],
      ['3', 2000, 2000, 'EUR'],
    ]);
  });

  it('keep one rate through the history of a deal', async () => {
    const log = [
      'deal_id,stage,changed_at,amount',
      '2,Demo,2024-01-02,400',
      '2,Proposal,2024-02-02,700',
      '2,Won,2024-03-10,1000',
    ];
    await engine.importFiles(
      [await file('deals.csv', deals), await file('log.csv', log), await file('rates.csv', rates)],
      asRates,
    );
    const { timeline } = await engine.call('deals.get', { id: '2' });
    expect(timeline.filter(({ field }) => field === 'amount').map((entry) => [entry.old, entry.new])).toEqual(
      [
        ['360.00', '630.00'],
        ['630.00', '900.00'],
      ],
    );
  });
});

describe('amounts in one currency', () => {
  it('need no rate, and name the currency of the workspace', async () => {
    const lines = ['deal_id,stage,amount,currency', '1,Won,10,GBP', '2,Demo,20,GBP'];
    const { inspect } = await engine.importFiles([await file('pounds.csv', lines)]);
    expect(inspect.decisions).toEqual([]);
    expect(await engine.call('workspace.status', {})).toMatchObject({
      currency: 'GBP',
      rates: [],
      wonValue: 10,
    });
  });
});
