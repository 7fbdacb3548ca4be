import { useAddressValue } from '../../state/use-scope';

export const cycleOutcomes = ['closed', 'won', 'lost'] as const;
export type CycleChoice = (typeof cycleOutcomes)[number];

export const outcomeLabels: Record<CycleChoice, string> = { closed: 'Close', won: 'Win', lost: 'Loss' };

/** Which ending the page measures the time to; in the address. */
export function useVelocityControls() {
  const [outcome, setOutcome] = useAddressValue('outcome');
  const [by, setBy] = useAddressValue('by');
  const [grain, setGrain] = useAddressValue('grain');
  const [days, setDays] = useAddressValue('benchmark');
  const benchmark = Number(days);
  return {
    outcome: cycleOutcomes.find((known) => known === outcome) ?? 'closed',
    setOutcome: (next: string) => setOutcome(next === 'closed' ? null : next),
    by,
    setBy,
    grain: grain === 'month' ? ('month' as const) : ('quarter' as const),
    setGrain: (next: string) => setGrain(next === 'month' ? next : null),
    /** Days that deals are to be held against; null without. It belongs to the view and so to the address. */
    benchmark: Number.isFinite(benchmark) && benchmark > 0 ? benchmark : null,
    setBenchmark: (next: number | null) => setDays(next === null ? null : String(next)),
  };
}
