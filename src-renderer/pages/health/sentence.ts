import type { HealthAnswer, StaleAnswer } from '#shared/results/health';
import type { Formatters } from '../../charts/formatters';

/** How much of the pipeline is stuck, what is still expected of it, and what is most urgent, in words. */
export function healthSentence(health: HealthAnswer, stale: StaleAnswer, format: Formatters): string {
  const { open, alerts } = health;
  if (open.deals === 0) return 'No deal is open on this day.';
  const share = format.percent(stale.total / open.deals);
  const first =
    stale.total === 0
      ? open.deals === 1
        ? 'The one open deal is not stale'
        : `None of the ${format.count(open.deals)} open deals is stale`
      : `Of ${format.count(open.deals)} open ${open.deals === 1 ? 'deal' : 'deals'} ${format.count(stale.total)} ${stale.total === 1 ? 'is' : 'are'} stale (${share})${worth(stale, format)}`;
  const others = alerts.filter(({ code }) => code !== 'stale');
  const [most] = others;
  if (!most) return `${first}; everything else is within its limits.`;
  const beside =
    others.length === 1
      ? 'one more check is beyond its limit'
      : `${format.count(others.length)} more checks are beyond their limits, first`;
  return `${first}; ${beside}: ${most.message}`;
}

function worth({ staleAmount, staleExpected }: StaleAnswer, format: Formatters): string {
  if (staleAmount === 0) return '';
  return `, worth ${format.moneyShort(staleAmount)}, of which ${format.moneyShort(staleExpected)} can still be expected`;
}
