import type { Connection } from '#engine/query/connection';
import { neededPerArm } from '#engine/stats/difference';
import { kaplanMeier, quantile } from '#engine/stats/kaplan-meier';
import { censoredAt } from '#engine/stats/risk-table';
import type { CompareParams } from '#shared/contract/compare-params';
import type { CompareAnswer, CompareArm, CompareRow, CompareValue } from '#shared/results/compare';
import { answer } from '../answer';
import { cleanUpWarnings } from '../clean-ups';
import { curvePoints } from '../curve';
import type { WorkspaceFacts } from '../facts';
import { stepTables } from '../funnel';
import { narrowMacro } from '../narrow-macro';
import { onePipeline } from '../one-pipeline';
import { macroArguments } from '../scope-sql';
import { visitTables } from '../time-in-stage';
import { unknownStage } from '../unknown-stage';
import { type ArmRisk, armRisk } from './arm-risk';
import { type Arm, type Arms, armsOf } from './arms';
import { bothStatements } from './both-statements';
import { comparisonChecks } from './checks';
import {
  adjusted,
  closeRow,
  commonAge,
  fates,
  pairsOf,
  rateRow,
  shareOf,
  shareRow,
  winTimeRow,
} from './figures';
import { followedAge } from './followed';
import { mixSplits } from './mix';
import { comparisonWarnings } from './warnings';

/**
 * Two periods, two groups, or before and after a day: each figure on both sides, the difference with its interval, and a
 * test where one is defined. Both sides are seen up to the same age, so that the older one has no head start; the tests
 * compare within segments where there are any.
 */
export async function compare(
  connection: Connection,
  facts: WorkspaceFacts,
  params: CompareParams,
): Promise<CompareAnswer> {
  const { chosen, warnings: ofPipeline } = onePipeline(facts, params);
  const arms = await armsOf(connection, facts, chosen);
  const stage = params.stage === undefined ? null : stageOf(facts, params.stage, chosen.pipeline);
  const stratifyBy = stratumField(facts, params.by);
  const options = { stratifyBy, rank: stage?.rank ?? null };
  const base = await armRisk(connection, facts, arms.base, options);
  const compared = await armRisk(connection, facts, arms.compared, options);
  const age = commonAge([base.all, compared.all], params.within);
  const rows = [
    ...(age === null ? [] : outcomeRows(base, compared, age)),
    ...(arms.kind === 'split' || stage ? [] : await closedRows(connection, facts, arms)),
    ...(await stageRows(connection, facts, arms, params)),
  ];
  const looked =
    params.checks && !stage && age !== null ? await look(connection, facts, arms, age, params) : nothing;
  const [one, two] = [armOf(base, age, params.curve), armOf(compared, age, params.curve)];
  const part = {
    kind: arms.kind,
    base: one,
    compared: two,
    atDays: age,
    stratifiedBy: strataShared(base, compared) ? stratifyBy : null,
    power: powerOf(rows),
    ...looked,
  };
  const warnings = [
    ...ofPipeline,
    ...comparisonWarnings({ ...part, rows }, params),
    ...(await cleanUpWarnings(connection, facts, { ...chosen, from: undefined, to: undefined })),
  ];
  const scope = { ...chosen, ...(params.splitDate ? { by: undefined } : {}) };
  const statement = bothStatements(base.statement, compared.statement);
  return { ...answer('compare', facts, scope, { n: one.n + two.n, rows, statement, warnings }), ...part };
}

const nothing = {
  mixAtDays: null,
  scanned: 0,
  mix: [],
  checks: { season: null, trend: null, dip: null },
} satisfies Partial<CompareAnswer>;

/** Splits that leave the engine; the scan may be of many more. */
const mostSplits = 5;

async function look(
  connection: Connection,
  facts: WorkspaceFacts,
  arms: Arms,
  age: number,
  { by }: CompareParams,
): Promise<Pick<CompareAnswer, 'mixAtDays' | 'scanned' | 'mix' | 'checks'>> {
  const followed = await followedAge(connection, facts, arms, age);
  if (followed === null) return nothing;
  const mix = await mixSplits(connection, facts, arms, { age: followed, by });
  return {
    mixAtDays: followed,
    scanned: mix.length,
    mix: mix.slice(0, mostSplits),
    checks: await comparisonChecks(connection, facts, arms, followed),
  };
}

function outcomeRows(base: ArmRisk, compared: ArmRisk, age: number): CompareRow[] {
  const pair = [base.all, compared.all] as const;
  const strata = pairsOf(base.strata, compared.strata);
  const tests = strata.length > 0 ? strata : [pair];
  return [
    rateRow('win-rate', null, pair, age, tests),
    closeRow('time-to-close', null, pair, age, tests),
    winTimeRow(pair, age),
  ];
}

/** Won of those that closed in the period, whenever they were created. */
async function closedRows(connection: Connection, facts: WorkspaceFacts, arms: Arms): Promise<CompareRow[]> {
  const valueFor = async ({ scope }: Arm): Promise<CompareValue> => {
    const { sql, params } = macroArguments(facts, scope, { period: true });
    const { won, lost } = await connection.one<{ won: number; lost: number }>(
      `SELECT coalesce(sum(won), 0)::DOUBLE AS won, coalesce(sum(lost), 0)::DOUBLE AS lost
      FROM weir.${narrowMacro('win_rate', facts, scope)}(${sql})`,
      params,
    );
    return shareOf({ n: won + lost, k: won });
  };
  const values = [await valueFor(arms.base), await valueFor(arms.compared)] as const;
  return [shareRow({ figure: 'closed-rate', stage: null, age: null }, values)];
}

async function stageRows(
  connection: Connection,
  facts: WorkspaceFacts,
  arms: Arms,
  { within, stage }: CompareParams,
): Promise<CompareRow[]> {
  const steps = ({ scope }: Arm) =>
    stepTables(connection, facts, {
      ...scope,
      definition: 'reached',
      cohortField: stage === undefined ? 'created' : 'entered',
      within,
      stage,
    });
  const [before, after] = [await steps(arms.base), await steps(arms.compared)];
  const [visitsBefore, visitsAfter] = [
    await visitTables(connection, facts, arms.base.scope),
    await visitTables(connection, facts, arms.compared.scope),
  ];
  const stepRows = before.flatMap(({ table, ...named }, i): CompareRow[] => {
    const pair = [table, after[i]!.table] as const;
    const age = commonAge(pair, within);
    return age === null ? [] : [rateRow('step', named, pair, age)];
  });
  const visitRows = before.flatMap(({ stage: name, rank }): CompareRow[] => {
    const { stageId } = stageOf(facts, name, arms.base.scope.pipeline);
    const [one, two] = [visitsBefore.get(stageId), visitsAfter.get(stageId)];
    const age = one && two ? commonAge([one, two], within) : null;
    return one && two && age !== null ? [closeRow('stage-time', { stage: name, rank }, [one, two], age)] : [];
  });
  return [...adjusted(stepRows), ...adjusted(visitRows)];
}

function stageOf(facts: WorkspaceFacts, name: string, pipeline: string | undefined) {
  const open = facts.stages.filter(({ kind }) => kind === 'open');
  const stage = open.find((s) => s.stage === name && (pipeline === undefined || s.pipeline === pipeline));
  if (stage) return stage;
  throw unknownStage(open, name);
}

/** Tests compare inside segments, unless these are what is compared. */
function stratumField(facts: WorkspaceFacts, by: string | undefined): string | null {
  const has = facts.fields.some(({ field }) => field === 'segment');
  return has && by?.toLowerCase() !== 'segment' ? 'segment' : null;
}

function strataShared(base: ArmRisk, compared: ArmRisk): boolean {
  return [...base.strata.keys()].filter((key) => compared.strata.has(key)).length > 1;
}

function armOf({ arm, all }: ArmRisk, age: number | null, withCurve: boolean): CompareArm {
  const { asOf, from, to, where, pipeline, weight, cleanUps } = arm.scope;
  const seen = age === null ? all : censoredAt(all, age);
  return {
    label: arm.label,
    scope: { asOf, from, to, where, pipeline, weight, cleanUps },
    ...fates(all),
    median: quantile(kaplanMeier(seen), 0.5).value,
    ...(withCurve && age !== null ? { curve: curvePoints(seen, 'won', age) } : {}),
  };
}

function powerOf(rows: readonly CompareRow[]): CompareAnswer['power'] {
  const row = rows.find(({ figure }) => figure === 'win-rate');
  const rate = row?.base.value;
  if (row?.smallest == null || rate == null || rate <= 0 || rate >= 1) return null;
  return {
    smallest: row.smallest,
    perSideFor5: neededPerArm(rate, 0.05),
    perSideFor10: neededPerArm(rate, 0.1),
  };
}
