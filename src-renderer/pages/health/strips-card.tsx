import { useCallback, useMemo } from 'react';
import type { StaleAnswer } from '#shared/results/health';
import type { ChartContext } from '../../charts/chart-model';
import { type StripSelect, stageStrips } from '../../charts/stage-strips';
import { Card } from '../../components/card';
import { ChartCard } from '../../components/chart-card';
import { ChartKey } from '../../components/chart-key';
import { EmptyState } from '../../components/empty-state';
import { ImportLink } from '../../components/import-link';
import { useDrill } from '../../state/use-drill';
import { useFormat } from '../../state/use-format';
import { useHealthControls } from './use-health-controls';

/** Open deals of each stage by their days there and their amount, against the limits. */
export function StripsCard({ answer, stale }: { answer: StaleAnswer; stale: boolean }) {
  const format = useFormat();
  const { day, limits } = useHealthControls();
  const { openDrill } = useDrill();
  const build = useCallback((context: ChartContext) => stageStrips(answer, context), [answer]);
  const about = useMemo(
    () => ({ scope: day, definition: 'stale' as const, method: 'metric.stale' as const, params: limits }),
    [day, limits],
  );
  const onSelect = useCallback(
    ({ stage }: StripSelect) =>
      openDrill({
        title: `${stage}: stale deals`,
        behind: { metric: 'stale', part: 'stale', stage, ...limits },
        ...about,
      }),
    [openDrill, limits, about],
  );
  const title = titleOf(answer);
  if (answer.points.length === 0) {
    return (
      <Card title={title}>
        <EmptyState
          title="When deals came into their stage is not in the data"
          hint="An export of the stage history, or one with the date of the last change of stage, would tell."
          action={<ImportLink />}
        />
      </Card>
    );
  }
  const drawn = answer.points.length;
  const cut =
    drawn < answer.n
      ? `; ${format.count(drawn)} of ${format.count(answer.n)} deals are drawn, chosen evenly`
      : '';
  const across = answer.points.some(({ amount }) => amount !== null && amount > 0)
    ? 'Days in the stage across, amount up'
    : 'Days in the stage; no deal has an amount';
  const without = answer.stages.filter(({ deals }) => deals === 0).length;
  const empty =
    without === 0
      ? ''
      : `; ${without === 1 ? 'one stage that holds no open deal is' : `${without} stages that hold no open deal are`} left out`;
  return (
    <ChartCard
      title={title}
      caption={`${across}; a click lists the stale deals of the stage${cut}${empty}`}
      build={build}
      onSelect={onSelect}
      about={{ title: 'Stale deals', ...about }}
      footer={
        <ChartKey
          entries={[
            { mark: 'dot', text: 'stale' },
            { mark: 'ring', text: 'not stale, or snoozed by a next step' },
            { mark: 'strong', text: 'stale beyond' },
            { mark: 'dashes', text: 'warned beyond' },
            { mark: 'lost', text: 'the redder, the lower the win odds' },
          ]}
        />
      }
      warnings={answer.warnings}
      stale={stale}
    />
  );
}

function titleOf({ stages }: StaleAnswer): string {
  const known = stages.filter(({ deals, stale }) => deals >= 20 && stale > 0);
  const [worst] = known.sort((a, b) => b.stale / b.deals - a.stale / a.deals);
  return worst ? `The largest share is stuck in ${worst.stage}` : 'Open deals by their days in the stage';
}
