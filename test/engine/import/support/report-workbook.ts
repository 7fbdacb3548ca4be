import type { Deals } from './transcode';
import { type CellSpec, styled, type WorkbookSpec, workbook } from './workbook';

const day = 86_400_000;
/** Day 0 of the two ways in which spreadsheets count days; days of the first are exact from March 1900 on. */
const epochs = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) };

const header = [
  'sales_agent',
  'opportunity_id',
  'row_version',
  'product',
  'account',
  'deal_stage',
  'engage_date',
  'close_date',
  'close_value',
];

/**
 * The list as a report in a workbook: title rows, a header with merged cells over two rows, a hidden column with what a
 * program keeps for itself, days as serial numbers of the epoch, and a total below.
 */
export function reportWorkbook(deals: Deals, epoch: 1900 | 1904): Uint8Array {
  const money = (value: number) => styled(value, 1);
  const date = (text: string) => (text ? styled((Date.parse(text) - epochs[epoch]) / day, 2) : null);
  const rows = deals.map((deal, i): CellSpec[] => [
    deal.sales_agent ?? null,
    deal.opportunity_id ?? null,
    `W/"${700_000 + i}"`,
    deal.product ?? null,
    deal.account || null,
    deal.deal_stage ?? null,
    date(deal.engage_date ?? ''),
    date(deal.close_date ?? ''),
    deal.close_value ? money(Number(deal.close_value)) : null,
  ]);
  const sum = deals.reduce((total, deal) => total + Number(deal.close_value), 0);
  const spec: WorkbookSpec = {
    formats: ['#,##0.00'],
    builtIn: [14],
    date1904: epoch === 1904,
    sheets: [
      {
        name: 'Pipeline',
        before: '<cols><col min="3" max="3" width="0" hidden="1" customWidth="1"/></cols>',
        after: mergesXml(['A1:I1', 'A4:A5', 'B4:F4', 'G4:H4', 'I4:I5']),
        rows: [
          ['Sales pipeline by agent'],
          ['As of', date('2017-12-31')],
          [],
          ['sales_agent', 'Opportunity', null, null, null, null, 'Timing', null, 'close_value'],
          [null, ...header.slice(1, 8), null],
          ...rows,
          ['Total', null, null, null, null, null, null, null, money(sum)],
        ],
      },
    ],
  };
  return workbook(spec);
}

function mergesXml(places: string[]): string {
  const cells = places.map((place) => `<mergeCell ref="${place}"/>`);
  return `<mergeCells count="${places.length}">${cells.join('')}</mergeCells>`;
}
