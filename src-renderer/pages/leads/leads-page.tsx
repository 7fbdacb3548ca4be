import { NumberInput } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { type ActivityAnswer, type Band, type LeadsAnswer, touchBands } from '#shared/results/leads';
import type { BandOptions } from '../../charts/band-rates';
import { Card } from '../../components/card';
import { EmptyState } from '../../components/empty-state';
import { ImportLink } from '../../components/import-link';
import { MetricState } from '../../components/metric-state';
import { Column, Columns, Page } from '../../components/page';
import { ChartSkeleton } from '../../components/skeletons';
import type { DrillInput } from '../../state/drill';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { useAddressValue, useScope } from '../../state/use-scope';
import { BandCard } from './band-card';
import { FiguresRow } from './figures-row';
import { FunnelCard, fieldName, leadFields } from './funnel-card';
import { HoursCard } from './hours-card';
import classes from './leads.module.css';
import { RateCard } from './rate-card';
import { RatesCard } from './rates-card';
import { leadsSentence } from './sentence';

const usualLimit = 30;
const minimum = 20;

/** How leads become customers, and how leads and deals are worked. */
export function LeadsPage() {
  const format = useFormat();
  const { scope } = useScope();
  const [by, setBy] = useAddressValue('leadsBy');
  const [kind, setKind] = useAddressValue('kind');
  const [minutes, setMinutes] = useAddressValue('handoff');
  const limit = Number(minutes) > 0 ? Number(minutes) : usualLimit;
  const field = leadFields.find(({ value }) => value === by)?.value ?? 'channel';
  const leads = useMetric('metric.leads', { ...scope, by: field as LeadsAnswer['by'], limit });
  const chosen = (['call', 'e-mail', 'meeting'] as const).find((known) => known === kind) ?? 'call';
  const activity = useMetric('metric.activity', { ...scope, kind: chosen });
  return (
    <Page
      question="How do leads become customers, and how are they worked?"
      pending={leads.isFetching}
      answer={leads.isError ? null : leads.data && leadsSentence(leads.data, format)}
      controls={
        <NumberInput
          size="xs"
          w={180}
          aria-label="Minutes that a hand-off may take"
          prefix="hand-off in "
          suffix=" min"
          min={1}
          max={100_000}
          value={limit}
          onChange={(next) =>
            setMinutes(Number(next) > 0 && Number(next) !== usualLimit ? String(next) : null)
          }
        />
      }
    >
      <Columns>
        <MetricState query={leads} skeleton={<Loading />}>
          {(answer) => <LeadCards answer={answer} onBy={setBy} stale={leads.isPlaceholderData} />}
        </MetricState>
        <MetricState query={activity} skeleton={<Loading />}>
          {(answer) => (
            <ActivityCards
              answer={answer}
              leads={leads.data}
              onKind={setKind}
              stale={activity.isPlaceholderData}
            />
          )}
        </MetricState>
      </Columns>
    </Page>
  );
}

const ofLeads: BandOptions = {
  field: 'Band',
  unit: 'leads',
  measure: 'Converted',
  shareOf: ({ share }) => share,
  minimum,
};

function LeadCards({
  answer,
  onBy,
  stale,
}: {
  answer: LeadsAnswer;
  onBy: (by: string | null) => void;
  stale: boolean;
}) {
  const speed = useMemo((): BandOptions => ({ ...ofLeads, field: 'First touch' }), []);
  const attempts = useMemo(
    (): BandOptions => ({ ...ofLeads, field: 'Attempts', marked: touchBands.indexOf('8–12') }),
    [],
  );
  const about: DrillInput = {
    title: 'Speed and attempts',
    definition: 'leads.work',
    method: 'metric.leads',
    params: { by: answer.by },
  };
  if (answer.n === 0) {
    return (
      <Column span={12}>
        <Card>
          <EmptyState
            icon={<IconUserPlus size={32} stroke={1.4} />}
            title="No leads in this period"
            hint="Import an export of leads with source, status and the dates they were qualified, handed over and converted."
            action={<ImportLink />}
          />
        </Card>
      </Column>
    );
  }
  return (
    <>
      <Column span={12}>
        <FiguresRow answer={answer} />
      </Column>
      <Column span={7}>
        <FunnelCard answer={answer} onBy={onBy} stale={stale} />
      </Column>
      <Column span={5}>
        <RateCard answer={answer} label={fieldName(answer.by)} stale={stale} />
      </Column>
      {answer.speed.length > 0 ? (
        <>
          <Column span={6}>
            <BandCard
              title="Leads converted, by how soon they were first touched"
              caption="Hours from when the lead came in to the first activity with it; below the number of leads"
              bands={answer.speed}
              options={speed}
              about={about}
              stale={stale}
            />
          </Column>
          <Column span={6}>
            <BandCard
              title="Leads converted, by attempts"
              caption="Activities until the lead was converted; whoever answers is not called again, so few attempts are no cause"
              bands={answer.attempts}
              options={attempts}
              about={about}
              footer={
                <p className={classes.note}>
                  Outlined: 8–12 attempts, which articles quote as needed to reach a lead.
                </p>
              }
              stale={stale}
            />
          </Column>
        </>
      ) : null}
    </>
  );
}

const ofDeals: BandOptions = {
  field: 'Band',
  unit: 'deals closed',
  measure: 'Won',
  shareOf: ({ won }) => won,
  minimum,
};

type ActivityProps = {
  answer: ActivityAnswer;
  leads: LeadsAnswer | undefined;
  onKind: (kind: string | null) => void;
  stale: boolean;
};

function ActivityCards({ answer, leads, onKind, stale }: ActivityProps) {
  const format = useFormat();
  const touches = useMemo((): BandOptions => ({ ...ofDeals, field: 'Touches' }), []);
  const speed = useMemo((): BandOptions => ({ ...ofDeals, field: 'First touch' }), []);
  const { lostAfterOne, medianTouchesWon } = answer;
  const about: DrillInput = { title: 'Touches', definition: 'activity.touches', method: 'metric.activity' };
  const open = (part: 'touches' | 'speed') => (band: Band) => ({
    ...about,
    title: `Closed, ${part === 'touches' ? 'touches' : 'first touch'}: ${band.label}`,
    behind: { metric: 'activity' as const, outcome: 'closed' as const, [part]: band.band },
  });
  if (answer.n === 0) {
    return (
      <Column span={12}>
        <Card>
          <EmptyState
            title="No activities in this period"
            hint="Import an export of calls, e-mails, meetings and tasks."
            action={<ImportLink />}
          />
        </Card>
      </Column>
    );
  }
  return (
    <>
      <Column span={7}>
        <HoursCard answer={answer} onKind={onKind} stale={stale} />
      </Column>
      <Column span={5}>
        <RatesCard
          answer={answer}
          accepted={leads?.carries.sql && leads.carries.mql ? leads.total.sqlRate : null}
          close={leads && leads.n > 0 ? leads.total.closeRate : null}
        />
      </Column>
      {answer.touches.length > 0 ? (
        <>
          <Column span={6}>
            <BandCard
              title="Deals won, by touches"
              caption="Activities with a deal until it was closed; below the number of deals closed"
              bands={answer.touches}
              options={touches}
              about={about}
              open={open('touches')}
              footer={
                <p className={classes.note}>
                  A deal won had {format.number(medianTouchesWon)} touches at the median;{' '}
                  {format.percent(lostAfterOne.rate)} (
                  {format.percentRange(lostAfterOne.low, lostAfterOne.high)}) of{' '}
                  {format.count(lostAfterOne.n)} lost ones were given up after one. Deals that last longer are
                  touched more often.
                </p>
              }
              stale={stale}
            />
          </Column>
          <Column span={6}>
            <BandCard
              title="Deals won, by how soon they were first touched"
              caption="Hours from creation to the first activity; where only the day is known, one on the first day counts as prompt"
              bands={answer.speed}
              options={speed}
              about={about}
              open={open('speed')}
              stale={stale}
            />
          </Column>
        </>
      ) : null}
    </>
  );
}

function Loading() {
  return (
    <Column span={12}>
      <Card>
        <ChartSkeleton height={240} bars={6} />
      </Card>
    </Column>
  );
}
