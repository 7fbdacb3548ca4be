import type { Drawn } from '#engine/forecast/tasks';
import type { Connection } from '#engine/query/connection';
import type { ForecastDriver } from '#shared/results/forecast';
import { toCents } from '../group-by';
import type { ForecastModel } from './model';

/** A deal of the current origin by its place there, with what it does to the variance. */
export type Mover = { place: number; chance: number; booked: number; swing: number; share: number };

/** Open deals that move the forecast most: by a √(p (1 − p)), the largest first. */
export function moversOf(chances: Float64Array, booked: Float64Array, most: number): Mover[] {
  let variance = 0;
  const all: Mover[] = [];
  for (let place = 0; place < chances.length; place += 1) {
    const chance = chances[place]!;
    const square = booked[place]! ** 2 * chance * (1 - chance);
    variance += square;
    all.push({ place, chance, booked: booked[place]!, swing: Math.sqrt(square), share: square });
  }
  return all
    .sort((a, b) => b.swing - a.swing || a.place - b.place)
    .slice(0, most)
    .filter(({ swing }) => swing > 0)
    .map((mover) => ({ ...mover, share: variance > 0 ? mover.share / variance : 0 }));
}

type Named = {
  key: number;
  life: number;
  id: string;
  name: string | null;
  owner: string | null;
  stage: string | null;
  amount: number | null;
  expected_close: string | null;
};

/** The deals behind movers, as they stood on the as-of day. */
export async function driversOf(
  connection: Connection,
  model: ForecastModel,
  movers: readonly Mover[],
  watched: Drawn['watched'],
): Promise<ForecastDriver[]> {
  if (movers.length === 0) return [];
  const { deals } = model.panel;
  const rowOf = ({ place }: Mover) => model.standing.origin.start + place;
  const keys = movers.map((mover) => deals.key[rowOf(mover)]!);
  const named = await connection.all<Named>(
    `SELECT o.key, o.life, o.id, o.name, o.owner, o.stage, o.amount::DOUBLE AS amount, o.expected_close
    FROM weir.life($as_of::DATE) AS o WHERE o.key IN (${keys.join(', ')})`,
    { as_of: model.asOf },
  );
  return movers.flatMap((mover) => {
    const row = rowOf(mover);
    const deal = named.find(({ key, life }) => key === deals.key[row] && life === deals.life[row]);
    if (!deal) return [];
    const seen = watched.find(({ deal: place }) => place === mover.place);
    return [
      {
        key: deal.key,
        life: deal.life,
        id: deal.id,
        name: deal.name,
        owner: deal.owner,
        stage: deal.stage ?? '',
        amount: deal.amount === null ? null : toCents(deal.amount),
        expectedClose: deal.expected_close,
        daysInStage: Math.round(deals.stageAge[row]! * 10) / 10,
        probability: mover.chance,
        expectedAmount: toCents(mover.booked),
        swing: toCents(mover.swing),
        varianceShare: mover.share,
        p10IfLost: seen?.p10IfLost == null ? null : toCents(seen.p10IfLost),
        p10IfWon: seen?.p10IfWon == null ? null : toCents(seen.p10IfWon),
      },
    ];
  });
}
