import type { LeadRow, Share } from '#shared/results/leads';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { emptyKey } from './dot-interval';
import { heatMatrix } from './heat-matrix';

export type LeadSelect = { key: string | null; step: 'opportunity' | 'customer' };

/** How many leads of each group got how far, by the steps that leads say anything of; the table adds rates with their intervals. */
export function leadFunnel(
  rows: readonly LeadRow[],
  { field, carries }: { field: string; carries: { mql: boolean; sql: boolean } },
  context: ChartContext,
): ChartModel<LeadSelect> {
  const { format } = context;
  const model = heatMatrix<LeadSelect | null>(
    {
      corner: field,
      columns: [...(carries.mql ? ['MQL'] : []), ...(carries.sql ? ['SQL'] : []), 'Deals', 'Customers'],
      total: 'Leads',
      rows: rows.map((row) => ({
        name: row.key ?? emptyKey,
        total: row.leads,
        cells: [
          ...(carries.mql ? [{ value: row.mql, tone: 'open' as const, select: null }] : []),
          ...(carries.sql ? [{ value: row.sql, tone: 'open' as const, select: null }] : []),
          {
            value: row.opportunities,
            tone: 'open' as const,
            select: { key: row.key, step: 'opportunity' as const },
          },
          { value: row.customers, tone: 'won' as const, select: { key: row.key, step: 'customer' as const } },
        ],
      })),
    },
    (value) => format.count(value),
    context,
  );
  const heads = ['Leads', 'To MQL', 'To SQL', 'To opportunity', 'Won of closed', 'Lead to customer'];
  const money = ['Value won', 'Cost', 'Cost a customer', 'Return'];
  const share = ({ rate, low, high }: Share) => ({
    text: rate === null ? '–' : `${format.percent(rate, 1)} (${format.percentRange(low, high)})`,
    value: rate,
  });
  return {
    ...model,
    table: {
      columns: [
        { label: field, numeric: false },
        ...[...heads, ...money].map((label) => ({ label, numeric: true })),
      ],
      rows: rows.map((row) => ({
        select: null,
        cellSelects: [
          null,
          null,
          null,
          null,
          { key: row.key, step: 'opportunity' },
          null,
          { key: row.key, step: 'customer' },
        ],
        cells: [
          textCell(row.key ?? emptyKey),
          numberCell(row.leads, format.count),
          share(row.mqlRate),
          share(row.sqlRate),
          share(row.opportunityRate),
          share(row.closeRate),
          share(row.customerRate),
          numberCell(row.wonValue, format.money),
          numberCell(row.cost, format.money),
          numberCell(row.costPerCustomer, format.money),
          numberCell(row.roi, format.percent),
        ],
      })),
    },
  };
}
