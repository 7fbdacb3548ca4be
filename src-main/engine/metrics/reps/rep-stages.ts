import type { Connection } from '#engine/query/connection';
import { benjaminiHochberg } from '#engine/stats/multiple-testing';
import type { RepStageParams } from '#shared/contract/rep-params';
import type { RepStage, RepStageRow, RepStagesAnswer } from '#shared/results/reps';
import { answer } from '../answer';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { groupBy, sumOf } from '../group-by';
import { onePipeline } from '../one-pipeline';
import { byOwnerOf, cardsOf } from './cards';
import type { Counted } from './count-reps';
import type { Horizons } from './horizons';
import { type Load, loadOf } from './load';
import { peopleOf } from './people';
import { readReps } from './read-reps';
import { type RepFigures, repFigures, stageOf, unitsOf } from './rep-figures';
import { repWarnings } from './rep-warnings';
import { byName } from './reps';
import { variationOf } from './variation';

type InStage = { stage: RepStage; figures: RepFigures };

/** Every rep in every stage and in the whole sale, as `reps` has them one by one, with what a coach would look at. */
export async function repStages(
  connection: Connection,
  facts: WorkspaceFacts,
  params: RepStageParams,
): Promise<RepStagesAnswer> {
  const { chosen, warnings } = onePipeline(facts, params);
  const named = [{ stage: null, rank: 0 }, ...stagesOf(facts, chosen.pipeline)];
  const asOf = chosen.asOf ?? facts.asOf;
  const { horizons, labels, spread, statement, counted } = await readReps(
    connection,
    facts,
    chosen,
    named.map(({ rank }) => rank),
  );
  // Load and people are answered while the figures are worked out, which leaves a processor idle.
  const [load, people, stages] = await Promise.all([
    connection.beside((other) => loadOf(other, facts, chosen)),
    connection.beside((other) => peopleOf(other, facts, asOf, horizons.rampDays)),
    begun().then(() => inStagesOf(counted, named, horizons, chosen.ramp)),
  ]);
  const rows = rowsOf(stages);
  const open = stages.filter(({ stage }) => stage.rank > 0);
  const units = open.flatMap(({ figures }) => figures.units);
  const rampDeals = byOwnerOf(units, (unit) => unit.rampDeals);
  const severalOwners = byOwnerOf(units, (unit) => unit.several);
  const common = {
    mix: labels,
    ramp: {
      days: horizons.rampDays,
      counted: chosen.ramp === 'included',
      deals: sumOf(stages[0]!.figures.units, (unit) => unit.rampDeals),
      reps: [...rampDeals.values()].filter((deals) => deals > 0).length,
    },
    minimum: constants.thin,
    severalOwners: sumOf(stages[0]!.figures.units, (unit) => unit.several),
  };
  const told = stages.map(({ stage }) => stage);
  return {
    ...answer('rep-stages', facts, chosen, {
      n: stages[0]!.stage.n,
      rows,
      statement,
      warnings: [
        ...warnings,
        ...(await repWarnings(connection, facts, { ...common, asOf: chosen.asOf, units, stages: told })),
      ],
    }),
    ...common,
    stages: told,
    cards: cardsOf({ rows, stages: told, people, load: load.byOwner, rampDeals, severalOwners }).sort(byName),
    variation: variationOf(
      open.map(({ stage, figures }) => ({ stage, units: figures.units })),
      spread,
    ),
    load: { ...usualLoad([...load.byOwner.values()]), lateStages: load.lateStages },
  };
}

/** Open stages of the pipeline, once for each rank. */
export function stagesOf(
  facts: WorkspaceFacts,
  pipeline: string | undefined,
): { stage: string; rank: number }[] {
  return facts.stages
    .filter(({ kind, pipeline: own }) => kind === 'open' && (pipeline === undefined || own === pipeline))
    .map(({ stage, rank }) => ({ stage, rank }));
}

function inStagesOf(
  counted: readonly Counted[],
  named: readonly Pick<RepStage, 'stage' | 'rank'>[],
  { within }: Horizons,
  ramp: RepStageParams['ramp'],
): InStage[] {
  const byRank = groupBy(counted, ({ rank }) => rank);
  return named.map(({ stage, rank }) => {
    const figures = repFigures(unitsOf(byRank.get(rank) ?? [], ramp), { stage, rank });
    return { stage: stageOf(figures, { stage, rank, withinDays: within[rank] ?? 1 }), figures };
  });
}

/** By name and stage, with the p-values corrected for all cells of the map. */
function rowsOf(stages: readonly InStage[]): RepStageRow[] {
  const rows = stages.flatMap(({ figures }) => figures.rows);
  const tested = rows.filter(({ rank, adjustedP }) => rank > 0 && adjustedP !== null);
  const places = placesByName(rows);
  benjaminiHochberg(tested.map(({ p }) => p)).forEach((p, at) => {
    tested[at]!.mapP = p;
  });
  return rows.sort((a, b) => places.get(a.owner)! - places.get(b.owner)! || a.rank - b.rank);
}

/** Once for each rep, not for each row: names take long to compare. */
function placesByName(rows: readonly RepStageRow[]): Map<string | null, number> {
  const owners = [...new Set(rows.map(({ owner }) => owner))].map((owner) => ({ owner }));
  return new Map(owners.sort(byName).map(({ owner }, place) => [owner, place]));
}

/** Until what was asked is under way. */
function begun(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Half of the reps with open deals have more. */
function usualLoad(loads: readonly Load[]): Load {
  const middle = (numbers: number[]) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
  return { open: middle(loads.map(({ open }) => open)), late: middle(loads.map(({ late }) => late)) };
}
