import { type Connection, Inline, type Row } from '#engine/query/connection';
import { filled } from '#engine/query/filled';
import { identifier, literal } from '#engine/query/sql-text';
import type { Condition, Scope } from '#shared/model/scope';
import type { MatchPart, MatchRow } from '#shared/results/match';
import { addDays } from '#shared/time/day';
import type { MetricScope } from '../answer';
import type { FieldColumn, WorkspaceFacts } from '../facts';
import { type Fragment, keepExpression, shown } from '../scope-sql';
import matchSql from '../sql/match.sql?raw';
import mediansSql from '../sql/match-medians.sql?raw';
import { type Candidate, type CandidateRow, doubts, settled } from './candidate';
import type { Measure } from './measures';
import type { TriedPeriod } from './periods';
import { countedColumns, figureColumns, figureStatement, isNewest, momentOf } from './slice';

export type SliceQuestion = {
  scope: MetricScope & Scope;
  measures: readonly Measure[];
  filters: readonly FieldColumn[];
  /** Whether deals that came back are counted once, too. */
  newest: boolean;
  /** Whether the measures are over deals counted by outcome; else over each deal, and without filters. */
  counted: boolean;
  dates: readonly string[];
  periods: readonly TriedPeriod[];
};

type Slice = {
  counts: Record<MatchPart, number>;
  dateField: string | null;
  period: TriedPeriod | null;
  filter: Condition | null;
  newest: boolean;
};

/** Every measure of every slice: of all time and by each date and period, of all deals and by each filter. */
export async function slicedFigures(
  connection: Connection,
  facts: WorkspaceFacts,
  question: SliceQuestion,
): Promise<{ candidates: Candidate[]; n: number; statement: Fragment }> {
  const statement = sliceStatement(facts, question);
  const rows = await connection.all(statement.sql, statement.params);
  const wholes = new Map(
    rows.filter((row) => filterOf(row, question) === 'none').map((row) => [sliceKey(row), row]),
  );
  const closedStages = new Set(facts.stages.flatMap(({ stage, kind }) => (kind === 'open' ? [] : [stage])));
  const candidates = rows.flatMap((row) => {
    const slice = sliceOf(row, question);
    const { field, values } = slice?.filter ?? { field: '', values: [] };
    // An outcome by another name.
    if (!slice || (field === 'stage' && closedStages.has(values[0] ?? ''))) return [];
    return figuresOf(facts, question, slice, row, wholes.get(sliceKey(row)) ?? row);
  });
  const all = wholes.get(sliceKey({ date_field: null, period: null }));
  return { candidates, n: Number(all?.n_all ?? 0), statement };
}

function sliceKey(row: Row): string {
  return `${row.date_field} ${row.period}`;
}

/** The place of the filter that a row is grouped by, or none. */
function filterOf(row: Row, { filters }: SliceQuestion): number | 'none' {
  for (let place = 0; place <= filters.length; place++) if (row[`g${place}`] === 0) return place;
  return 'none';
}

function sliceOf(row: Row, question: SliceQuestion): Slice | null {
  const place = filterOf(row, question);
  const field = place === 'none' ? undefined : question.filters[place];
  const value = place === 'none' ? null : row[`f${place}`];
  const newest = place === question.filters.length;
  if (newest && value !== 'true') return null;
  return {
    counts: {
      all: Number(row.n_all),
      won: Number(row.n_won),
      lost: Number(row.n_lost),
      closed: Number(row.n_closed),
      open: Number(row.n_open),
    },
    dateField: row.date_field === null ? null : String(row.date_field),
    period: row.period === null ? null : (question.periods[Number(row.period)] ?? null),
    filter: field ? { field: field.field, values: [value == null ? null : String(value)] } : null,
    newest,
  };
}

/** The figures of a slice: of two that are the same the first one, and none of the very deals that `whole` counts. */
function figuresOf(
  facts: WorkspaceFacts,
  question: SliceQuestion,
  slice: Slice,
  row: Row,
  whole: Row,
): Candidate[] {
  const seen = new Set<string>();
  return question.measures.flatMap((measure, i) => {
    const raw = row[`m${i}`];
    const isSame = row !== whole && row[`n_${measure.part}`] === whole[`n_${measure.part}`];
    if (isSame || typeof raw !== 'number' || !Number.isFinite(raw)) return [];
    const value = settled(measure.unit, raw);
    const name = `${measure.unit} ${value}`;
    if (seen.has(name)) return [];
    seen.add(name);
    return [
      {
        unit: measure.unit,
        value,
        isFiltered: slice.filter !== null,
        name: `${measure.label} ${slice.dateField} ${slice.period?.label} ${slice.newest} ${JSON.stringify(slice.filter)}`,
        sameness: JSON.stringify([measure.unit, value, slice.counts[measure.part], slice.filter]),
        doubt: doubtOf(measure, slice, question) + i / 100,
        row: () => rowOf(facts, question, { measure, slice, value }),
      },
    ];
  });
}

function doubtOf(
  measure: Measure,
  { dateField, period, filter, newest }: Slice,
  { periods }: SliceQuestion,
): number {
  const isAsked = periods.some(({ doubt }) => doubt === 0);
  return (
    (filter ? doubts.filter : 0) +
    (newest ? doubts.newest : 0) +
    (measure.currency === 'own' ? doubts.own : 0) +
    (dateField !== null && dateField !== measure.usualDate ? doubts.otherDate : 0) +
    (period?.doubt ?? (isAsked && measure.usualDate !== null ? doubts.noPeriod : 0))
  );
}

type Figure = { measure: Measure; slice: Slice; value: number };

function rowOf(
  facts: WorkspaceFacts,
  question: SliceQuestion,
  { measure, slice, value }: Figure,
): CandidateRow {
  const { dateField, period, filter, newest } = slice;
  const scope = sliceScope(question.scope, slice);
  const behind = {
    metric: 'match' as const,
    part: measure.part,
    dateField,
    ...(newest ? { newest: true } : {}),
  };
  return {
    measure: measure.measure,
    label: measure.label,
    unit: measure.unit,
    value,
    n: slice.counts[measure.part],
    funnelDefinition: null,
    stage: null,
    dateField,
    from: scope.from ?? null,
    to: scope.to ?? null,
    periodLabel: period?.label ?? null,
    currency: measure.unit === 'amount' ? (measure.currency ?? 'workspace') : null,
    filter,
    newest,
    definition: measure.definition,
    scope,
    behind,
    page: pageOf(facts, measure, slice),
    sql: shown(figureStatement(facts, scope, behind, { expression: measure.sql, counted: question.counted })),
  };
}

function sliceScope(asked: Scope, { period, filter }: Slice): Scope {
  const { from: _from, to: _to, ...rest } = asked;
  return {
    ...rest,
    weight: 'count',
    where: filter ? [...asked.where, filter] : asked.where,
    ...(period ? { from: period.from, to: period.to } : {}),
  };
}

/** Pages bound closings by the day they closed, and lengths by the day they began. */
function pageOf(
  facts: WorkspaceFacts,
  { page, usualDate }: Measure,
  { dateField, newest }: Slice,
): MatchRow['page'] {
  if (!page || newest || (dateField !== null && dateField !== usualDate)) return null;
  const isDated = page.page === 'velocity' && facts.cleanUps.losses > 0;
  return { ...page, params: { ...page.params, ...(isDated ? { cleanUps: 'booked' } : {}) } };
}

function sliceStatement(facts: WorkspaceFacts, question: SliceQuestion): Fragment {
  const { scope, measures, filters, dates, periods } = question;
  const keep = keepExpression(facts, scope);
  const dims = [
    ...filters.map(({ field }) => `nullif(o.${identifier(field)}::VARCHAR, '')`),
    ...(question.newest ? [`CASE WHEN ${isNewest} THEN 'true' END`] : []),
  ];
  const moments = dates.map((date, i) => `${momentOf(facts, date)} AS at_${i}`);
  const slices = dates.flatMap((date, i) =>
    periods.map(
      ({ from, to }, place) =>
        `SELECT *, ${literal(date)}, ${place} FROM deal WHERE at_${i} >= DATE ${literal(from)} AND at_${i} < DATE ${literal(addDays(to, 1))}`,
    ),
  );
  const each = (write: (i: number) => string) => dims.map((_, i) => `${write(i)}, `).join('');
  const parts: Record<string, string> = {
    columns: figureColumns,
    filters: dims.map((dim, i) => `${dim} AS f${i}, `).join(''),
    moments: moments.join(', '),
    where: keep.sql ? `WHERE ${keep.sql}` : '',
    slices: ['SELECT *, NULL AS date_field, NULL AS period FROM deal', ...slices].join('\n    UNION ALL '),
    groups: each((i) => `f${i}, grouping(f${i}) AS g${i}`),
    names: each((i) => `f${i}, g${i}`),
    counted: countedColumns,
    figures: measures.map(({ sql }, i) => `(${sql})::DOUBLE AS m${i}`).join(',\n    '),
    sets: [
      '(outcome, date_field, period)',
      ...dims.map((_, i) => `(outcome, date_field, period, f${i})`),
    ].join(', '),
  };
  const template = question.counted ? matchSql : mediansSql;
  const sql = filled(template.slice(template.indexOf('WITH')), parts);
  return { sql, params: { as_of: new Inline(scope.asOf ?? facts.asOf), ...keep.params } };
}
