import type { MatchAnswer, MatchRow } from '#shared/results/match';
import type { Formatters } from '../../charts/formatters';
import { figureText } from './figure-words';

/** What the search found, in one sentence. `say` puts a row into words. */
export function matchSentence(
  { asked, rows, searched }: MatchAnswer,
  format: Formatters,
  say: (row: MatchRow) => string,
): string {
  const total = (name: 'tried' | 'matching' | 'byChance') =>
    searched.reduce((sum, one) => sum + one[name], 0);
  const tried = format.count(total('tried'));
  const [first] = rows;
  if (!first) return `No deal can be counted that gives ${asked}.`;
  const matching = total('matching');
  if (matching === 0) {
    const plain = rows.find((row) => row.filter === null && row !== first);
    const also =
      plain && first.filter
        ? `; without a filter, ${figureText(plain.unit, plain.value, format)}: ${say(plain)}`
        : '';
    return `None of ${tried} figures is ${asked}. The nearest is ${figureText(first.unit, first.value, format)}: ${say(first)}${also}.`;
  }
  const others = matching - 1 - first.alike;
  const rest =
    others === 0
      ? `nothing else among ${tried} figures does`
      : `so ${others === 1 ? 'does 1 other' : `do ${format.count(others)} others`} of ${tried} figures${chance(total('byChance'), matching, format)}`;
  return `${asked} matches ${say(first)}; ${rest}.`;
}

function chance(byChance: number, matching: number, format: Formatters): string {
  if (byChance < 1) return '';
  return byChance > matching / 2
    ? ', about as many as by chance'
    : `, about ${format.count(byChance)} of them by chance`;
}
