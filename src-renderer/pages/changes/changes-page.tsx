import { SegmentedControl } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useCallback, useMemo } from 'react';
import type { ChangeBucket, ChangesAnswer } from '#shared/results/changes';
import { bucketLabels } from '../../charts/bucket-labels';
import type { ChartContext } from '../../charts/chart-model';
import { isCut, type WaterfallSelect, waterfall } from '../../charts/waterfall';
import { Card } from '../../components/card';
import { ChartCard } from '../../components/chart-card';
import { EmptyState } from '../../components/empty-state';
import { ImportLink } from '../../components/import-link';
import { MetricState } from '../../components/metric-state';
import { Column, Columns, Page } from '../../components/page';
import { ChartSkeleton } from '../../components/skeletons';
import { useDrill } from '../../state/use-drill';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { useScope } from '../../state/use-scope';
import { GroupsCard } from './groups-card';
import { OutlookCard } from './outlook-card';
import { changesSentence } from './sentence';
import { SlippageCard } from './slippage-card';
import { useChangeControls } from './use-change-controls';
import { WordsCard } from './words-card';

const spanLabels = [
  { value: 'week', label: 'Last 7 days' },
  { value: 'month', label: 'Month to date' },
  { value: 'quarter', label: 'Quarter to date' },
];

/** What moved in the open pipeline between two days. */
export function ChangesPage() {
  const format = useFormat();
  const { controls } = useScope();
  const { days, span, setSpan, hasPeriod, gross } = useChangeControls();
  const changes = useMetric('metric.changes', { ...days, gross });
  return (
    <Page
      question="What moved between two days?"
      pending={changes.isFetching}
      answer={changes.isError ? null : changes.data && changesSentence(changes.data, controls.weight, format)}
      controls={
        hasPeriod ? null : (
          <SegmentedControl
            size="xs"
            aria-label="Days compared"
            data={spanLabels}
            value={span}
            onChange={(next) => setSpan(next === 'week' ? null : next)}
          />
        )
      }
    >
      <MetricState query={changes} skeleton={<ChangesSkeleton />}>
        {(answer) =>
          answer.n === 0 ? (
            <Card>
              <EmptyState
                icon={<IconArrowsExchange size={32} stroke={1.4} />}
                title="No deal was open on either day or in between"
                hint="Remove a filter or choose other days."
                action={<ImportLink />}
              />
            </Card>
          ) : (
            <Columns>
              <Column span={7}>
                <WaterfallCard answer={answer} stale={changes.isPlaceholderData} />
              </Column>
              <Column span={5}>
                <SlippageCard />
              </Column>
              <WordsCard />
              <OutlookCard />
              <Column span={12}>
                <GroupsCard />
              </Column>
            </Columns>
          )
        }
      </MetricState>
    </Page>
  );
}

function WaterfallCard({ answer, stale }: { answer: ChangesAnswer; stale: boolean }) {
  const format = useFormat();
  const { controls } = useScope();
  const { days, setForm } = useChangeControls();
  const { openDrill } = useDrill();
  const { rows, gross } = answer;
  const about = useMemo(
    () => ({
      scope: days,
      definition: gross ? ('changes.gross' as const) : ('changes' as const),
      method: 'metric.changes' as const,
      params: { gross },
    }),
    [days, gross],
  );
  // Money is what a pipeline moves by; counting has to be asked for where there are no amounts.
  const weight = rows.some(({ amount }) => amount !== 0) && controls.weight === 'value' ? 'value' : 'count';
  const build = useCallback((context: ChartContext) => waterfall(rows, weight, context), [rows, weight]);
  const onSelect = useCallback(
    ({ bucket }: WaterfallSelect) =>
      openDrill({
        title: bucketLabels[bucket],
        behind: { metric: 'changes', bucket, gross },
        ...(gross && !isEnd(bucket) ? { visits: rows.find((row) => row.bucket === bucket)?.count } : {}),
        ...about,
      }),
    [openDrill, gross, rows, about],
  );
  const caption = useMemo(() => {
    const range = `End of ${format.day(answer.from)} to end of ${format.day(answer.to)}`;
    const sum = answer.identityHolds
      ? 'the moves add up to the cent'
      : 'the moves do not add up: report this';
    const form = gross ? 'every recorded move counts' : 'each deal takes one way';
    return [range, form, sum, ...(isCut(rows, weight) ? ['bars of what was open are cut'] : [])].join('; ');
  }, [answer, gross, rows, weight, format]);
  return (
    <ChartCard
      title="What came and went"
      caption={caption}
      build={build}
      onSelect={onSelect}
      about={{ title: 'Changes', ...about }}
      toolbar={
        <SegmentedControl
          size="xs"
          aria-label="Form of the changes"
          data={[
            { value: 'net', label: 'Net' },
            { value: 'gross', label: 'Gross' },
          ]}
          value={gross ? 'gross' : 'net'}
          onChange={(next) => setForm(next === 'net' ? null : next)}
        />
      }
      warnings={answer.warnings}
      stale={stale}
    />
  );
}

function isEnd(bucket: ChangeBucket): boolean {
  return bucket === 'start' || bucket === 'end';
}

function ChangesSkeleton() {
  return (
    <Columns>
      <Column span={7}>
        <Card>
          <ChartSkeleton height={300} bars={8} />
        </Card>
      </Column>
      <Column span={5}>
        <Card>
          <ChartSkeleton height={300} bars={4} />
        </Card>
      </Column>
    </Columns>
  );
}
