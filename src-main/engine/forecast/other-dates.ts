import type { ModelMethod } from '#shared/results/forecast';
import type { Panel } from './panel';
import { standingAt } from './rolling';

/**
 * The chance that each open deal of the last origin would have with its close date on the other side of the period's end, by
 * the same model learned from the same past; null where the method looks at no deals.
 */
export function chancesOtherwise({
  panel,
  method,
}: {
  panel: Panel;
  method: ModelMethod;
}): Float64Array | null {
  const origin = panel.origins.at(-1);
  if (!origin) return null;
  const due = Uint8Array.from(panel.deals.due);
  for (let i = origin.start; i < origin.end; i += 1) due[i] = 1 - due[i]!;
  const past = panel.origins.slice(0, -1).filter(({ to }) => to <= origin.day);
  const { models } = standingAt({ ...panel, deals: { ...panel.deals, due } }, [method], past, origin);
  return models[method]?.chances ?? null;
}
