import type { Connection } from '#engine/query/connection';
import { WeirError } from '#shared/contract/errors';
import type { MethodParams } from '#shared/contract/methods';
import { type NamedPeriod, readPeriod } from '#shared/time/period';
import type { WorkspaceFacts } from '../facts';

/** A period that a figure may be of; `doubt` says how far it is from what was asked, 0 for just that. */
export type TriedPeriod = NamedPeriod & { doubt: number };

/**
 * The periods that are tried beside all time: those asked for, in calendar and fiscal years, or this and the last quarter and
 * year. Error: `invalid-input` for a period that cannot be read, or given twice.
 */
export async function periodsTried(
  connection: Connection,
  facts: WorkspaceFacts,
  { period, from, to, asOf }: Pick<MethodParams<'metric.match'>, 'period' | 'from' | 'to' | 'asOf'>,
): Promise<TriedPeriod[]> {
  const start = await fiscalYearStart(connection);
  if (period !== undefined) {
    const periods = readPeriod(period, start);
    if (periods.length > 0 && !from && !to) return periods.map((one, doubt) => ({ ...one, doubt }));
    throw new WeirError({
      code: 'invalid-input',
      message: periods.length > 0 ? 'A period and its days are both given.' : `"${period}" is no period.`,
      hint: 'Write 2017, 2017-Q4, 2017-12 or FY2017-Q4, or give the first and the last day.',
      details: { period },
    });
  }
  if (from || to) {
    const days = { from: from ?? '0001-01-01', to: to ?? asOf ?? facts.asOf };
    return [
      { ...days, label: from && to ? `${from} to ${to}` : from ? `from ${from}` : `to ${to}`, doubt: 0 },
    ];
  }
  return usualPeriods(asOf ?? facts.asOf, start);
}

function usualPeriods(asOf: string, fiscalStart: number): TriedPeriod[] {
  const year = Number(asOf.slice(0, 4));
  const quarter = Math.ceil(Number(asOf.slice(5, 7)) / 3);
  const before = quarter === 1 ? `${year - 1}-Q4` : `${year}-Q${quarter - 1}`;
  const names = [`${year}-Q${quarter}`, before, String(year), String(year - 1)];
  return names.flatMap((name) => readPeriod(name, fiscalStart)).map((one) => ({ ...one, doubt: 1 }));
}

async function fiscalYearStart(connection: Connection): Promise<number> {
  const [row] = await connection.all<{ value: string | null }>(
    "SELECT value FROM weir.setting WHERE name = 'fiscal_year_start'",
  );
  return Number(row?.value ?? 1);
}
