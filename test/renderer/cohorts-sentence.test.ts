import { describe, expect, test } from 'vitest';
import { createFormatters } from '../../src-renderer/charts/formatters';
import { cohortsSentence } from '../../src-renderer/pages/cohorts/sentence';
import { cohortsAnswer } from '../charts/cohort-results';

const format = createFormatters('en-US', 'USD');
const answer = cohortsAnswer(6);
const say = (of = answer, outcome: 'won' | 'lost' = 'won', weight: 'count' | 'value' = 'count') =>
  cohortsSentence(of, outcome, weight, format);

describe('the sentence of the page Cohorts', () => {
  test('says what usually comes by the age that most cohorts were seen through, and what the youngest comes to', () => {
    expect(say()).toBe(
      'Of 100 deals created, 22 are won within 3 quarters. Of Q2 ’25, 17 are won so far and 59 expected in the end (54–74).',
    );
    expect(say(answer, 'lost')).toContain('50 are lost within 3 quarters');
    expect(say(answer, 'won', 'value')).toContain('Of 100 of value created, 24 is won');
  });

  test('goes by the open deals where they have a band', () => {
    const develop = answer.develop!.map((row) => ({ ...row, byDeals: 50, byDealsLow: 40, byDealsHigh: 61 }));
    expect(say({ ...answer, develop })).toContain(
      '17 are won so far and 50 expected in the end, by the age of each open deal (40–61).',
    );
  });

  test('gives numbers instead of shares where few deals were seen that long', () => {
    const rows = answer.rows.map((row) => ({ ...row, deals: 1, won: row.won > 0 ? 1 : 0 }));
    expect(say({ ...answer, rows, develop: [] })).toMatch(/^\d of \d deals seen that long were won within/);
  });

  test('says no rate where no deal is known to have closed', () => {
    const rows = answer.rows.map((row) => ({ ...row, won: 0, lost: 0 }));
    expect(say({ ...answer, rows, n: 848 })).toBe('None of 848 deals is known to have closed.');
  });

  test('says where nothing was won, nothing was seen long enough, or nothing is there', () => {
    const rows = answer.rows.map((row) => ({ ...row, won: 0, wonValue: 0 }));
    expect(say({ ...answer, rows, develop: [] })).toBe(
      'None of 621 deals of the cohorts seen that long was won within 3 quarters.',
    );
    expect(say({ ...cohortsAnswer(1), develop: [] })).toContain(
      'no cohort has been seen through a first step',
    );
    expect(say({ ...answer, n: 0 })).toBe('No deal matches the chosen controls.');
  });
});
