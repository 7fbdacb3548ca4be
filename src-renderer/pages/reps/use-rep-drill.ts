import { useCallback } from 'react';
import type { RepRamp, RepStage } from '#shared/results/reps';
import { isolated, ownerName, stageName } from '../../charts/rep-cells';
import { useDrill } from '../../state/use-drill';

const partWords = {
  all: 'followed',
  'went-on': 'went on',
  not: 'did not go on in time',
  several: 'with several owners',
  ramp: 'of the first days',
} as const;

export type RepDeals = { owner: string | null; stage: RepStage; part?: keyof typeof partWords };

/** Opens the deals that a rep is counted by in a stage. */
export function useRepDrill(ramp: RepRamp): (deals: RepDeals) => void {
  const { openDrill } = useDrill();
  return useCallback(
    ({ owner, stage, part = 'all' }: RepDeals) =>
      openDrill({
        title: `${isolated(ownerName(owner))}, ${stageName(stage)}: ${partWords[part]}`,
        behind: {
          metric: 'reps',
          stage: stage.stage,
          owner,
          part,
          within: stage.withinDays,
          rampDays: ramp.counted ? 0 : ramp.days,
        },
        definition: 'reps',
        method: 'metric.reps',
        params: stage.stage === null ? {} : { stage: stage.stage },
      }),
    [openDrill, ramp],
  );
}
