import type { ForecastAnswer } from '#shared/results/forecast';
import { Column, Columns } from '../../../components/page';
import { CallsCard } from './calls-card';
import { CoverageCard } from './coverage-card';
import { GapCard } from './gap-card';
import { LeadTimeCard } from './lead-time-card';
import { TargetsCard } from './targets-card';
import { WhatIfCard } from './what-if-card';

/** Targets, the gap to them, what would change the outlook, and what people expect. */
export function PlanSection({ answer }: { answer: ForecastAnswer }) {
  return (
    <Columns>
      <Column span={12}>
        <WhatIfCard answer={answer} />
      </Column>
      <Column span={7}>
        <GapCard answer={answer} />
      </Column>
      <Column span={5}>
        <LeadTimeCard answer={answer} />
      </Column>
      <Column span={6}>
        <CoverageCard />
      </Column>
      <Column span={6}>
        <TargetsCard period={answer.period} />
      </Column>
      <Column span={12}>
        <CallsCard answer={answer} />
      </Column>
    </Columns>
  );
}
