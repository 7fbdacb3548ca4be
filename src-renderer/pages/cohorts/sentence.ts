import type { CohortRow, CohortsAnswer } from '#shared/results/cohorts';
import type { Weight } from '../../charts/cohort-cells';
import { ageText, cohortLabel } from '../../charts/cohort-labels';
import type { Formatters } from '../../charts/formatters';
import { commonAge } from './common-age';

type Outcome = 'won' | 'lost';

/** The page in one sentence: what usually becomes of a cohort by one age, and what the youngest comes to. */
export function cohortsSentence(
  answer: CohortsAnswer,
  outcome: Outcome,
  weight: Weight,
  format: Formatters,
): string {
  if (answer.n === 0) return 'No deal matches the chosen controls.';
  const bucket = commonAge(answer.rows);
  const first =
    bucket === null ? unseen(answer, outcome, format) : usual(answer, bucket, outcome, weight, format);
  return [first, coming(answer, outcome, weight, format)].filter((part) => part !== null).join(' ');
}

function usual(
  answer: CohortsAnswer,
  bucket: number,
  outcome: Outcome,
  weight: Weight,
  format: Formatters,
): string {
  const cells = answer.rows.filter((row) => row.bucket === bucket && row.observed);
  const sum = (of: (row: CohortRow) => number) => cells.reduce((all, row) => all + of(row), 0);
  const isMoney = weight === 'value';
  const whole = sum((row) => (isMoney ? row.value : row.deals));
  const part = sum((row) => (isMoney ? row[`${outcome}Value`] : row[outcome]));
  const age = ageText(bucket, answer, format);
  if (!(whole > 0)) return `The cohorts that were seen for ${age} have no amounts.`;
  const share = format.number((100 * part) / whole, part / whole < 0.1 ? 1 : 0);
  const verb = isMoney || share === '1' ? 'is' : 'are';
  const of = isMoney ? 'Of 100 of value created' : 'Of 100 deals created';
  return `${of}, ${share} ${verb} ${outcome} within ${age}.`;
}

function unseen({ n, rows }: CohortsAnswer, outcome: Outcome, format: Formatters): string {
  const last = rows.filter((row, i) => rows[i + 1]?.cohort !== row.cohort);
  const ended = last.reduce((sum, row) => sum + row[outcome], 0);
  const deals = n === 1 ? 'the one deal' : `${format.count(n)} deals`;
  return `${format.count(ended)} of ${deals} ${ended === 1 ? 'is' : 'are'} ${outcome} so far; no cohort has been seen through a first step of age.`;
}

/** The youngest cohort of which something has come, and more is expected. */
function coming(answer: CohortsAnswer, outcome: Outcome, weight: Weight, format: Formatters): string | null {
  const youngest = (answer.develop ?? []).filter((row) => row.latest > 0).at(-1);
  if (!youngest || youngest.ultimate <= youngest.soFar) return null;
  const write = (value: number) => (weight === 'value' ? format.moneyShort(value) : format.number(value, 0));
  const name = cohortLabel(youngest.cohort, answer, format);
  return `Of ${name}, ${write(youngest.soFar)} ${weight === 'value' || youngest.soFar === 1 ? 'is' : 'are'} ${outcome} so far and ${write(youngest.ultimate)} expected in the end (${write(youngest.low)}–${write(youngest.high)}).`;
}
