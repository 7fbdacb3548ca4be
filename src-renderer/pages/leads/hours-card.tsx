import { SegmentedControl, Switch } from '@mantine/core';
import { useCallback } from 'react';
import type { ActivityAnswer } from '#shared/results/leads';
import type { ChartContext } from '../../charts/chart-model';
import { weekHours } from '../../charts/week-hours';
import { Card } from '../../components/card';
import { ChartCard } from '../../components/chart-card';
import { EmptyState } from '../../components/empty-state';
import { useFormat } from '../../state/use-format';
import { useAddressValue } from '../../state/use-scope';
import classes from './leads.module.css';

type Props = { answer: ActivityAnswer; onKind: (kind: string | null) => void; stale: boolean };

const kinds = [
  { value: 'call', label: 'Calls' },
  { value: 'e-mail', label: 'E-mails' },
  { value: 'meeting', label: 'Meetings' },
];
/** Wednesday and Thursday, 10 to 11 and 16 to 17: what sales-cycle articles name as good hours for calls. */
const suggested = [3, 4].flatMap((weekday) => [10, 16].map((hour) => ({ weekday, hour })));
const minimum = 20;

/** When people are worked with, and when they answer. */
export function HoursCard({ answer, onKind, stale }: Props) {
  const format = useFormat();
  const [measured, setMeasured] = useAddressValue('hours');
  const [slots, setSlots] = useAddressValue('slots');
  const { hours, kind, withoutTime } = answer;
  const hasResults = hours.some(({ known }) => known > 0);
  const measure = measured === 'count' || !hasResults ? 'count' : 'answered';
  const showSlots = slots !== 'off' && kind === 'call';
  const build = useCallback(
    (context: ChartContext) =>
      weekHours(hours, { measure, suggested: showSlots ? suggested : [], minimum }, context),
    [hours, measure, showSlots],
  );
  const title = measure === 'count' ? 'When it was done' : 'When people answer';
  const toolbar = (
    <>
      <SegmentedControl
        size="xs"
        aria-label="Kind of activity"
        data={kinds}
        value={kind}
        onChange={(next) => onKind(next === 'call' ? null : next)}
      />
      {hasResults ? (
        <SegmentedControl
          size="xs"
          aria-label="What the hours show"
          data={[
            { value: 'answered', label: 'Answered' },
            { value: 'count', label: 'How many' },
          ]}
          value={measure}
          onChange={(next) => setMeasured(next === 'answered' ? null : next)}
        />
      ) : null}
    </>
  );
  if (hours.length === 0) {
    return (
      <Card title={title} toolbar={toolbar}>
        <EmptyState
          title="No activity of this kind has a time of day"
          hint="An export with the time of each activity fills this."
        />
      </Card>
    );
  }
  return (
    <ChartCard
      title={title}
      caption={`${measure === 'count' ? 'Activities' : `Share that was answered, where ${minimum} or more say so`}, by hour of the week as the export gives it${withoutTime > 0 ? `; ${format.count(withoutTime)} have a day only` : ''}`}
      build={build}
      about={{
        title: 'Hours of the week',
        definition: 'activity',
        method: 'metric.activity',
        params: { kind },
      }}
      toolbar={toolbar}
      footer={
        kind === 'call' ? (
          <>
            <Switch
              size="xs"
              label="Outline the hours that articles suggest"
              checked={showSlots}
              onChange={(event) => setSlots(event.currentTarget.checked ? null : 'off')}
            />
            {showSlots ? (
              <p className={classes.note}>
                Outlined: Wednesday and Thursday, 10–11 and 16–17, which articles on the sales cycle name for
                calls. They are a quoted rule of thumb, not data of this workspace.
              </p>
            ) : null}
          </>
        ) : null
      }
      stale={stale}
    />
  );
}
