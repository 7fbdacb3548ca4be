import type { LeadsAnswer } from '#shared/results/leads';
import { minutesText } from '#shared/time/minutes-text';
import { Figure } from '../../components/figure';
import { FigureRow } from '../../components/figure-row';
import { useDrill } from '../../state/use-drill';
import { useFormat } from '../../state/use-format';

/** The key figures of leads; what the data does not carry is left out. */
export function FiguresRow({ answer }: { answer: LeadsAnswer }) {
  const format = useFormat();
  const { openDrill } = useDrill();
  const { total, handOff, meetings, referrers, carries, by } = answer;
  const opens = (title: string, definition: 'leads' | 'leads.hand-off') => () =>
    openDrill({ title, definition, method: 'metric.leads', params: { by } });
  return (
    <FigureRow>
      <Figure
        label="Lead to customer"
        value={format.percent(total.customerRate.rate, 1)}
        interval={format.percentRange(total.customerRate.low, total.customerRate.high, 1)}
        basis={`${format.count(total.customers)} of ${format.count(total.leads)} leads`}
        tone="won"
        onOpen={() =>
          openDrill({
            title: 'Customers from leads',
            behind: { metric: 'leads', by, step: 'customer' },
            definition: 'leads',
            method: 'metric.leads',
            params: { by },
          })
        }
      />
      {handOff ? (
        <Figure
          label={`${handOff.until === 'assigned' ? 'Handed over' : 'First touched'} within ${format.number(handOff.limit)} min`}
          value={format.percent(handOff.within)}
          interval={
            handOff.withinLow === null
              ? undefined
              : format.percentRange(handOff.withinLow, handOff.withinHigh, 1)
          }
          basis={`median ${minutesText(handOff.median, format.number)}; ${format.count(handOff.waiting)} of ${format.count(handOff.leads)} still wait`}
          onOpen={opens('Hand-off', 'leads.hand-off')}
        />
      ) : null}
      {meetings ? (
        <Figure
          label="Meeting after a first talk"
          value={format.percent(meetings.rate)}
          interval={format.percentRange(meetings.low, meetings.high, 1)}
          basis={`${format.count(meetings.k)} of ${format.count(meetings.n)} leads talked to`}
          onOpen={opens('Meetings', 'leads')}
        />
      ) : null}
      {referrers ? (
        <Figure
          label="Customers who referred a lead"
          value={format.percent(referrers.rate)}
          interval={format.percentRange(referrers.low, referrers.high, 1)}
          basis={`${format.count(referrers.k)} of ${format.count(referrers.n)} accounts won`}
          onOpen={opens('Referrers', 'leads')}
        />
      ) : null}
      {carries.cost ? (
        <Figure
          label="Cost of a customer"
          value={format.money(total.costPerCustomer === null ? null : Math.round(total.costPerCustomer))}
          basis={`return ${format.percent(total.roi)} on ${format.moneyShort(total.cost)} spent`}
          onOpen={opens('Cost of a customer', 'leads')}
        />
      ) : null}
    </FigureRow>
  );
}
