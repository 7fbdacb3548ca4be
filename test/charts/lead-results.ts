import type { Band, HourCell, LeadRow, Share } from '../../src-shared/results/leads';
import { speedBands } from '../../src-shared/results/leads';

const share = (k: number, n: number): Share => ({
  k,
  n,
  rate: n > 0 ? k / n : null,
  low: n > 0 ? Math.max(0, k / n - 0.05) : null,
  high: n > 0 ? Math.min(1, k / n + 0.05) : null,
});

function leadRow(key: string | null, leads: number, cost: number | null): LeadRow {
  const [mql, sql, opportunities, customers] = [0.7, 0.5, 0.4, 0.1].map((part) => Math.round(leads * part));
  return {
    key,
    leads,
    mql: mql ?? 0,
    sql: sql ?? 0,
    opportunities: opportunities ?? 0,
    customers: customers ?? 0,
    lost: 0,
    undecided: 0,
    wonValue: (customers ?? 0) * 1000,
    cost,
    mqlRate: share(mql ?? 0, leads),
    sqlRate: share(sql ?? 0, mql ?? 0),
    opportunityRate: share(opportunities ?? 0, sql ?? 0),
    closeRate: share(customers ?? 0, customers ?? 0),
    customerRate: share(customers ?? 0, leads),
    costPerLead: cost === null ? null : cost / leads,
    costPerCustomer: null,
    roi: null,
  };
}

/** A channel, a source under its own name that would be markup, and leads without any. */
export const leadRows = [
  leadRow('paid', 400, 20_000),
  leadRow('<img src=x onerror=alert(1)>', 60, null),
  leadRow(null, 3, null),
];

/** The first band has too few to draw its interval, one has none at all. */
export const bands: Band[] = speedBands.map((label, band) => {
  const n = [3, 0, 120, 300, 80, 40][band] ?? 0;
  return { band, label, share: share(Math.round(n * 0.3), n), won: share(Math.round(n * 0.2), n) };
});

/** A working week in which mornings answer best, and one hour with hardly a call. */
export const hours: HourCell[] = Array.from({ length: 50 }, (_, i) => {
  const [weekday, hour] = [1 + Math.floor(i / 10), 8 + (i % 10)];
  const known = i === 7 ? 2 : 40 + i;
  return {
    weekday,
    hour,
    activities: known + 3,
    known,
    connected: Math.round(known * (hour === 10 ? 0.4 : 0.2)),
  };
});
