import type { ChangeBucket, ChangesAnswer } from '#shared/results/changes';
import type { Formatters } from '../../charts/formatters';

/** What moved, in one or two sentences. */
export function changesSentence(answer: ChangesAnswer, format: Formatters): string {
  const row = (bucket: ChangeBucket) => answer.rows.find((one) => one.bucket === bucket);
  const change = answer.end - answer.start;
  const way = change === 0 ? 'stayed at' : change > 0 ? 'grew to' : 'fell to';
  const by = change === 0 ? '' : ` (${change > 0 ? '+' : '−'}${format.moneyShort(Math.abs(change))})`;
  const first = `From the end of ${format.day(answer.from)} to the end of ${format.day(answer.to)} the open pipeline ${way} ${format.moneyShort(answer.end)}${by}.`;
  const parts = (['new', 'won', 'lost'] as const).flatMap((bucket) => {
    const { count = 0, amount = 0 } = row(bucket) ?? {};
    return count > 0
      ? [
          `${format.count(count)} ${count === 1 ? 'deal' : 'deals'} ${words[bucket]} (${format.moneyShort(Math.abs(amount))})`,
        ]
      : [];
  });
  return parts.length === 0 ? `${first} No deal came or closed.` : `${first} ${listed(parts)}.`;
}

const words = { new: 'came', won: 'won', lost: 'lost' };

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
