import { useCallback, useMemo, useState } from 'react';
import type { ForecastAnswer, ForecastRow } from '#shared/results/forecast';
import type { JudgementsResult, TargetsResult } from '#shared/results/plan';
import type { ChartContext } from '../../charts/chart-model';
import { emptyKey, type GroupSelect } from '../../charts/dot-interval';
import { type ForecastGroup, forecastGroups } from '../../charts/forecast-groups';
import { BreakdownSelect } from '../../components/breakdown-select';
import { Card } from '../../components/card';
import { ChartCard } from '../../components/chart-card';
import { ChartKey } from '../../components/chart-key';
import { MetricState } from '../../components/metric-state';
import { ShowAll } from '../../components/show-all';
import { ChartSkeleton } from '../../components/skeletons';
import { useDrill } from '../../state/use-drill';
import { fieldLabel, useFields } from '../../state/use-fields';
import { useFormat } from '../../state/use-format';
import { useForecastDrill } from './use-forecast-drill';
import { useJudgements } from './use-judgements';
import { useForecastControls, useOutlook, useTargets } from './use-outlook';

const firstGroups = 10;

/** The outlook by team, owner or another field: the same draws, so the groups add up to the total. */
export function GroupsCard({ answer }: { answer: ForecastAnswer }) {
  const fields = useFields();
  const { by: chosen } = useForecastControls();
  const usual =
    fields.find(({ field }) => field === 'team') ??
    fields.find(({ field }) => field === 'owner') ??
    fields[0];
  const by = fields.find(({ field }) => field === chosen)?.field ?? usual?.field;
  if (!by) return null;
  return <Groups answer={answer} by={by} label={fieldLabel(fields, by)} />;
}

function Groups({ answer, by, label }: { answer: ForecastAnswer; by: string; label: string }) {
  const { setBy } = useForecastControls();
  const query = useOutlook({ by, drivers: 0 });
  const targets = useTargets();
  const calls = useJudgements(answer.period);
  const title = `By ${label.toLowerCase()}`;
  const choice = <BreakdownSelect value={by} onChange={setBy} />;
  return (
    <MetricState
      query={query}
      skeleton={
        <Card title={title} toolbar={choice}>
          <ChartSkeleton height={280} bars={7} />
        </Card>
      }
    >
      {(found) => (
        <GroupsChart
          answer={found}
          by={by}
          label={label}
          targets={targets.data}
          calls={calls.data}
          stale={query.isPlaceholderData}
          choice={choice}
        />
      )}
    </MetricState>
  );
}

type GroupsChartProps = {
  answer: ForecastAnswer;
  by: string;
  label: string;
  targets: TargetsResult | undefined;
  calls: JudgementsResult | undefined;
  stale: boolean;
  choice: React.ReactNode;
};

function GroupsChart({ answer, by, label, targets, calls, stale, choice }: GroupsChartProps) {
  const format = useFormat();
  const { openDrill } = useDrill();
  const drills = useForecastDrill(answer);
  const [all, setAll] = useState(false);
  const groups = useMemo(() => groupsOf(answer.rows, by, targets, calls), [answer, by, targets, calls]);
  const shown = useMemo(() => (all ? groups : groups.slice(0, firstGroups)), [all, groups]);
  const build = useCallback((context: ChartContext) => forecastGroups(shown, label, context), [shown, label]);
  const onSelect = useCallback(
    ({ key }: GroupSelect) => openDrill(drills.group(by, key, key ?? emptyKey)),
    [openDrill, drills, by],
  );
  const sum = groups.reduce((total, row) => total + row.mean, 0);
  const hasTargets = shown.some(({ target }) => target !== null);
  const hasCalls = shown.some(({ call }) => call !== null);
  return (
    <ChartCard
      title={titleOf(groups, format.moneyShort) ?? `By ${label.toLowerCase()}`}
      caption={`Mean and P10–P90 by ${label.toLowerCase()}; the means add up to ${format.money(Math.round(sum))}, ranges do not`}
      build={build}
      onSelect={onSelect}
      about={{ ...drills.definition, params: { period: answer.period, by } }}
      toolbar={choice}
      stale={stale}
      footer={
        <>
          <ShowAll shown={firstGroups} total={groups.length} all={all} onToggle={() => setAll(!all)} />
          <ChartKey
            entries={[
              { mark: 'won', text: 'Won' },
              { mark: 'expected', text: 'Expected' },
              { mark: 'interval', text: 'P10–P90' },
              ...(hasTargets ? [{ mark: 'naive' as const, text: 'Target' }] : []),
              ...(hasCalls ? [{ mark: 'ring' as const, text: 'Call (diamond)' }] : []),
            ]}
          />
        </>
      }
    />
  );
}

function groupsOf(
  rows: readonly ForecastRow[],
  by: string,
  targets: TargetsResult | undefined,
  calls: JudgementsResult | undefined,
): ForecastGroup[] {
  const target = (key: string | null) =>
    targets?.rows.find(({ field, value }) => field === by && value === key)?.amount ?? null;
  const call = (key: string | null) =>
    calls?.judgements.find((one) => one.isLast && one.field === by && one.value === key && one.deal === null)
      ?.amount ?? null;
  return [...rows]
    .sort((a, b) => b.mean - a.mean)
    .map((row) => ({ ...row, target: target(row.key), call: call(row.key) }));
}

/** Where there are targets: who is far below. */
function titleOf(groups: readonly ForecastGroup[], money: (n: number) => string): string | null {
  const below = groups
    .filter((row) => row.target !== null && row.p90 < row.target)
    .sort((a, b) => (b.target ?? 0) - b.mean - ((a.target ?? 0) - a.mean));
  const worst = below[0];
  if (!worst) {
    const first = groups[0];
    return first ? `${first.key ?? emptyKey} brings most: ${money(first.mean)}` : null;
  }
  const others = below.length - 1;
  return `${worst.key ?? emptyKey}${others > 0 ? ` and ${others} more are` : ' is'} below target even at P90`;
}
