import type { Connection, Row } from '#engine/query/connection';
import { identifier } from '#engine/query/sql-text';
import type { FigureUnit } from '#shared/model/asked-figure';
import type { Condition, Scope } from '#shared/model/scope';
import type { MatchBehind } from '#shared/results/match';
import { type FunnelDefinition, funnelDefinitions } from '#shared/results/metrics';
import type { MetricScope } from '../answer';
import type { FieldColumn, WorkspaceFacts } from '../facts';
import { narrowMacro } from '../narrow-macro';
import { onePipeline } from '../one-pipeline';
import { macroArguments, shown } from '../scope-sql';
import { type Candidate, type CandidateRow, doubts, settled } from './candidate';
import type { TriedPeriod } from './periods';

export type FunnelQuestion = {
  scope: MetricScope & Scope;
  filters: readonly FieldColumn[];
  periods: readonly (TriedPeriod | null)[];
};

/** What is counted of the deals that entered a stage; `sql` over rows of weir.funnel_life of it. */
type StageMeasure = {
  measure: string;
  label: string;
  unit: FigureUnit;
  part: 'entered' | 'advanced';
  sql: string;
  byValue?: true;
};

const stageMeasures: readonly StageMeasure[] = [
  {
    measure: 'advanced-rate',
    label: 'Went further / reached',
    unit: 'rate',
    part: 'entered',
    sql: 'count(*) FILTER (fate = 1) / count(*)',
  },
  { measure: 'entered', label: 'Deals that reached', unit: 'count', part: 'entered', sql: 'count(*)' },
  {
    measure: 'advanced',
    label: 'Deals that went further',
    unit: 'count',
    part: 'advanced',
    sql: 'count(*) FILTER (fate = 1)',
  },
  {
    measure: 'advanced-value-rate',
    label: 'Went further / reached, by value',
    unit: 'rate',
    part: 'entered',
    sql: '(coalesce(sum(amount) FILTER (fate = 1), 0) / nullif(sum(amount), 0))::DOUBLE',
    byValue: true,
  },
  {
    measure: 'entered-value',
    label: 'Value of deals that reached',
    unit: 'amount',
    part: 'entered',
    sql: 'coalesce(sum(amount), 0)::DOUBLE',
    byValue: true,
  },
];
const fromStart = {
  measure: 'from-start',
  label: 'Reached / reached the first stage',
  unit: 'rate',
  part: 'entered',
} as const;

/** Counts and plain ratios of each stage by all four definitions, one reading for each definition, date and period. */
export async function funnelFigures(
  connection: Connection,
  facts: WorkspaceFacts,
  question: FunnelQuestion,
): Promise<Candidate[]> {
  const { chosen } = onePipeline(facts, { ...question.scope, by: undefined });
  const found: Candidate[] = [];
  for (const period of question.periods) {
    const { from: _from, to: _to, ...rest } = chosen;
    const scope = { ...rest, ...(period ? { from: period.from, to: period.to } : {}) };
    for (const definition of funnelDefinitions) {
      // Without a period it makes no difference which date it bounds.
      for (const cohort of period ? (['created', 'entered'] as const) : (['created'] as const)) {
        const read = { scope, definition, cohort, period, filters: question.filters };
        found.push(...(await readFunnel(connection, facts, read)));
      }
    }
  }
  return found;
}

type Reading = {
  scope: MetricScope & Scope;
  definition: FunnelDefinition;
  cohort: 'created' | 'entered';
  period: TriedPeriod | null;
  filters: readonly FieldColumn[];
};

async function readFunnel(
  connection: Connection,
  facts: WorkspaceFacts,
  read: Reading,
): Promise<Candidate[]> {
  const { filters } = read;
  const args = macroArguments(facts, read.scope, { period: true });
  const dims = filters.map(({ field }, i) => `'f${i}': o.${identifier(field)}`);
  const names = filters.map((_, i) => `f${i}`);
  const dim = dims.length > 0 ? `, dim := {${dims.join(', ')}}` : '';
  const rows = await connection.all(
    `SELECT rank, ${names.map((name) => `${name}::VARCHAR AS ${name}, grouping(${name}) AS g_${name}, `).join('')}
      ${stageMeasures.map(({ sql }, i) => `${sql} AS m${i}`).join(', ')}
    FROM (
      SELECT rank, fate, amount${names.map((name) => `, key['${name}'] AS ${name}`).join('')}
      FROM weir.${narrowMacro('funnel_life', facts, read.scope)}(${args.sql}${dim}, definition := '${read.definition}', cohort := '${read.cohort}')
    )
    GROUP BY GROUPING SETS ((rank)${names.map((name) => `, (rank, ${name})`).join('')})`,
    args.params,
  );
  return candidatesOf(facts, read, rows);
}

function candidatesOf(facts: WorkspaceFacts, read: Reading, rows: readonly Row[]): Candidate[] {
  const stages = facts.stages.filter(
    ({ kind, pipeline }) =>
      kind === 'open' && (read.scope.pipeline === undefined || pipeline === read.scope.pipeline),
  );
  const filterOf = (row: Row): Condition | null => {
    const place = read.filters.findIndex((_, i) => row[`g_f${i}`] === 0);
    const value = row[`f${place}`];
    return place < 0
      ? null
      : { field: read.filters[place]!.field, values: [value == null ? null : String(value)] };
  };
  const entered = (row: Row) => Number(row.m1);
  /** Deals that entered the first stage, by filter. */
  const firstOf = new Map<string, number>();
  /** Deals that entered a stage, whatever they are. */
  const wholeOf = new Map<unknown, number>();
  for (const row of rows) {
    const filter = filterOf(row);
    if (row.rank === 1) firstOf.set(JSON.stringify(filter), entered(row));
    if (filter === null) wholeOf.set(row.rank, entered(row));
  }
  return rows.flatMap((row) => {
    const stage = stages.find(({ rank }) => rank === row.rank);
    if (!stage) return [];
    const filter = filterOf(row);
    if (filter && wholeOf.get(row.rank) === entered(row)) return [];
    const first = firstOf.get(JSON.stringify(filter)) ?? 0;
    const make = (
      measure: Omit<StageMeasure, 'sql'>,
      value: unknown,
      sql: string,
      place: number,
    ): Candidate[] => {
      if (typeof value !== 'number' || !Number.isFinite(value)) return [];
      const n = measure.part === 'advanced' ? Number(row.m2) : entered(row);
      const figure = { measure, value: settled(measure.unit, value), sql, filter, n };
      return [
        {
          unit: measure.unit,
          value: figure.value,
          isFiltered: filter !== null,
          name: `${measure.label} ${stage.rank} ${read.definition} ${read.cohort} ${read.period?.label} ${JSON.stringify(filter)}`,
          sameness: JSON.stringify([measure.unit, figure.value, n, filter]),
          doubt: doubtOf(read, filter) + (10 + place) / 100,
          row: () => rowOf(facts, read, { ...figure, stage }),
        },
      ];
    };
    const share = `count(*) FILTER (rank = ${stage.rank}) / nullif(count(*) FILTER (rank = 1), 0)`;
    return [
      ...stageMeasures.flatMap((measure, i) => make(measure, row[`m${i}`], measure.sql, i)),
      ...(stage.rank > 1 && first > 0
        ? make(fromStart, entered(row) / first, share, stageMeasures.length)
        : []),
    ];
  });
}

function doubtOf({ definition, cohort, period }: Reading, filter: Condition | null): number {
  return (
    (filter ? doubts.filter : 0) +
    (definition === 'reached' ? 0 : doubts.definition) +
    (cohort === 'created' ? 0 : doubts.otherDate) +
    (period?.doubt ?? 0)
  );
}

type Figure = {
  measure: Omit<StageMeasure, 'sql'>;
  value: number;
  sql: string;
  filter: Condition | null;
  stage: { stage: string; rank: number };
  n: number;
};

function rowOf(
  facts: WorkspaceFacts,
  { scope: asked, definition, cohort, period }: Reading,
  { measure, value, sql, filter, stage, n }: Figure,
): CandidateRow {
  const scope: Scope = { ...asked, weight: 'count', where: filter ? [...asked.where, filter] : asked.where };
  const behind: MatchBehind = {
    metric: 'funnel',
    definition,
    stage: stage.stage,
    part: measure.part,
    cohortField: cohort,
  };
  const args = macroArguments(facts, scope, { period: true });
  const of = measure.measure === 'from-start' ? '' : `\nWHERE rank = ${stage.rank}`;
  const statement = `SELECT ${sql} AS figure\nFROM weir.funnel_life(${args.sql}, definition := '${definition}', cohort := '${cohort}')${of}`;
  return {
    measure: measure.measure,
    label: measure.label,
    unit: measure.unit,
    value,
    n,
    funnelDefinition: definition,
    stage: stage.stage,
    dateField: period ? (cohort === 'created' ? 'created_at' : 'entered') : null,
    from: scope.from ?? null,
    to: scope.to ?? null,
    periodLabel: period?.label ?? null,
    currency: measure.unit === 'amount' ? 'workspace' : null,
    filter,
    newest: false,
    definition: `funnel.${definition}`,
    scope,
    behind,
    page:
      cohort === 'created'
        ? {
            page: 'funnel',
            params: {
              ...(definition === 'reached' ? {} : { definition }),
              ...(measure.byValue ? { weight: 'value' } : {}),
            },
            figure: `${stage.stage}, ${measure.label.toLowerCase()}`,
          }
        : null,
    sql: shown({ sql: statement, params: args.params }),
  };
}
