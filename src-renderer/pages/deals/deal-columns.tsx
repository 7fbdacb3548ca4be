import type { DealRow, DealsResult } from '#shared/results/metrics';
import type { Formatters } from '../../charts/formatters';
import { AmountBar } from '../../components/grid/amount-bar';
import type { GridColumn } from '../../components/grid/grid-column';
import { StageDot } from '../../components/stage-dot';
import { type DealValue, dealValue } from './deal-values';
import classes from './deals-page.module.css';
import { plainNumber } from './plain-number';

export type ColumnInfo = DealsResult['columns'][number];

/** What every row carries beside the columns of the workspace. */
const computed: ColumnInfo[] = [
  { field: 'age_days', label: 'Age', type: 'number', extra: false },
  { field: 'days_in_stage', label: 'In stage', type: 'number', extra: false },
];

const lengths = new Set(computed.map(({ field }) => field));

/** Every column the list can show. */
export function allColumns(answer: DealsResult | undefined): ColumnInfo[] {
  if (!answer) return [];
  const fields = answer.columns.filter((column) => !column.extra);
  const extras = answer.columns.filter((column) => column.extra);
  return [...fields, ...computed, ...extras];
}

const widths: Record<string, number> = {
  id: 130,
  name: 226,
  account: 156,
  owner: 150,
  stage: 152,
  outcome: 100,
  amount: 154,
  currency: 90,
  age_days: 84,
  days_in_stage: 96,
  evidence: 120,
};
const widthOfType: Record<string, number> = { amount: 140, number: 110, day: 124, instant: 124, boolean: 84 };
/** What a formatted date takes, with its padding. */
const dateWidth = 112;

type Options = {
  format: Formatters;
  /** The largest amount of the list, as the length of a full bar. */
  largest: number;
  widths: Record<string, number>;
};

/** The grid's column for one column of the answer. */
export function dealColumn(info: ColumnInfo, options: Options): GridColumn<DealRow> {
  const { field, type } = info;
  const numeric = type === 'amount' || type === 'number';
  const dated = type === 'day' || type === 'instant';
  const resized = options.widths[field];
  const text = (row: DealRow) => valueText(dealValue(row, field), field, type, options.format);
  return {
    id: field,
    label: info.label,
    width: resized ?? widths[field] ?? widthOfType[type] ?? 140,
    ...(resized === undefined ? (dated ? { minWidth: dateWidth } : {}) : { minWidth: resized }),
    align: numeric || dated ? 'right' : 'left',
    cell: cellOf(field, text, options),
    title: (row) => text(row) || null,
  };
}

function cellOf(
  field: string,
  text: (row: DealRow) => string,
  { largest }: Options,
): GridColumn<DealRow>['cell'] {
  if (field === 'amount') {
    return (row) => <AmountBar text={text(row)} value={row.amount} largest={largest} />;
  }
  if (field === 'stage') {
    return (row) => (
      <span className={classes.stage}>
        <StageDot kind={row.kind} />
        <span className={classes.cut}>{text(row)}</span>
      </span>
    );
  }
  if (field === 'name') {
    return (row) => (
      <span className={classes.cut} data-missing={row.name === null || undefined}>
        {row.name ?? row.id}
      </span>
    );
  }
  return text;
}

const outcomeLabels: Record<string, string> = {
  open: 'Open',
  won: 'Won',
  lost: 'Lost',
  abandoned: 'Abandoned',
};

/** A value as the list shows it; nothing where there is none. */
export function valueText(value: DealValue, field: string, type: string, format: Formatters): string {
  if (value === null || value === '') return '';
  if (field === 'outcome') return outcomeLabels[String(value)] ?? String(value);
  if (lengths.has(field) && typeof value === 'number') return `${format.count(value)} d`;
  if (type === 'amount' && typeof value === 'number') return format.money(value);
  if (type === 'number' && typeof value === 'number') return plainNumber(value, format.locale);
  if ((type === 'day' || type === 'instant') && typeof value === 'string') return format.day(value);
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return String(value);
}
