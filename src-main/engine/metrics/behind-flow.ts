import type { Behind } from '#shared/contract/methods';
import type { MetricScope } from './answer';
import { bounceCondition } from './bounces';
import { partConditions, pathStatement } from './conformance';
import type { WorkspaceFacts } from './facts';
import { narrowMacro } from './narrow-macro';
import { onePipeline } from './one-pipeline';
import { type Fragment, macroArguments } from './scope-sql';
import { unknownStage } from './unknown-stage';

type Of<Metric extends Behind['metric']> = Extract<Behind, { metric: Metric }>;

/** Lives that made a move, as SELECT of key and life. */
export function behindFlow(facts: WorkspaceFacts, scope: MetricScope, { from, to }: Of<'flow'>): Fragment {
  const chosen = pooled(facts, scope);
  const args = macroArguments(facts, chosen, { period: true });
  const target = to === null ? 'to_id IS NULL' : `to_id = ${stageId(facts, chosen, to)}`;
  return {
    sql: `SELECT deal, life FROM weir.${narrowMacro('flow_move', facts, chosen)}(${args.sql})
      WHERE from_id = ${stageId(facts, chosen, from)} AND ${target}`,
    params: args.params,
  };
}

/** Lives that took a path, or any path of a kind. */
export function behindConformance(
  facts: WorkspaceFacts,
  scope: MetricScope,
  { part, path, at }: Of<'conformance'>,
): Fragment {
  const chosen = pooled(facts, scope);
  const args = macroArguments(facts, chosen, { period: true });
  const conditions = part === 'all' ? [] : [partConditions[part]];
  if (path) {
    const ids = path.map((name) => stageId(facts, chosen, name));
    conditions.push(ids.length > 0 ? `course = [${ids.join(', ')}]` : 'len(course) = 0');
  }
  if (at) conditions.push(bounceCondition(facts, stageId(facts, chosen, at.stage), at.part));
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  const later = part === 'reopened' && !path && !at ? ' OR life > 1' : '';
  return {
    sql: `SELECT deal, life FROM weir.${narrowMacro('life_path', facts, chosen)}(${args.sql})
      WHERE path IN (SELECT path ${pathStatement(facts, chosen).sql} ${where})${later}`,
    params: args.params,
  };
}

/** Lost lives by the reason given and the stage they were lost from. */
export function behindLossReasons(
  facts: WorkspaceFacts,
  scope: MetricScope,
  { reasons, stage }: Of<'loss-reasons'>,
): Fragment {
  const args = macroArguments(facts, { ...scope, by: undefined }, { period: true });
  const params = { ...args.params };
  const conditions: string[] = [];
  if (reasons) {
    const given = reasons.filter((reason) => reason !== null);
    const names = given.map((reason, i) => {
      params[`reason_${i}`] = reason;
      return `$reason_${i}`;
    });
    const alternatives = [
      ...(names.length > 0 ? [`reason IN (${names.join(', ')})`] : []),
      ...(given.length < reasons.length ? ['reason IS NULL'] : []),
    ];
    conditions.push(`(${alternatives.join(' OR ')})`);
  }
  if (stage === null) conditions.push('stage_id IS NULL');
  else if (stage !== undefined) {
    params.behind_stage = stage;
    conditions.push('stage_id IN (SELECT stage_id FROM weir.stage WHERE stage = $behind_stage)');
  }
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  const macro = narrowMacro('lost_deal', facts, { ...scope, by: undefined });
  return { sql: `SELECT deal, life FROM weir.${macro}(${args.sql}) ${where}`, params };
}

function pooled(facts: WorkspaceFacts, scope: MetricScope): MetricScope {
  return { ...onePipeline(facts, scope).chosen, by: undefined };
}

/** The stage of that name, of the chosen pipeline where it has one. */
function stageId(facts: WorkspaceFacts, { pipeline }: MetricScope, name: string): number {
  const named = facts.stages.filter(({ stage }) => stage === name);
  const found = named.find((stage) => stage.pipeline === pipeline) ?? named[0];
  if (found) return found.stageId;
  throw unknownStage(facts.stages, name);
}
