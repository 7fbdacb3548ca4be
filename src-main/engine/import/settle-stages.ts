import type { FileKind } from '#shared/model/fields';
import type { Mapping } from '#shared/model/mapping';
import type { ExportDescription } from './exports/description';
import { rawTable } from './raw-table';
import { hasOutcomeBesideStage, settledStageSql } from './settled-stage';
import { mostStages, stageFactsOf } from './stage-facts';
import { outcomeOfWord } from './stage-lexicon';
import { columnOf, type Query, type StagedColumn, type StagedFile, type StageFacts } from './staged-file';
import { planStages } from './stages';
import { presentSql } from './value-sql';

type OutcomeWords = Pick<StagedFile, 'closedStages' | 'closedStatuses' | 'wonStages' | 'wonStatuses'>;

const noDeals = { pipeline: '', deals: 0, probability: null, won: null, closed: null };

/**
 * Which stages and statuses mean won or lost, and the stages that deals are in once outcomes told beside the stage are
 * taken into it.
 */
export async function settleStages(
  query: Query,
  raw: string,
  columns: StagedColumn[],
  kind: FileKind,
  description: ExportDescription | null,
  given: Mapping['stages'],
): Promise<{ facts: StageFacts[]; words: OutcomeWords }> {
  const facts = await stageFactsOf(query, raw, columns);
  const statuses = await statusWords(query, raw, columns, description);
  // A status that says won is an end of its own, beside which a stage called after the signing is none.
  const pipelines = [...new Set(facts.map(({ pipeline }) => pipeline))];
  const ends = pipelines.flatMap((pipeline) =>
    statuses.wonStatuses.map((stage) => ({ ...noDeals, pipeline, stage, first: 0 })),
  );
  const plans = planStages({ facts: [...facts, ...ends], transitions: [], given });
  const named = (...kinds: string[]) => [
    ...new Set(plans.filter((plan) => kinds.includes(plan.kind)).map((plan) => plan.stage)),
  ];
  const words = {
    closedStages: named('won', 'lost', 'post'),
    wonStages: named('won', 'post'),
    ...statuses,
  };
  const file = { columns, ...words };
  const tells = hasOutcomeBesideStage(file) || columns.some(({ stage }) => stage !== undefined);
  if (kind !== 'opportunities' || !tells) return { facts, words };
  return {
    facts: withDatedStages(await stageFactsOf(query, raw, columns, settledStageSql(file)), columns),
    words,
  };
}

/** Stages that have a column of dates exist whether or not a deal is in them, in the order of their columns. */
function withDatedStages(facts: StageFacts[], columns: readonly StagedColumn[]): StageFacts[] {
  const dated = [...new Set(columns.flatMap(({ stage }) => stage ?? []))];
  if (dated.length === 0 || columnOf(columns, 'stage')) return facts;
  const place = (stage: string) => dated.indexOf(stage) - dated.length;
  return [
    ...facts.map((fact) => (dated.includes(fact.stage) ? { ...fact, first: place(fact.stage) } : fact)),
    ...dated
      .filter((stage) => !facts.some((fact) => fact.stage === stage))
      .map((stage) => ({ ...noDeals, stage, first: place(stage) })),
  ];
}

async function statusWords(
  query: Query,
  raw: string,
  columns: StagedColumn[],
  description: ExportDescription | null,
): Promise<Pick<OutcomeWords, 'closedStatuses' | 'wonStatuses'>> {
  const status = columnOf(columns, 'status');
  if (!status || status.type === 'empty') return { closedStatuses: [], wonStatuses: [] };
  const rows = await query(
    `SELECT DISTINCT ${presentSql(status)} AS status FROM ${rawTable(raw)} ORDER BY 1 LIMIT ${mostStages}`,
  );
  const values = rows.map(({ status: value }) => String(value ?? ''));
  const { won = [], lost = [] } = description?.outcomes ?? {};
  const outcome = (value: string) =>
    won.includes(value) ? 'won' : lost.includes(value) ? 'lost' : outcomeOfWord(value);
  return {
    closedStatuses: values.filter((value) => outcome(value) === 'won' || outcome(value) === 'lost'),
    wonStatuses: values.filter((value) => outcome(value) === 'won'),
  };
}
