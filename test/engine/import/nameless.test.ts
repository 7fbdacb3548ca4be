import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mappingOf } from '#engine/import/file-report';
import { dataFolder, hasShared } from '../../support/vectors';
import { type Bench, openBench, type Staged } from './support/staged';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const lines = (...rows: string[]) => `${rows.join('\n')}\n`;
const warned = ({ file }: Staged) => file.warnings.map(({ code }) => code);
const withoutHeader = (text: string) => text.slice(text.indexOf('\n') + 1);

/** Fourteen deals of four people: closed ones first, open ones with a close that lies ahead. */
const stages = [
  'Closed Won',
  'Closed Lost',
  'Closed Won',
  'Closed Lost',
  'Proposal',
  'Demo',
  'Qualification',
];
const owners = ['Ana Lopez', 'Bo Chen', 'Carla Rossi', 'Dirk Maier'];
const deals = Array.from({ length: 14 }, (_, i) => {
  const stage = stages[i % 7] ?? '';
  const created = new Date(Date.UTC(2024, 0, 5 + i * 3)).toISOString().slice(0, 10);
  const isOpen = i % 7 > 3;
  const close = new Date(Date.UTC(2024, isOpen ? 8 : 1, 20 + i)).toISOString().slice(0, 10);
  const reason = stage === 'Closed Lost' ? 'Price' : '';
  const chance = stage === 'Closed Won' ? 100 : stage === 'Closed Lost' ? 0 : 40;
  const amount = (1250.5 + i * 310).toFixed(2);
  return {
    id: `OPP-${1000 + i}`,
    name: `Pumps for site ${i + 1}`,
    stage,
    created,
    close,
    reason,
    chance,
    amount,
  };
});
const row = (deal: (typeof deals)[number], i: number) =>
  [deal.id, deal.name, `${['Acme', 'Beta', 'Cato'][i % 3]} GmbH`, owners[i % 4], deal.stage].join(',') +
  `,${deal.amount},${deal.chance},${deal.created},${deal.close},${deal.reason}`;

describe('a list of deals without header', () => {
  it('is mapped by its values, with lower confidence, and says so', async () => {
    const staged = await bench.stage(lines(...deals.map(row)));
    expect(mappingOf(staged.file)).toEqual({
      id: 'column_1',
      name: 'column_2',
      account: 'column_3',
      owner: 'column_4',
      stage: 'column_5',
      amount: 'column_6',
      probability: 'column_7',
      created_at: 'column_8',
      expected_close: 'column_9',
      closed_at: 'column_9',
      loss_reason: 'column_10',
    });
    expect(staged.file).toMatchObject({ kind: 'opportunities', rows: 14, decisions: [] });
    expect(Math.max(...staged.file.columns.map(({ confidence }) => confidence))).toBeLessThan(0.7);
    expect(staged.file.recognition.reason).toContain('There is no header.');
    expect(warned(staged)).toContain('no-header');
    expect((await staged.converted()).map(({ id }) => id)).toEqual(deals.map(({ id }) => id));
  });

  it('keeps its first row where that is words alone, because values of it come again', async () => {
    const staged = await bench.stage(
      lines(
        'A,Pumps,Demo,Ana Lopez',
        'B,Valves,Closed Won,Bo Chen',
        'C,Pipes,Demo,Ana Lopez',
        'D,Tanks,Demo,Bo Chen',
      ),
    );
    expect(staged.file.dialect.headerLine).toBe(0);
    expect(staged.file).toMatchObject({ rows: 4, kind: 'opportunities' });
    expect(mappingOf(staged.file)).toMatchObject({ stage: 'column_3', owner: 'column_4' });
  });

  it('has its title above it left out', async () => {
    const staged = await bench.stage(lines('Open deals of June,,,,,,,,,', '', ...deals.map(row)));
    expect(staged.file).toMatchObject({ rows: 14, kind: 'opportunities' });
    expect(staged.malformed).toEqual([]);
  });

  it('asks which of two columns is the amount, and takes the columns that are given', async () => {
    const two = lines(
      ...deals.map((deal, i) => `${deal.id},${deal.stage},${1000 + i * 777},${900 + i * 333}`),
    );
    const asked = await bench.stage(two);
    expect(asked.file.decisions).toMatchObject([{ code: 'amount-column' }]);
    const { file } = await bench.stage(two, undefined, { columns: { amount: 'column_4' } });
    expect(mappingOf(file)).toEqual({ id: 'column_1', stage: 'column_2', amount: 'column_4' });
    expect(file.decisions).toEqual([]);
  });

  it('leaves untold what is not sure: one date, small counts, pairs of words that are no people', async () => {
    const sources = ['Cold Call', 'Trade Show', 'Web Search'];
    const { file } = await bench.stage(
      lines(
        ...deals.map(
          (deal, i) => `${deal.id},${deal.stage},${sources[i % 3]},${deal.created},${(i % 5) + 1},note`,
        ),
      ),
    );
    expect(mappingOf(file)).toEqual({ id: 'column_1', stage: 'column_2' });
  });

  it('is asked about where no column holds stages', async () => {
    const { file } = await bench.stage(lines(...deals.map((deal) => `${deal.id},${deal.amount},x`)));
    expect(file).toMatchObject({ kind: null, decisions: [{ code: 'kind' }] });
    const given = await bench.stage(lines(...deals.map((deal) => `${deal.id},${deal.amount},x`)), undefined, {
      kind: 'opportunities',
    });
    expect(mappingOf(given.file)).toEqual({ id: 'column_1', amount: 'column_2' });
    expect(given.file.decisions).toMatchObject([{ code: 'missing-stage' }]);
  });
});

describe('a log without header', () => {
  const steps = ['Qualification', 'Demo', 'Proposal', 'Closed Won'];
  const log = deals.flatMap(({ id }, d) =>
    steps.map((to, i) => `${i * 100 + d},${id},${steps[i - 1] ?? ''},${to},2024-0${i + 1}-${10 + d} 09:30`),
  );

  it('is told from a list by ids that come again with another stage', async () => {
    const { file } = await bench.stage(lines(...log));
    expect(file.kind).toBe('stage-history');
    expect(mappingOf(file)).toEqual({ id: 'column_2', stage: 'column_4', at: 'column_5' });
  });
});

describe.skipIf(!hasShared('data/maven'))(
  'a real export without its header (skipped where ../shared/data is missing)',
  () => {
    it.each([
      ['maven/sales_pipeline.csv', []],
      ['maven_us_dates/sales_pipeline.csv', []],
      ['zoho_sample/Potentials.csv', ['amount-column']],
      ['saas_quota/opportunities.csv', []],
    ])('means nothing else than with it: %s', async (name, asked) => {
      const text = readFileSync(`${dataFolder}${name}`, 'utf8');
      const named = await bench.stage(text);
      const nameless = await bench.stage(withoutHeader(text));
      const fieldOf = new Map(
        Object.entries(mappingOf(named.file)).map(([field, column]) => [column, field]),
      );
      const told = nameless.file.columns.filter(({ field }) => field !== null);
      expect(nameless.file.rows).toBe(named.file.rows);
      expect(nameless.file.decisions.map(({ code }) => code)).toEqual(asked);
      expect(told.map(({ field }) => field)).toEqual(expect.arrayContaining(['id', 'stage', 'amount']));
      for (const { field, index } of told) {
        const column = named.file.dialect.headers[index] ?? '';
        const meant = fieldOf.get(column);
        // The forecast type of this export says open, won or lost, as a status does.
        if (column !== 'Forecast Type')
          expect([column, field === 'close' ? 'closed_at' : field]).toEqual([column, meant]);
      }
    });
  },
);
