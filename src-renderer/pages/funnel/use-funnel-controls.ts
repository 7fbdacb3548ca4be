import { parseWithin, type Within, writeWithin } from '#shared/model/within';
import { type FunnelDefinition, funnelDefinitions } from '#shared/results/metrics';
import { useAddressValue } from '../../state/use-scope';

export const windows = [30, 60, 90, 180, 365] as const;

export type FunnelControls = {
  definition: FunnelDefinition;
  setDefinition: (definition: FunnelDefinition) => void;
  /** Conversion window of all stages or of each; null reads the curve as far as enough deals support it. */
  within: Within | null;
  setWithin: (within: Within | null) => void;
};

/** The controls that only the funnel has; they live in the address like all others. */
export function useFunnelControls(): FunnelControls {
  const [definition, setDefinition] = useAddressValue('definition');
  const [within, setWithin] = useAddressValue('within');
  return {
    definition: funnelDefinitions.find((known) => known === definition) ?? 'reached',
    setDefinition: (next) => setDefinition(next === 'reached' ? null : next),
    within: within === null ? null : parseWithin(within),
    setWithin: (next) => setWithin(next === null ? null : writeWithin(next)),
  };
}
