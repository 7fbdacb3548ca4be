import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conversionOf } from '#engine/import/convert';
import { remap } from '#engine/import/remap';
import type { Mapping } from '#shared/model/mapping';
import type { Decision } from '#shared/results/workspace';
import { type Bench, openBench } from './support/staged';
import { type AmountWriting, amountWritings, type DateWriting, dateWritings } from './support/writings';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

type Dialect = {
  delimiter: string;
  newline: string;
  encoding: string;
  addBOM: boolean;
  always: boolean;
  lastEnd: boolean;
};

const dialects: fc.Arbitrary<Dialect> = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  newline: fc.constantFrom('\n', '\r\n', '\r'),
  encoding: fc.constantFrom('utf-8', 'utf-16le', 'utf-16be'),
  addBOM: fc.boolean(),
  always: fc.boolean(),
  lastEnd: fc.boolean(),
});

/** Texts with everything that CSV has to quote, without line breaks at their ends, which no reader keeps apart. */
const pieces = fc.constantFrom(
  'a',
  'Ünï',
  '李',
  '😀',
  ' ',
  '"',
  '""',
  "'",
  ',',
  ';',
  '|',
  '\t',
  '\\',
  '\n',
  '0',
  '-',
  'x y',
);
const cells = fc.array(pieces, { maxLength: 6 }).map((parts) => `v${parts.join('')}v`);
const tables = fc.array(fc.record({ name: cells, note: fc.oneof(cells, fc.constant('')) }), {
  minLength: 3,
  maxLength: 12,
});

function written(rows: { name: string; note: string }[], dialect: Dialect): Buffer {
  const cells = rows.map(({ name, note }, i) => [`D${i}`, name, i % 2 === 0 ? 'Demo' : 'Closed Won', note]);
  return encoded([['deal_id', 'deal_name', 'stage', 'note'], ...cells], dialect);
}

function encoded(rows: string[][], dialect: Dialect): Buffer {
  const quoted = (text: string) =>
    dialect.always || /["\n\r]|^\s|\s$/.test(text) || text.includes(dialect.delimiter)
      ? `"${text.replaceAll('"', '""')}"`
      : text;
  const lines = rows.map((row) => row.map(quoted).join(dialect.delimiter));
  const text = lines.join(dialect.newline) + (dialect.lastEnd ? dialect.newline : '');
  return iconv.encode(text, dialect.encoding, { addBOM: dialect.addBOM });
}

describe('any table', () => {
  it('comes back equal, whatever dialect and encoding it was written in', async () => {
    await fc.assert(
      fc.asyncProperty(tables, dialects, async (rows, dialect) => {
        const staged = await bench.stage(written(rows, dialect), 'table.csv');
        const read = await staged.query(
          `SELECT ${staged.file.dialect.headers.map((name) => `"${name}"`).join(', ')} FROM raw."${staged.file.raw}" ORDER BY rowid`,
        );
        expect(staged.malformed).toEqual([]);
        expect(read.map(({ deal_name, note }) => [deal_name, note ?? ''])).toEqual(
          rows.map(({ name, note }) => [name, note]),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('comes back equal without a header too, of which only a column of dates tells', async () => {
    await fc.assert(
      fc.asyncProperty(tables, dialects, async (rows, dialect) => {
        const table = rows.map(({ name, note }, i) => [
          `D${i}`,
          name,
          'Demo',
          `2024-01-0${(i % 9) + 1}`,
          note,
        ]);
        const staged = await bench.stage(encoded(table, dialect), 'nameless.csv');
        const { headers, headerLine } = staged.file.dialect;
        expect([headers.length, headerLine, staged.malformed]).toEqual([5, 0, []]);
        const read = await staged.query(`FROM raw."${staged.file.raw}" ORDER BY rowid`);
        expect(read.map((row) => headers.map((name) => row[name] ?? ''))).toEqual(table);
      }),
      { numRuns: 40 },
    );
  });

  it('has dates in the order that its days prove', async () => {
    const days = fc.array(fc.integer({ min: 0, max: 2000 }), { minLength: 5, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(
        days,
        fc.constantFrom('dmy', 'mdy'),
        fc.constantFrom('/', '.', '-'),
        async (offsets, order, mark) => {
          const dates = offsets.map((offset) =>
            new Date(Date.UTC(2019, 0, 1 + offset)).toISOString().slice(0, 10),
          );
          const rows = dates.map((date, i) => {
            const [year, month, day] = date.split('-').map(Number);
            const shown = order === 'dmy' ? [day, month, year] : [month, day, year];
            return `D${i},Demo,${shown.join(mark)}`;
          });
          const staged = await bench.stage(`deal_id,stage,created_date\n${rows.join('\n')}\n`);
          const proved = dates.some((date) => Number(date.slice(8)) > 12);
          const matters = dates.some((date) => date.slice(5, 7) !== date.slice(8));
          if (proved) expect(staged.file.dateOrder).toBe(order);
          if (!proved && matters)
            expect(staged.file.decisions.map(({ code }) => code)).toEqual(['date-order']);
          if (!proved && matters) return;
          const read = await staged.converted();
          expect(read.map(({ created_at }) => String(created_at).slice(0, 10))).toEqual(dates);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('has amounts in the decimal mark that they were written with', async () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 500_000_000 }), { minLength: 3, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(amounts, fc.constantFrom('en-US', 'de-DE'), async (cents, locale) => {
        const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 });
        const rows = cents.map((value, i) => `D${i};Demo;"${format.format(value / 100)}"`);
        const staged = await bench.stage(`deal_id;stage;amount\n${rows.join('\n')}\n`);
        const read = await staged.converted();
        expect(read.map(({ amount }) => amount)).toEqual(cents.map((value) => value / 100));
      }),
      { numRuns: 40 },
    );
  });
});

describe('any dates and amounts', () => {
  const rows = fc.array(
    fc.record({
      day: fc.integer({ min: 0, max: 3000 }),
      cents: fc.integer({ min: -5_000_000, max: 900_000_000 }),
    }),
    { minLength: 4, maxLength: 30 },
  );
  const writing = fc.record({
    date: fc.constantFrom(...dateWritings),
    amount: fc.constantFrom(...amountWritings),
    dialect: dialects,
  });

  it('come back equal however they are written, after an answer where nothing proves them', async () => {
    await fc.assert(
      fc.asyncProperty(rows, writing, async (table, { date, amount, dialect }) => {
        const days = table.map(({ day }) => new Date(Date.UTC(2011, 0, 1 + day)).toISOString().slice(0, 10));
        const lines = table.map(({ cents }, i) => [
          `D${i}`,
          'Demo',
          date.write(days[i] ?? ''),
          amount.write(cents),
        ]);
        const bytes = encoded([['deal_id', 'stage', 'created_date', 'amount'], ...lines], dialect);
        const { file, query } = await bench.stage(bytes, 'values.csv');
        const answers = answersTo(file.decisions, date, amount);
        const read = await query(
          `FROM (${conversionOf(await remap(file, answers, query)).select}) ORDER BY "row"`,
        );
        const seen = read.map((row) => [String(row.created_at).slice(0, 10), row.amount]);
        expect(seen).toEqual(table.map(({ cents }, i) => [days[i], cents / 100]));
      }),
      { numRuns: 80 },
    );
  });
});

/** What a person who knows the file would answer. */
function answersTo(decisions: readonly Decision[], date: DateWriting, amount: AmountWriting): Mapping {
  const answers: Mapping = {};
  for (const { code } of decisions) {
    if (code === 'date-order' && date.order) answers.dateOrder = date.order;
    else if (code === 'decimal' && amount.decimal) answers.decimal = amount.decimal;
    else throw new Error(`Nobody can answer ${code}`);
  }
  return answers;
}

const spectrum = fileURLToPath(new URL('../../../../shared/data/csv_spectrum/', import.meta.url));

describe.skipIf(!existsSync(spectrum))(
  'corner cases of CSV (skipped where ../shared/data is missing)',
  () => {
    const names = existsSync(spectrum)
      ? readdirSync(`${spectrum}csvs`).map((name) => name.replace('.csv', ''))
      : [];
    // The JSON of location_coordinates is another row; the files of newlines_crlf have LF where its JSON has CR LF.
    it.each(names.filter((name) => name !== 'location_coordinates'))(
      '%s is read as its JSON says',
      async (name) => {
        const expected = JSON.parse(
          readFileSync(`${spectrum}json/${name}.json`, 'utf8').replaceAll('\\r\\n', '\\n'),
        ) as Record<string, string>[];
        const staged = await bench.stageFile(`${spectrum}csvs/${name}.csv`);
        const columns = staged.file.dialect.headers.map(
          (header) => `coalesce("${header}", '') AS "${header}"`,
        );
        const rows = await staged.query(
          `SELECT ${columns.join(', ')} FROM raw."${staged.file.raw}" ORDER BY rowid`,
        );
        expect(rows).toEqual(expected);
      },
    );
  },
);
