import { describe, expect, test } from 'vitest';
import type { RepCard, RepStagesAnswer } from '#shared/results/reps';
import { createFormatters } from '../../src-renderer/charts/formatters';
import {
  coachingSentence,
  effectSentence,
  pValueText,
  repsSentence,
  variationSentence,
} from '../../src-renderer/pages/reps/sentence';
import { mostWorth } from '../../src-renderer/pages/reps/use-rep-controls';
import { repCells, repStages, variation } from '../charts/rep-results';

const format = createFormatters('en-US', 'USD');
const cardOf = (part: Partial<RepCard>): RepCard => ({
  owner: 'Eve',
  team: null,
  strengths: [],
  focus: null,
  openDeals: 3,
  lateDeals: 0,
  since: null,
  rampUntil: null,
  rampDeals: 0,
  severalOwners: 0,
  ...part,
});
const focus = { stage: 'Qualification', evidence: 'flagged', extraDeals: 12, learnFrom: ['Hal'] } as const;
const bob = cardOf({ owner: '\u202EBob "the closer"', focus: { ...focus, learnFrom: ['Hal'] } });
const answer = { rows: repCells, stages: repStages, minimum: 20 } as unknown as RepStagesAnswer;

describe('the sentence of the page', () => {
  test('says who, in which stage, whether it is real and who could help', () => {
    expect(repsSentence(answer, bob, format)).toBe(
      '\u2068\u202EBob "the closer"\u2069 brings on 30% of deals from Qualification, the team 54%: chance does not explain it; \u2068Hal\u2069 does surely better there. In all, 2 of 12 cells lie beyond chance.',
    );
    const leaning = { ...bob, focus: { ...focus, evidence: 'leaning' as const, learnFrom: [] } };
    expect(repsSentence(answer, leaning, format)).toContain('it may be chance. In all');
  });

  test('says that nothing stands out, or that nothing can be said', () => {
    expect(repsSentence(answer, cardOf({}), format)).toBe(
      '\u2068Eve\u2069 stands out below the team in no stage; 2 of 12 cells lie beyond chance.',
    );
    const alike = { ...answer, rows: repCells.map((row) => ({ ...row, flag: null })) };
    expect(repsSentence(alike, cardOf({}), format)).toBe(
      'No rep stands out in a stage: chance explains all of the 12 cells.',
    );
    const thin = { ...answer, rows: repCells.map((row) => ({ ...row, adjustedP: null })) };
    expect(repsSentence(thin, null, format)).toContain('No rep has 20 deals in a stage');
  });

  test('is of the rep with most to win where chance does not explain it, and who is there', () => {
    const gone = cardOf({ owner: 'Gone', openDeals: 0, focus: { ...focus, extraDeals: 99, learnFrom: [] } });
    const leaning = cardOf({
      owner: 'L',
      focus: { ...focus, evidence: 'leaning', extraDeals: 50, learnFrom: [] },
    });
    expect(mostWorth([cardOf({}), gone, leaning, bob])).toBe(bob);
    expect(mostWorth([])).toBeNull();
  });
});

test('p-values, effects and shares read as people read them', () => {
  expect([0.0001, 0.004, 0.25].map((p) => pValueText(p, format))).toEqual([
    'p < 0.001',
    'p = 0.004',
    'p = 0.25',
  ]);
  const stage = repStages[0]!;
  expect(effectSentence(stage, format)).toContain('Reps differ beyond chance');
  expect(effectSentence({ ...stage, effect: { a: 1, b: 1, strength: 2, pValue: 0.4 } }, format)).toContain(
    'Chance alone',
  );
  expect(effectSentence({ ...stage, effect: null }, format)).toContain('Too few reps');
  expect(variationSentence(variation, format)).toBe(
    '85% of the variation beyond chance speaks of the process and the market.',
  );
  expect(variationSentence(null, format)).toBe('Nothing varies beyond chance.');
});

test('what followed a coaching is told with its interval and less what the team did, or not at all', () => {
  const row = {
    figure: 'step',
    stage: 'Offer',
    thin: false,
    base: { value: 0.4, n: 60 },
    compared: { value: 0.55, n: 40 },
    ...{ difference: 0.15, low: -0.05, high: 0.34 },
    against: { value: 0.12, low: 0.03, high: 0.21 },
  };
  const told = (one: object) => coachingSentence({ rows: [one as never] }, 'Offer', format);
  expect(told(row)).toBe(
    'Offer: 40% of 60 deals before, 55% of 40 deals since, +15.0 pp (−5.0 pp to +34.0 pp). Against the team in the same time +12.0 pp (+3.0 pp to +21.0 pp): a change beyond chance, whatever made it.',
  );
  expect(told({ ...row, against: { ...row.against, low: -0.03 } })).toContain(
    'no change that chance would not make',
  );
  expect(told({ ...row, against: null })).toContain('there is no team');
  expect(told({ ...row, thin: true })).toContain('too few deals');
});
