import type { Connection } from '#engine/query/connection';
import type { RepParams } from '#shared/contract/rep-params';
import type { RepRow, RepsAnswer } from '#shared/results/reps';
import { answer } from '../answer';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { sumOf } from '../group-by';
import { onePipeline } from '../one-pipeline';
import { unknownStage } from '../unknown-stage';
import { loadOf, noLoad } from './load';
import { askPeople, peopleOf } from './people';
import { readReps } from './read-reps';
import { limitCurve, limitsAt, ranksOf, repFigures, stageOf, unitsOf } from './rep-figures';
import { repWarnings } from './rep-warnings';

/**
 * Reps side by side in one stage, or in the whole sale: of the deals they had when it began, the share that went on in time, beside
 * what the team brings on of the same kinds of deals. By name, never by place.
 */
export async function reps(
  connection: Connection,
  facts: WorkspaceFacts,
  params: RepParams,
): Promise<RepsAnswer> {
  const { chosen, warnings } = onePipeline(facts, params);
  const stage = params.stage === undefined ? null : openStage(facts, params.stage, chosen.pipeline);
  const rank = stage?.rank ?? 0;
  const asOf = chosen.asOf ?? facts.asOf;
  const [load, read] = await Promise.all([
    connection.beside(async (other) => {
      await askPeople(other, facts, asOf);
      return loadOf(other, facts, chosen);
    }),
    readReps(connection, facts, chosen, [rank]),
  ]);
  const { horizons, labels, statement } = read;
  const people = await peopleOf(connection, facts, asOf, horizons.rampDays);
  const named = { stage: stage?.stage ?? null, rank, withinDays: horizons.within[rank] ?? 1 };
  const figures = repFigures(unitsOf(read.counted, chosen.ramp), named);
  const whole = stageOf(figures, named);
  const places = params.ranks && figures.units.length <= constants.repRanked ? ranksOf(figures) : null;
  const rows = figures.units.map((unit, at): RepRow => {
    const { open, late } = load.byOwner.get(unit.owner) ?? noLoad;
    const { low95, high95, low998, high998 } = limitsAt(whole.rate ?? 0, unit.n);
    const { stage: _stage, rank: _rank, mapP: _mapP, ...figured } = figures.rows[at]!;
    return {
      ...figured,
      team: people.get(unit.owner)?.team ?? null,
      ratio: unit.expected > 0 ? unit.k / unit.expected : null,
      limitLow95: low95,
      limitHigh95: high95,
      limitLow998: low998,
      limitHigh998: high998,
      openDeals: open,
      lateDeals: late,
      rampDeals: unit.rampDeals,
      severalOwners: unit.several,
      ...(places ? { rank: places[at]! } : {}),
    };
  });
  const most = Math.max(0, ...figures.units.map(({ n }) => n));
  const ramp = {
    days: horizons.rampDays,
    counted: chosen.ramp === 'included',
    deals: sumOf(figures.units, ({ rampDeals }) => rampDeals),
    reps: figures.units.filter(({ rampDeals }) => rampDeals > 0).length,
  };
  const common = {
    mix: labels,
    ramp,
    minimum: constants.thin,
    severalOwners: sumOf(figures.units, ({ several }) => several),
  };
  return {
    ...answer('reps', facts, chosen, {
      n: whole.n,
      rows: rows.sort(byName),
      statement,
      warnings: [
        ...warnings,
        ...(await repWarnings(connection, facts, {
          ...common,
          asOf: chosen.asOf,
          units: figures.units,
          stages: [whole],
        })),
        ...(params.ranks && !places ? [tooMany] : []),
      ],
    }),
    ...whole,
    ...common,
    limits: limitCurve(whole.rate, most),
    widened: whole.isOverDispersed ? limitCurve(whole.rate, most, whole.overDispersion ?? 1) : null,
  };
}

const tooMany = {
  code: 'too-many-reps',
  message: `Places are told of up to ${constants.repRanked} reps; filter by team to see them.`,
};

const names = new Intl.Collator();

/** No owner last. */
export function byName(a: { owner: string | null }, b: { owner: string | null }): number {
  return Number(a.owner === null) - Number(b.owner === null) || names.compare(a.owner ?? '', b.owner ?? '');
}

/** Error: `unknown-stage`. */
export function openStage(facts: WorkspaceFacts, name: string, pipeline: string | undefined) {
  const stages = facts.stages.filter(
    ({ kind, pipeline: own }) => kind === 'open' && (pipeline === undefined || own === pipeline),
  );
  const found = stages.find(({ stage }) => stage === name);
  if (!found) throw unknownStage(stages, name);
  return found;
}
