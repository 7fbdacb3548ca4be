import type { CohortDevelopment, CohortRow, CohortsAnswer } from '#shared/results/cohorts';
import type { Weight } from '../../charts/cohort-cells';
import { ageText, cohortLabel } from '../../charts/cohort-labels';
import type { Formatters } from '../../charts/formatters';
import { commonAge } from './common-age';

type Outcome = 'won' | 'lost';

/** Under this many deals no share is read off. */
const fewDeals = 20;

/** The page in one sentence: what usually becomes of a cohort by one age, and what the youngest comes to. */
export function cohortsSentence(
  answer: CohortsAnswer,
  outcome: Outcome,
  weight: Weight,
  format: Formatters,
): string {
  if (answer.n === 0) return 'No deal matches the chosen controls.';
  if (answer.rows.every(({ won, lost }) => won + lost === 0)) {
    return `None of ${format.deals(answer.n)} is known to have closed.`;
  }
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
  if (cells.every((row) => row[outcome] === 0)) {
    const deals = sum((row) => row.deals);
    return none(deals, outcome, age, format);
  }
  if (cells.reduce((all, row) => all + row.deals, 0) < fewDeals) return few(cells, outcome, age, format);
  const share = format.number((100 * part) / whole, part / whole < 0.1 ? 1 : 0);
  const verb = isMoney || share === '1' ? 'is' : 'are';
  const of = isMoney ? 'Of 100 of value created' : 'Of 100 deals created';
  return `${of}, ${share} ${verb} ${outcome} within ${age}.`;
}

/** Shares of a handful of deals say less than their numbers. */
function few(cells: readonly CohortRow[], outcome: Outcome, age: string, format: Formatters): string {
  const deals = cells.reduce((all, row) => all + row.deals, 0);
  const ended = cells.reduce((all, row) => all + row[outcome], 0);
  return `${format.count(ended)} of ${format.count(deals)} deals seen that long ${ended === 1 ? 'was' : 'were'} ${outcome} within ${age}; too few to read a share off.`;
}

function none(deals: number, outcome: Outcome, age: string, format: Formatters): string {
  const which = deals === 1 ? 'The one deal' : `None of ${format.count(deals)} deals`;
  return `${which} of the cohorts seen that long was ${deals === 1 ? 'not ' : ''}${outcome} within ${age}.`;
}

function unseen({ n, rows }: CohortsAnswer, outcome: Outcome, format: Formatters): string {
  const last = rows.filter((row, i) => rows[i + 1]?.cohort !== row.cohort);
  const ended = last.reduce((sum, row) => sum + row[outcome], 0);
  const deals = n === 1 ? 'the one deal' : `${format.count(n)} deals`;
  return `${format.count(ended)} of ${deals} ${ended === 1 ? 'is' : 'are'} ${outcome} so far; no cohort has been seen through a first step of age.`;
}

/**
 * The youngest cohort of which something has come, and more is expected: of counts by the age of each open deal, which knows
 * more than the triangle, and of money, where that has no band, by the triangle.
 */
function coming(answer: CohortsAnswer, outcome: Outcome, weight: Weight, format: Formatters): string | null {
  const youngest = (answer.develop ?? []).filter((row) => row.latest > 0).at(-1);
  if (!youngest) return null;
  const { expected, low, high, by } = expectation(youngest);
  if (expected <= youngest.soFar) return null;
  const write = (value: number) => (weight === 'value' ? format.moneyShort(value) : format.number(value, 0));
  const name = cohortLabel(youngest.cohort, answer, format);
  return `Of ${name}, ${write(youngest.soFar)} ${weight === 'value' || youngest.soFar === 1 ? 'is' : 'are'} ${outcome} so far and ${write(expected)} expected in the end${by} (${write(low)}–${write(high)}).`;
}

function expectation({ ultimate, low, high, byDeals, byDealsLow, byDealsHigh }: CohortDevelopment) {
  if (byDeals === null || byDealsLow === null || byDealsHigh === null) {
    return { expected: ultimate, low, high, by: '' };
  }
  return { expected: byDeals, low: byDealsLow, high: byDealsHigh, by: ', by the age of each open deal' };
}
