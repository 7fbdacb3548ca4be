import { forecastConstants } from './constants';
import type { Origin, Panel, Slice } from './panel';

/**
 * Deals of a rep who won more of such deals than the model expected have a higher chance, and the other way round:
 * (won + 10) / (expected + 10), between 0.67 and 1.5. The whole is then scaled back, so that the forecast of all stays what it
 * is and only its parts by rep move. `fitted` are the chances of the rows of `train`, one after the other.
 */
export function adjustByOwner(
  { deals, owners }: Panel,
  train: readonly Slice[],
  fitted: ArrayLike<number>,
  origin: Origin,
  { chances, booked }: { chances: Float64Array; booked: Float64Array },
): Float64Array {
  const won = new Float64Array(owners);
  const expected = new Float64Array(owners);
  let at = 0;
  for (const { start, end, step = 1 } of train) {
    for (let row = start; row < end; row += step) {
      const owner = deals.owner[row]!;
      if (owner >= 0) {
        won[owner]! += deals.won[row]!;
        expected[owner]! += fitted[at]!;
      }
      at += 1;
    }
  }
  const { ownerShrinkage, ownerMost, highestChance } = forecastConstants;
  const ratio = won.map((wins, owner) =>
    Math.min(
      ownerMost,
      Math.max(1 / ownerMost, (wins + ownerShrinkage) / (expected[owner]! + ownerShrinkage)),
    ),
  );
  const moved = chances.map((chance, k) => {
    const owner = deals.owner[origin.start + k]!;
    return owner >= 0 ? chance * ratio[owner]! : chance;
  });
  const whole = sumOf(chances, booked);
  const after = sumOf(moved, booked);
  const back = after > 0 && whole > 0 ? whole / after : 1;
  const scaled = moved.map((chance) => Math.min(highestChance, chance * back));
  // What the cap takes away is given back to all alike, as far as it goes.
  const capped = sumOf(scaled, booked);
  const rest = capped > 0 && whole > 0 ? whole / capped : 1;
  return scaled.map((chance) => Math.min(1, chance * rest));
}

function sumOf(chances: Float64Array, booked: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < chances.length; k += 1) sum += chances[k]! * booked[k]!;
  return sum;
}
