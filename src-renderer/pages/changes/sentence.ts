import type { ChangeBucket, ChangesAnswer } from '#shared/results/changes';
import { addDays } from '#shared/time/day';
import type { Formatters } from '../../charts/formatters';

/** How the open pipeline changed and what came and went, in one sentence: by deals or by money. */
export function changesSentence(
  answer: ChangesAnswer,
  weight: 'count' | 'value',
  format: Formatters,
): string {
  const row = (bucket: ChangeBucket) => answer.rows.find((one) => one.bucket === bucket);
  const [start, end] = [row('start')?.count ?? 0, row('end')?.count ?? 0];
  const worth = answer.end === 0 ? '' : ` worth ${format.moneyShort(answer.end)}`;
  const open = `${deals(end, format)}${worth}`;
  if (answer.from === answer.to) {
    return `Both days are ${format.day(answer.to)}, with ${open} open: nothing lies in between.`;
  }
  const byValue = weight === 'value' && (answer.start !== 0 || answer.end !== 0);
  const change = byValue ? answer.end - answer.start : end - start;
  const size = byValue ? format.moneyShort(Math.abs(change)) : `${deals(Math.abs(change), format)}`;
  const way = change === 0 ? 'stayed' : `${change > 0 ? 'grew' : 'shrank'} by ${size}`;
  const first = `From ${format.day(addDays(answer.from, 1))} to ${format.day(answer.to)} the open pipeline ${way} ${change === 0 ? 'at' : 'to'} ${open}`;
  const parts = (['new', 'reopened', 'won', 'lost'] as const).flatMap((bucket) => {
    const { count = 0, amount = 0 } = row(bucket) ?? {};
    if (count === 0) return [];
    const size = amount === 0 ? '' : ` (${format.moneyShort(Math.abs(amount))})`;
    return [`${format.count(count)} ${words[bucket]}${size}`];
  });
  return parts.length === 0 ? `${first}; no deal came or closed.` : `${first}: ${listed(parts)}.`;
}

const words = { new: 'came in', reopened: 'came back', won: 'won', lost: 'lost' };

function deals(count: number, format: Formatters): string {
  return format.deals(count);
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
