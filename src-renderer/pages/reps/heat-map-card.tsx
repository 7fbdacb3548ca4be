import { useCallback, useMemo } from 'react';
import type { RepStagesAnswer } from '#shared/results/reps';
import type { ChartContext } from '../../charts/chart-model';
import { type HeatSelect, repHeatMap } from '../../charts/rep-heat-map';
import { ChartCard } from '../../components/chart-card';
import { ChartKey } from '../../components/chart-key';
import { useFormat } from '../../state/use-format';
import { PeopleToggle } from './people-toggle';
import type { RepView, useRepControls } from './use-rep-controls';
import { useRepDrill } from './use-rep-drill';

type HeatMapCardProps = {
  answer: RepStagesAnswer;
  view: RepView;
  controls: ReturnType<typeof useRepControls>;
  stale: boolean;
};

/** Each rep in each stage against the team; a cell opens its deals, a name the rep's card. */
export function HeatMapCard({ answer, view, controls, stale }: HeatMapCardProps) {
  const format = useFormat();
  const openDeals = useRepDrill(answer.ramp);
  const { setRep } = controls;
  const { shown, card } = view;
  const rows = useMemo(() => answer.rows.filter(({ owner }) => shown.has(owner)), [answer, shown]);
  const { stages, minimum } = answer;
  const chosen = card?.owner ?? null;
  const build = useCallback(
    (context: ChartContext) => repHeatMap(rows, { stages, minimum, chosen }, context),
    [rows, stages, minimum, chosen],
  );
  const onSelect = useCallback(
    ({ owner, rank }: HeatSelect) => {
      const stage = stages.find((one) => one.rank === rank);
      if (stage) openDeals({ owner, stage });
      else if (owner !== null) setRep(owner);
    },
    [stages, openDeals, setRep],
  );
  const byChance = stages.length - 1;
  return (
    <ChartCard
      title="Reps by stage, at the team’s mix of deals"
      caption={`Share that goes on in time; a cell opens its deals, a name its card. Were all reps equal, about one stage in ten would point somebody out: ${format.number(byChance * 0.1, 1)} of ${byChance}`}
      build={build}
      onSelect={onSelect}
      about={{ title: 'Reps by stage', definition: 'reps', method: 'metric.repStages' }}
      warnings={answer.warnings}
      stale={stale}
      footer={
        <>
          <ChartKey
            entries={[
              { mark: 'won', text: 'Above the team, ↑ where chance does not explain it' },
              { mark: 'loss', text: 'Below the team, ↓ where chance does not explain it' },
              { mark: 'bar', text: `Grey: under ${minimum} deals` },
            ]}
          />
          <PeopleToggle view={view} controls={controls} />
        </>
      }
    />
  );
}
