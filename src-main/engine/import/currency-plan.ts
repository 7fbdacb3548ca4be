import type { Warning } from '#shared/results/envelope';
import type { Decision } from '#shared/results/workspace';
import type { Connection } from '../query/connection';
import { conversionOf } from './convert';
import { columnOf, type StagedFile } from './staged-file';

/** In which currency the workspace counts, and the rates that its files were given. */
export type CurrencyPlan = {
  /** Null where no file says anything of a currency. */
  base: string | null;
  /** One rate a currency into `base`, from mappings. */
  given: Record<string, number>;
  /** Whether some amounts are in another currency than `base`. */
  several: boolean;
  /** Currencies that no rate brings into `base`. */
  missing: string[];
};

type Pair = { currency: string; to: string | null };

/**
 * The plan of files that are or would be in one workspace. The base currency is the one given together with rates,
 * else the most frequent one that has no rate of its own and that all others can be brought into.
 */
export async function planCurrencies(
  connection: Connection,
  files: readonly StagedFile[],
): Promise<CurrencyPlan> {
  const rows = countRows(files);
  const given: Record<string, number> = Object.assign({}, ...files.map(({ mapping }) => mapping.rates ?? {}));
  const pairs = await pairsOf(connection, files);
  const base = baseOf(files, rows, given, pairs);
  const others = [...rows.keys()].filter((currency) => currency !== base);
  const missing = others.filter((currency) => !(currency in given) && !reaches(pairs, currency, base));
  return { base, given, several: others.length > 0, missing };
}

/** Rows by currency, most frequent first. */
function countRows(files: readonly StagedFile[]): Map<string, number> {
  const rows = new Map<string, number>();
  for (const { kind, currencies = [] } of files) {
    if (kind !== 'opportunities') continue;
    for (const { currency, rows: n } of currencies)
      if (currency) rows.set(currency, (rows.get(currency) ?? 0) + n);
  }
  return new Map([...rows].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)));
}

function baseOf(
  files: readonly StagedFile[],
  rows: ReadonlyMap<string, number>,
  given: Readonly<Record<string, number>>,
  pairs: readonly Pair[],
): string | null {
  const said = files.find(({ kind, mapping }) => mapping.currency && (mapping.rates || kind === 'rates'));
  if (said?.mapping.currency) return said.mapping.currency;
  const all = [...rows.keys()];
  const free = all.filter((currency) => !(currency in given));
  const reachable = free.find((base) =>
    all.every((currency) => currency === base || currency in given || reaches(pairs, currency, base)),
  );
  return reachable ?? free[0] ?? null;
}

async function pairsOf(connection: Connection, files: readonly StagedFile[]): Promise<Pair[]> {
  const selects = files
    .filter(({ kind, rows }) => kind === 'rates' && rows > 0)
    .map((file) => `SELECT currency, "to" FROM (${conversionOf(file).select}) WHERE reject_reason IS NULL`);
  if (selects.length === 0) return [];
  return connection.all<Pair>(
    `SELECT DISTINCT currency, "to" FROM (${selects.join(' UNION ALL ')}) ORDER BY ALL`,
  );
}

/** Directly, the other way round, or over one currency in between, as rate.sql goes. */
function reaches(pairs: readonly Pair[], currency: string, base: string | null): boolean {
  const next = (from: string | null) =>
    pairs.flatMap((pair) => {
      const to = pair.to ?? base;
      return pair.currency === from ? [to] : to === from ? [pair.currency] : [];
    });
  const first = next(currency);
  return first.includes(base) || first.some((between) => next(between).includes(base));
}

/** Amounts without a currency beside others that have one: they count as the workspace's, which is told. */
export function currencyWarnings({ base, several }: CurrencyPlan, file: StagedFile): Warning[] {
  const nameless = file.currencies?.find(({ currency }) => currency === null);
  if (!nameless || base === null || !several) return [];
  const message = `${nameless.rows.toLocaleString('en')} amounts name no currency and count as ${base}.`;
  return [{ code: 'no-currency', message, details: { rows: nameless.rows, currency: base } }];
}

/** One question for each currency without a rate; it belongs to the file whose amounts need it. */
export function rateQuestions(plan: CurrencyPlan, file: StagedFile): Decision[] {
  const { base, missing } = plan;
  if (file.kind !== 'opportunities' || base === null) return [];
  const column = columnOf(file.columns, 'currency') ?? columnOf(file.columns, 'amount');
  return missing
    .filter((currency) => file.currencies?.some((one) => one.currency === currency))
    .map((currency) => ({
      code: 'missing-rate',
      message: `What is one ${currency} worth in ${base}? Some amounts are in ${currency}, and no rate for it was given.`,
      ...(column ? { column: column.column } : {}),
      choices: [],
      rate: { currency, to: base },
    }));
}
