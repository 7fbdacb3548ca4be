import type { ForecastAnswer } from '#shared/results/forecast';
import type { MovementAnswer } from '#shared/results/outlook';
import type { Formatters } from '../../charts/formatters';
import { reasonWords } from './reason-words';

/** The outlook as a manager reads it out: what it comes to, its range, the target, and what changed. */
export function forecastSentence(
  answer: ForecastAnswer,
  movement: MovementAnswer | undefined,
  format: Formatters,
): string {
  const parts = [comesTo(answer, format), change(movement, format)];
  return parts.filter((part) => part !== null).join(' ');
}

function comesTo(answer: ForecastAnswer, format: Formatters): string {
  const { period, p10, p50, p90, wonToDate, daysLeft, target, targetProbability } = answer;
  const money = format.moneyShort;
  if (daysLeft === 0) {
    const against =
      target === null
        ? ''
        : `, ${format.percent(target > 0 ? wonToDate / target : null)} of the target of ${money(target)}`;
    return `${period} came to ${money(wonToDate)}${against}.`;
  }
  const range = p90 > p10 ? ` (${money(p10)}–${money(p90)} in eight of ten cases)` : '';
  const won =
    wonToDate > 0
      ? `${money(wonToDate)} is won with ${format.days(daysLeft)} left`
      : `nothing is won yet with ${format.days(daysLeft)} left`;
  const reach =
    target === null || targetProbability === null
      ? ''
      : `, and the target of ${money(target)} is reached in ${chanceWords(targetProbability)}`;
  return `${period} comes to about ${money(p50)}${range}: ${won}${reach}.`;
}

/** A chance as a count of ten, or twenty near the ends. */
export function chanceWords(chance: number): string {
  if (chance < 0.01) return 'hardly any case';
  if (chance > 0.99) return 'nearly every case';
  if (chance < 0.075) return 'one of twenty cases';
  if (chance > 0.925) return 'nineteen of twenty cases';
  const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
  return `${words[Math.round(chance * 10)] ?? 'nine'} of ten cases`;
}

function change(movement: MovementAnswer | undefined, format: Formatters): string | null {
  if (!movement || movement.after.daysLeft === 0) return null;
  const by = movement.after.mean - movement.before.mean;
  const since = `Since ${format.day(movement.from)}`;
  if (Math.abs(by) < 0.005 * Math.max(1, movement.after.mean)) return `${since} it has hardly moved.`;
  const main = [...movement.rows]
    .filter((row) => Math.sign(row.amount) === Math.sign(by))
    .sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount))[0];
  const most = main ? `, most of it ${reasonWords[main.reason].because}` : '';
  return `${since} it is ${by > 0 ? 'up' : 'down'} ${format.moneyShort(Math.abs(by))}${most}.`;
}
