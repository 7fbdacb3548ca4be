import { useCallback } from 'react';
import type { SlippageAnswer, SlippageRow } from '#shared/results/changes';
import type { ChartContext } from '../../charts/chart-model';
import type { Formatters } from '../../charts/formatters';
import { type SlippageSelect, slippageBars } from '../../charts/slippage';
import { Card } from '../../components/card';
import { ChartCard } from '../../components/chart-card';
import { EmptyState } from '../../components/empty-state';
import { MetricState } from '../../components/metric-state';
import { OpenButton } from '../../components/open-button';
import { ChartSkeleton } from '../../components/skeletons';
import { WarningList } from '../../components/warning-list';
import { useDrill } from '../../state/use-drill';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { useScope } from '../../state/use-scope';
import classes from './changes.module.css';
import { useChangeControls } from './use-change-controls';

const title = 'What became of the deals that were due';
const about = { definition: 'slippage', method: 'metric.slippage' } as const;

type Part = SlippageSelect['part'] | 'pulled-forward' | 'pushed';
type OpenPart = (select: { part: Part; label: string }) => void;

/** Won, lost, slipped and still due of the deals with a close date between the days, and pushed dates. */
export function SlippageCard() {
  const { days } = useChangeControls();
  const slippage = useMetric('metric.slippage', days);
  return (
    <MetricState
      query={slippage}
      skeleton={
        <Card title={title}>
          <ChartSkeleton height={240} bars={4} />
        </Card>
      }
    >
      {(answer) => <Slippage answer={answer} stale={slippage.isPlaceholderData} />}
    </MetricState>
  );
}

function Slippage({ answer, stale }: { answer: SlippageAnswer; stale: boolean }) {
  const { days } = useChangeControls();
  const { openDrill } = useDrill();
  const row = answer.rows[0];
  const open: OpenPart = useCallback(
    ({ part, label }) =>
      openDrill({ ...about, title: label, behind: { metric: 'slippage', part }, scope: days }),
    [openDrill, days],
  );
  if (row && row.due > 0) return <Due answer={answer} row={row} stale={stale} onOpen={open} />;
  return (
    <Card title={title}>
      <EmptyState
        title="No open deal was due between the days"
        hint="Choose a longer period, or map the expected close date on the Data page."
      />
      {row ? <Besides row={row} onOpen={open} /> : null}
      <WarningList warnings={answer.warnings.filter(({ code }) => code !== 'none-due')} />
    </Card>
  );
}

type DueProps = { answer: SlippageAnswer; row: SlippageRow; stale: boolean; onOpen: OpenPart };

function Due({ answer, row, stale, onOpen }: DueProps) {
  const format = useFormat();
  const { controls } = useScope();
  const weight = controls.weight === 'value' && row.dueValue > 0 ? 'value' : 'count';
  const build = useCallback((context: ChartContext) => slippageBars(row, weight, context), [row, weight]);
  const { days } = useChangeControls();
  return (
    <ChartCard
      title={title}
      caption={captionOf(row, answer, format)}
      build={build}
      onSelect={onOpen}
      about={{ ...about, title: 'Slippage', scope: days }}
      footer={<Besides row={row} onOpen={onOpen} />}
      warnings={answer.warnings}
      stale={stale}
    />
  );
}

function captionOf(row: SlippageRow, answer: SlippageAnswer, format: Formatters): string {
  const due = `${format.count(row.due)} with a close date ${format.range(answer.closeFrom, answer.closeTo)}`;
  const value = row.slipValueRate === null ? '' : `, ${format.percent(row.slipValueRate)} by value`;
  return `Of ${due}, ${format.percent(row.slipRate)} slipped (${format.percentRange(row.low, row.high)})${value}: open with a later date now`;
}

type BesidesProps = { row: SlippageRow; onOpen: OpenPart };

/** Moves of close dates that are no part of what was due. */
function Besides({ row, onOpen }: BesidesProps) {
  const format = useFormat();
  const { pulledForward, pushedDeals, medianPushDays } = row;
  if (pulledForward + pushedDeals === 0) return null;
  const by = medianPushDays === null ? '' : `, by ${format.days(medianPushDays)} at the median`;
  const link = (count: number, part: Part, label: string) => (
    <OpenButton onClick={() => onOpen({ part, label })}>{format.deals(count)}</OpenButton>
  );
  return (
    <p className={classes.besides}>
      Of all that were open,{' '}
      {pushedDeals > 0 ? (
        <>
          {link(pushedDeals, 'pushed', 'Close date pushed to later')} {pushedDeals === 1 ? 'was' : 'were'}{' '}
          pushed to a later date{by}
        </>
      ) : null}
      {pushedDeals > 0 && pulledForward > 0 ? '; ' : ''}
      {pulledForward > 0 ? (
        <>
          {link(pulledForward, 'pulled-forward', 'Pulled forward')} {pulledForward === 1 ? 'was' : 'were'}{' '}
          pulled forward into these days
        </>
      ) : null}
      .
    </p>
  );
}
