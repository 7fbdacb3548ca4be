import type { Connection } from '#engine/query/connection';
import type { FigureUnit } from '#shared/model/asked-figure';
import type { Scope } from '#shared/model/scope';
import type { DefinitionKey } from '#shared/results/definitions';
import type { MatchBehind, MatchPage } from '#shared/results/match';
import { type FunnelDefinition, funnelDefinitions } from '#shared/results/metrics';
import type { MetricScope } from '../answer';
import { cycle } from '../cycle';
import type { WorkspaceFacts } from '../facts';
import { funnel } from '../funnel';
import { winRate } from '../win-rate';
import { type Candidate, type CandidateRow, doubts, settled } from './candidate';
import type { TriedPeriod } from './periods';

type Figure = {
  measure: string;
  label: string;
  unit: FigureUnit;
  value: number | null;
  n: number;
  definition: DefinitionKey;
  behind: MatchBehind;
  page: MatchPage;
  funnelDefinition?: FunnelDefinition;
  stage?: string;
};

/** What Weir reads off curves over all deals of a period, in which open ones count as unfinished. */
export async function curveFigures(
  connection: Connection,
  facts: WorkspaceFacts,
  asked: MetricScope & Scope,
  periods: readonly (TriedPeriod | null)[],
): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for (const period of periods) {
    const { from: _from, to: _to, ...rest } = asked;
    const scope = {
      ...rest,
      weight: 'count' as const,
      ...(period ? { from: period.from, to: period.to } : {}),
    };
    for (const { figures, sql } of await figuresOf(connection, facts, scope)) {
      for (const figure of figures) {
        if (figure.value === null) continue;
        const value = settled(figure.unit, figure.value);
        found.push({
          unit: figure.unit,
          value,
          isFiltered: false,
          name: `${figure.label} ${figure.stage} ${figure.funnelDefinition} ${period?.label}`,
          sameness: JSON.stringify([figure.unit, value, figure.n, null]),
          doubt: doubts.curve + (period?.doubt ?? 0) + 0.2,
          row: () => rowOf(scope, period, { ...figure, value }, sql),
        });
      }
    }
  }
  return found;
}

async function figuresOf(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MetricScope & Scope,
): Promise<{ figures: Figure[]; sql: string }[]> {
  const quiet = { ...scope, by: undefined, quiet: true };
  const rates = await winRate(connection, facts, quiet);
  const closed = await cycle(connection, facts, {
    ...quiet,
    outcome: 'closed',
    start: 'created_at',
    curve: false,
  });
  const won = await cycle(connection, facts, { ...quiet, outcome: 'won', start: 'created_at', curve: false });
  const created: MatchBehind = {
    metric: 'match',
    part: 'all',
    dateField: scope.from || scope.to ? 'created_at' : null,
  };
  const answers = [
    {
      sql: rates.sql,
      figures: rates.rows.map((row) => ({
        measure: 'cohort-rate',
        label: 'Share won of the deals created, open ones unfinished',
        unit: 'rate' as const,
        value: row.cohortRate,
        n: row.created,
        definition: 'win-rate.cohort' as const,
        behind: created,
        page: { page: 'overview' as const, params: {}, figure: 'Win rate, deals created' },
      })),
    },
    ...[closed, won].map((answer) => ({
      sql: answer.sql,
      figures: answer.rows.map((row) => ({
        measure: `median-to-${row.outcome}`,
        label: `Median days to ${row.outcome === 'won' ? 'win' : 'close'}, open deals unfinished`,
        unit: 'days' as const,
        value: row.median,
        n: row.n,
        definition: `cycle.${row.outcome}` as const,
        behind: created,
        page: {
          page: 'velocity' as const,
          params: row.outcome === 'closed' ? {} : { outcome: row.outcome },
          figure: 'Median',
        },
      })),
    })),
  ];
  return [...answers, ...(await conversions(connection, facts, quiet))];
}

async function conversions(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MetricScope & Scope,
): Promise<{ figures: Figure[]; sql: string }[]> {
  const answers: { figures: Figure[]; sql: string }[] = [];
  for (const definition of funnelDefinitions) {
    const { rows, sql } = await funnel(connection, facts, { ...scope, definition, cohortField: 'created' });
    const figures = rows.map((row) => ({
      measure: 'conversion',
      label: 'Share that goes further, open deals unfinished',
      unit: 'rate' as const,
      value: row.conversion,
      n: row.entered,
      definition: `funnel.${definition}` as const,
      behind: {
        metric: 'funnel',
        definition,
        stage: row.stage,
        part: 'entered',
        cohortField: 'created',
      } as const,
      page: {
        page: 'funnel' as const,
        params: definition === 'reached' ? {} : { definition },
        figure: `${row.stage}, share that goes further`,
      },
      funnelDefinition: definition,
      stage: row.stage,
    }));
    answers.push({ figures, sql });
  }
  return answers;
}

function rowOf(
  scope: Scope,
  period: TriedPeriod | null,
  figure: Figure & { value: number },
  sql: string,
): CandidateRow {
  const { measure, label, unit, value, n, definition, behind, page } = figure;
  return {
    measure,
    label,
    unit,
    value,
    n,
    funnelDefinition: figure.funnelDefinition ?? null,
    stage: figure.stage ?? null,
    dateField: period ? 'created_at' : null,
    from: scope.from ?? null,
    to: scope.to ?? null,
    periodLabel: period?.label ?? null,
    currency: null,
    filter: null,
    newest: false,
    definition,
    scope,
    behind,
    page,
    sql,
  };
}
