import { describe, expect, test } from 'vitest';
import type { ConformanceRow, FlowRow } from '#shared/results/flow';
import type { LossReasonRow } from '#shared/results/loss-reasons';
import { createFormatters } from '../../src-renderer/charts/formatters';
import { flowSentence, lossesSentence, pathSentence } from '../../src-renderer/pages/funnel/moves/sentences';

const format = createFormatters('en-US', 'USD');
const noHistory = [{ code: 'no-stage-history', message: '' }];

const move = (from: string, to: string | null, direction: FlowRow['direction'], count: number): FlowRow => ({
  from,
  to,
  direction,
  count,
  deals: count,
  value: 0,
  medianDays: 1,
});

describe('the moves say', () => {
  const rows = [
    move('Discovery', 'Proposal', 'forward', 80),
    move('Discovery', 'Legal', 'skip', 10),
    move('Proposal', 'Discovery', 'back', 7),
    move('Legal', 'Proposal', 'back', 3),
    move('Proposal', null, 'open', 500),
  ];
  const reopened = [move('Proposal', 'Lost', 'lost', 50), move('Lost', 'Discovery', 'back', 50)];

  test('how many skip a stage or lead back, and where most come back from', () => {
    expect(flowSentence({ rows, warnings: [] }, format)).toBe(
      'Of 100 moves 10.0% skip a stage and 10.0% lead back, most often from Proposal to Discovery (7).',
    );
  });

  test('where most come back from among the open stages, however many were reopened', () => {
    expect(flowSentence({ rows: [...rows, ...reopened], warnings: [] }, format)).toContain(
      'lead back, most often from Proposal to Discovery (7)',
    );
  });

  test('only how deals ended where there is no stage history, and that nothing moved', () => {
    const ends = [move('Discovery', 'Won', 'won', 4), move('Discovery', 'Lost', 'lost', 2)];
    expect(flowSentence({ rows: ends, warnings: noHistory }, format)).toBe(
      'Without a stage history only the last move of each deal is known: 4 were won and 2 lost.',
    );
    expect(flowSentence({ rows: rows.slice(4), warnings: [] }, format)).toMatch(/^No deal moved/);
  });
});

describe('the paths say', () => {
  const share = (part: ConformanceRow['shares'][number]['part'], of: number) => ({
    part,
    deals: of * 100,
    share: of,
    low: of - 0.02,
    high: of + 0.02,
  });
  const row: ConformanceRow = {
    deals: 100,
    shares: [share('on-path', 0.8), share('skip', 0.15), share('back', 0.04), share('loop', 0.05)],
    meanVisits: 3,
    paths: 9,
    variants: [],
    stages: [],
    template: null,
  };

  test('how many keep to the path and how others leave it', () => {
    expect(pathSentence({ rows: [row], warnings: [] }, format)).toBe(
      'Of 100 deals created 80% keep to the path (78–82%); 15% skip a stage, 4% move back and 5% visit a stage again.',
    );
  });

  test('numbers instead of shares of few deals', () => {
    expect(
      pathSentence(
        { rows: [{ ...row, deals: 3, shares: [{ ...share('on-path', 1), deals: 2 }] }], warnings: [] },
        format,
      ),
    ).toBe('2 of 3 deals created keep to the path; too few to read shares off.');
  });

  test('that the data does not tell where there is no stage history', () => {
    expect(pathSentence({ rows: [row], warnings: noHistory }, format)).toMatch(
      /^Which path 100 deals took is not in the data/,
    );
  });
});

describe('the loss reasons say', () => {
  const loss = (reason: string | null, stage: string | null, count: number): LossReasonRow => ({
    category: null,
    reason,
    stage,
    count,
    value: count * 1000,
    share: 0,
    low: null,
    high: null,
    values: [reason],
  });
  const rows = [
    loss('Price', 'Proposal', 30),
    loss('Price', 'Legal', 20),
    loss('Timing', null, 10),
    loss(null, null, 40),
  ];

  test('the reason given most, where from, and how many give none, by deals or by money', () => {
    expect(lossesSentence({ rows, warnings: [] }, 'count', format)).toBe(
      'Of 100 lost deals 50% give Price as the reason, most often from Proposal; 40% give none.',
    );
    expect(lossesSentence({ rows, warnings: [] }, 'value', format)).toBe(
      'Of $100K lost 50% gives Price as the reason, most often from Proposal; 40% gives none.',
    );
  });

  test('that none has a reason, or that nothing was lost', () => {
    expect(lossesSentence({ rows: [rows[3]!], warnings: [] }, 'count', format)).toBe(
      'None of 40 lost deals has a reason.',
    );
    expect(lossesSentence({ rows: [], warnings: [] }, 'count', format)).toMatch(/^No deal was lost/);
  });
});
