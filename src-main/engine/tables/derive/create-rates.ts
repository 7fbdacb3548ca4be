import type { Connection } from '#engine/query/connection';
import { filled } from '#engine/query/filled';
import { literal } from '#engine/query/sql-text';
import type { DeriveSource } from './derive';
import rateSql from './rate.sql?raw';
import { unionOf } from './union-of';

/** The currency that amounts are counted in, and what mappings say of the others. */
export type DeriveCurrencies = {
  base: string | null;
  /** One rate a currency into `base`. */
  given: Record<string, number>;
  /** Whether some deals are in another currency. */
  several: boolean;
};

export const oneCurrency: DeriveCurrencies = { base: null, given: {}, several: false };

/** weir.rate: every rate that was given, of files and of mappings; a mapping goes before the files. */
export async function createRates(
  connection: Connection,
  sources: DeriveSource[],
  { base, given }: DeriveCurrencies,
): Promise<void> {
  await connection.exec(
    'CREATE OR REPLACE TABLE weir.next_rate (currency VARCHAR, "to" VARCHAR, day DATE, rate DOUBLE)',
  );
  for (const [currency, rate] of Object.entries(given)) {
    await connection.run('INSERT INTO weir.next_rate VALUES ($currency, $base, NULL, $rate)', {
      currency,
      base,
      rate,
    });
  }
  const rows = unionOf(sources);
  if (!rows) return;
  await connection.run(
    `INSERT INTO weir.next_rate
    SELECT currency, coalesce("to", $base) AS "to", day, rate
    FROM (${rows})
    WHERE rate > 0 AND currency <> coalesce("to", $base)
      AND currency NOT IN (SELECT currency FROM weir.next_rate)
    QUALIFY row_number() OVER (PARTITION BY currency, "to", day ORDER BY snapshot_date DESC, file_key DESC, record DESC) = 1
    ORDER BY ALL`,
    { base },
  );
}

/** Brings the amounts of weir.state into the base currency and says with which rate of each deal: deal_rate. */
export async function convertAmounts(
  connection: Connection,
  { base, several }: DeriveCurrencies,
): Promise<void> {
  if (base === null || !several) {
    await connection.exec('CREATE OR REPLACE TEMP TABLE deal_rate (key INTEGER, rate DOUBLE)');
    return;
  }
  await connection.exec(filled(rateSql, { base: literal(base) }));
}
