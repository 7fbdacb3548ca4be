import type { Connection } from '#engine/query/connection';
import { WeirError } from '#shared/contract/errors';
import type { CoachingParams } from '#shared/contract/rep-params';
import type { CoachingAnswer, CoachingSide } from '#shared/results/coaching';
import { addDays } from '#shared/time/day';
import { answer } from '../answer';
import { bothStatements } from '../compare/both-statements';
import type { WorkspaceFacts } from '../facts';
import { groupBy } from '../group-by';
import { onePipeline } from '../one-pipeline';
import { coachingRows, type RepSide } from './coaching-rows';
import { coachingWarnings } from './coaching-warnings';
import { horizonsOf } from './horizons';
import { peopleOf } from './people';
import { type ReadReps, readReps } from './read-reps';
import { repFigures, unitsOf } from './rep-figures';
import type { RepScope } from './rep-reading';
import { stagesOf } from './rep-stages';

/**
 * A rep before and since the day of a coaching, in each stage and in the whole sale, beside the team in the same time. Deals count for
 * who had them then. Before is what stood on the eve of that day: deals that had been followed long enough by then, so that
 * nothing the coaching may have done is in it. Since are deals that came into the stage, or were created, from that day on.
 * Both are followed for the same days. Errors: `invalid-input` for a rep that the data does not know, and where a side has no days.
 */
export async function coaching(
  connection: Connection,
  facts: WorkspaceFacts,
  params: CoachingParams,
): Promise<CoachingAnswer> {
  const { chosen, warnings } = onePipeline(facts, params);
  const { owner, coached } = params;
  const scopes = sidesOf(facts, chosen, coached);
  const horizons = await horizonsOf(connection, facts, chosen);
  await assertKnown(connection, facts, {
    owner,
    asOf: chosen.asOf ?? facts.asOf,
    rampDays: horizons.rampDays,
  });
  const named = [{ stage: null, rank: 0 }, ...stagesOf(facts, chosen.pipeline)];
  const ranks = named.map(({ rank }) => rank);
  const read = [
    await readReps(connection, facts, scopes.base, ranks, horizons),
    await readReps(connection, facts, scopes.compared, ranks, horizons),
  ] as const;
  const sides = read.map((one) => sideOf(one, params));
  const rows = coachingRows(
    named.map(({ stage, rank }) => ({
      stage,
      rank,
      withinDays: horizons.within[rank] ?? 1,
      base: sides[0]!(rank),
      compared: sides[1]!(rank),
    })),
  );
  const one = sideAnswer(`before ${coached}`, scopes.base, rows[0]!.base.n);
  const two = sideAnswer(`since ${coached}`, scopes.compared, rows[0]!.compared.n);
  const statement = bothStatements(read[0].statement, read[1].statement);
  const ramp = rampOf(read, params, horizons.rampDays);
  return {
    ...answer('coaching', facts, chosen, {
      n: one.n + two.n,
      rows,
      statement,
      warnings: [...warnings, ...coachingWarnings(rows, ramp)],
    }),
    ...{ owner, coached, base: one, compared: two, ramp },
  };
}

function sidesOf(
  facts: WorkspaceFacts,
  scope: CoachingParams,
  coached: string,
): Record<'base' | 'compared', RepScope> {
  const asOf = scope.asOf ?? facts.asOf;
  const eve = addDays(coached, -1);
  const from = scope.from && scope.from > coached ? scope.from : coached;
  const isOutside = coached > asOf || (scope.from && scope.from > eve) || (scope.to && scope.to < coached);
  if (isOutside) {
    throw new WeirError({
      code: 'invalid-input',
      message: `Nothing lies on one side of ${coached}: the data is seen as of ${asOf}${scope.from || scope.to ? ' and the period is bounded' : ''}.`,
      hint: 'Choose a day of the coaching inside the period, or widen the period.',
    });
  }
  return { base: { ...scope, asOf: eve }, compared: { ...scope, from } };
}

type Known = { owner: string; asOf: string; rampDays: number };

/** So many names are told where none is that one. */
const mostNames = 8;

async function assertKnown(
  connection: Connection,
  facts: WorkspaceFacts,
  { owner, asOf, rampDays }: Known,
): Promise<void> {
  const people = await peopleOf(connection, facts, asOf, rampDays);
  if (people.has(owner)) return;
  const names = [...people.keys()].flatMap((name) => name ?? []).sort();
  throw new WeirError({
    code: 'invalid-input',
    message: `No rep is called "${owner}".`,
    hint: `Reps: ${names.slice(0, mostNames).join(', ')}${names.length > mostNames ? ', …' : ''}.`,
  });
}

/** The rep among the others of a side, by rank. */
function sideOf({ counted }: ReadReps, { owner, ramp }: CoachingParams): (rank: number) => RepSide {
  const byRank = groupBy(counted, ({ rank }) => rank);
  return (rank) => {
    const figures = repFigures(unitsOf(byRank.get(rank) ?? [], ramp), { stage: null, rank });
    const at = figures.units.findIndex((unit) => unit.owner === owner);
    const row = figures.rows[at];
    return {
      unit: figures.units[at] ?? null,
      variance: figures.units.reduce((sum, unit) => sum + unit.variance, 0),
      byItself: row && row.shrunk !== null && row.adjusted !== null ? row.shrunk - row.adjusted : null,
    };
  };
}

function sideAnswer(label: string, scope: RepScope, n: number): CoachingSide {
  const { asOf, from, to, where, pipeline, weight } = scope;
  return { label, scope: { asOf, from, to, where, pipeline, weight }, n };
}

/** Deals of the rep's own first days, in the whole sale. */
function rampOf(read: readonly ReadReps[], { owner, ramp }: CoachingParams, days: number) {
  const own = read.flatMap(({ counted }) =>
    counted.filter((row) => row.rank === 0 && row.ramping && row.owner === owner),
  );
  const deals = own.reduce((sum, { n }) => sum + n, 0);
  return { days, counted: ramp === 'included', deals, reps: deals > 0 ? 1 : 0 };
}
