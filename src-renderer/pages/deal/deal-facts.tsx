import type { ReactNode } from 'react';
import { evidenceGrades } from '#shared/model/evidence';
import type { DealResult, DealRow } from '#shared/results/metrics';
import { Card } from '../../components/card';
import { StageDot } from '../../components/stage-dot';
import { useFormat } from '../../state/use-format';
import { evidenceLabels } from '../data/words';
import classes from './deal-page.module.css';

/** What is known of the deal; what is not known is left out. */
export function DealFacts({ deal, extra }: Pick<DealResult, 'deal' | 'extra'>) {
  const format = useFormat();
  const grade = evidenceGrades.find((known) => known === deal.evidence);
  const facts: [string, ReactNode][] = [
    ['Opportunity id', deal.id],
    ['Account', deal.account],
    ['Owner', deal.owner],
    ['Team', deal.team],
    ['Pipeline', deal.pipeline],
    [
      'Stage',
      deal.stage && (
        <span className={classes.stage}>
          <StageDot kind={deal.kind} />
          {deal.stage}
        </span>
      ),
    ],
    ['Amount', deal.amount === null ? null : amountText(deal, format)],
    ['Amount from', extra.amount_origin === 'amount' ? null : (extra.amount_origin ?? null)],
    ['Created', deal.createdAt && format.day(deal.createdAt)],
    ['Expected close', deal.expectedClose && format.day(deal.expectedClose)],
    ['Closed', deal.closedAt && format.day(deal.closedAt)],
    ['Age', deal.ageDays === null ? null : format.days(Math.round(deal.ageDays))],
    ['In its stage for', deal.daysInStage === null ? null : format.days(Math.round(deal.daysInStage))],
    ['Loss reason', deal.lossReason],
    ['Next step', deal.nextStep],
    ['Next step due', deal.nextStepDate && format.day(deal.nextStepDate)],
    ['Last activity', deal.lastActivityAt && format.day(deal.lastActivityAt)],
    ['Life', deal.life > 1 ? `${deal.life}, reopened` : null],
    ['Stage history', grade ? evidenceLabels[grade] : deal.evidence],
  ];
  return (
    <Card title="Facts">
      <dl className={classes.facts}>
        {facts
          .filter(([, value]) => value !== null && value !== '')
          .map(([label, value]) => (
            <div key={label} className={classes.fact}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </Card>
  );
}

/** What it is worth, and in its own currency where that is another one. */
function amountText({ amount, amountOwn, currency }: DealRow, format: ReturnType<typeof useFormat>): string {
  const text = format.money(amount ?? 0);
  if (!currency || currency === format.currency || amountOwn === null) return text;
  return `${text} (${format.count(amountOwn)} ${currency})`;
}
