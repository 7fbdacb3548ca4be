import { useAddressValue } from '../../state/use-scope';

export const cycleOutcomes = ['closed', 'won', 'lost'] as const;
export type CycleChoice = (typeof cycleOutcomes)[number];

export const outcomeLabels: Record<CycleChoice, string> = { closed: 'Close', won: 'Win', lost: 'Loss' };

/** Which ending the page measures the time to; in the address. */
export function useVelocityControls() {
  const [outcome, setOutcome] = useAddressValue('outcome');
  const [by, setBy] = useAddressValue('by');
  return {
    outcome: cycleOutcomes.find((known) => known === outcome) ?? 'closed',
    setOutcome: (next: string) => setOutcome(next === 'closed' ? null : next),
    by,
    setBy,
  };
}
