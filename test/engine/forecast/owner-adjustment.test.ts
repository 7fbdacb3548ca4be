import { expect, it } from 'vitest';
import { adjustByOwner } from '#engine/forecast/owner-adjustment';
import type { OpenDeals, Origin, Panel } from '#engine/forecast/panel';

it('a rep who won more than expected has higher chances, and the whole stays what it is', () => {
  // Thirty past deals of each of two reps, of which the first won 20 and the second 10, then two open ones of each.
  const owner = Int32Array.from({ length: 64 }, (_, row) => (row < 60 ? (row < 30 ? 0 : 1) : row % 2));
  const won = Uint8Array.from({ length: 64 }, (_, row) => (row < 20 || (row >= 30 && row < 40) ? 1 : 0));
  const panel = { deals: { owner, won } as unknown as OpenDeals, owners: 2 } as unknown as Panel;
  const origin = { start: 60, end: 64 } as unknown as Origin;
  const chances = Float64Array.of(0.4, 0.4, 0.9, 0.9);
  const booked = Float64Array.of(100, 300, 50, 800);
  const train = [{ start: 0, end: 60, weight: 1 }];
  const adjusted = adjustByOwner(panel, train, new Float64Array(60).fill(0.5), origin, { chances, booked });
  const sum = (values: Float64Array) => values.reduce((total, chance, k) => total + chance * booked[k]!, 0);
  expect(sum(adjusted)).toBeCloseTo(sum(chances), 6);
  expect(adjusted[0]!).toBeGreaterThan(adjusted[1]!);
  expect([...adjusted].every((chance) => chance > 0 && chance <= 1)).toBe(true);
});
