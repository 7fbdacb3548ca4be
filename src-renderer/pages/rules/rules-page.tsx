import { Select } from '@mantine/core';
import { IconGavel } from '@tabler/icons-react';
import { CallProgress } from '../../components/call-progress';
import { Card } from '../../components/card';
import { EmptyState } from '../../components/empty-state';
import { ImportLink } from '../../components/import-link';
import { MetricState } from '../../components/metric-state';
import { Column, Columns, Page } from '../../components/page';
import { ChartSkeleton } from '../../components/skeletons';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { useScope } from '../../state/use-scope';
import { CountdownCard } from './countdown-card';
import { EditorCard } from './editor-card';
import { NextCard } from './next-card';
import { OutcomeCard } from './outcome-card';
import { rulesSentence } from './sentence';
import { SweepCard } from './sweep-card';
import { usePack } from './use-pack';

/** Which open deals a pack of rules takes next, and what it would have taken in the past. */
export function RulesPage() {
  const format = useFormat();
  const { scope } = useScope();
  const { packs, chosen, pack, isEdited, choose, edit, reset } = usePack();
  const { from: _from, to: _to, ...now } = scope;
  const countdown = useMetric('metric.ruleCountdown', { ...now, pack });
  const simulation = useMetric('metric.ruleSimulation', { ...scope, pack });
  return (
    <Page
      question="Which deals do the rules take?"
      answer={
        countdown.isError ? null : countdown.data && rulesSentence(countdown.data, simulation.data, format)
      }
      controls={
        <Select
          size="xs"
          w={220}
          aria-label="Pack of rules"
          data={packs.map(({ id, name }) => ({ value: id, label: name }))}
          value={chosen?.id ?? null}
          onChange={choose}
          allowDeselect={false}
        />
      }
    >
      <CallProgress method="metric.ruleSimulation" title="Replaying the rules on past deals" />
      <Columns>
        <Column span={7}>
          <EditorCard
            pack={pack}
            name={chosen?.name ?? 'Rules'}
            isEdited={isEdited}
            onEdit={edit}
            onReset={reset}
            onOpen={choose}
          />
        </Column>
        <Column span={5}>
          <MetricState query={countdown} skeleton={<Loading height={200} />}>
            {(answer) =>
              answer.n === 0 ? (
                <Card>
                  <EmptyState
                    icon={<IconGavel size={32} stroke={1.4} />}
                    title="No deal is open on this day"
                    hint="Remove a filter or choose another day."
                    action={<ImportLink />}
                  />
                </Card>
              ) : (
                <CountdownCard answer={answer} pack={pack} stale={countdown.isPlaceholderData} />
              )
            }
          </MetricState>
        </Column>
        <Column span={12}>
          <MetricState query={countdown} skeleton={<Loading height={240} />}>
            {(answer) => (answer.n === 0 ? null : <NextCard answer={answer} pack={pack} />)}
          </MetricState>
        </Column>
        <Column span={6}>
          <MetricState query={simulation} skeleton={<Loading height={260} />}>
            {(answer) => <OutcomeCard answer={answer} pack={pack} stale={simulation.isPlaceholderData} />}
          </MetricState>
        </Column>
        <Column span={6}>
          <MetricState query={simulation} skeleton={<Loading height={260} />}>
            {(answer) => <SweepCard answer={answer} pack={pack} stale={simulation.isPlaceholderData} />}
          </MetricState>
        </Column>
      </Columns>
    </Page>
  );
}

function Loading({ height }: { height: number }) {
  return (
    <Card>
      <ChartSkeleton height={height} bars={4} />
    </Card>
  );
}
