import { describe, expect, it } from 'vitest';
import { outcomeOfWord, usualPlace } from '#engine/import/stage-lexicon';
import { flowHeights } from '#engine/import/stage-order';
import type { StageFacts } from '#engine/import/staged-file';
import { planStages } from '#engine/import/stages';

const fact = (stage: string, more: Partial<StageFacts> = {}): StageFacts => ({
  stage,
  pipeline: '',
  deals: 10,
  probability: null,
  won: null,
  closed: null,
  first: 0,
  ...more,
});

const order = (facts: StageFacts[], transitions: { from: string; to: string; count: number }[] = []) =>
  planStages({ facts, transitions }).map(({ stage, rank, kind }) => `${rank} ${stage} ${kind}`);

describe('kind of a stage', () => {
  it.each([
    ['Closed Won', 'won'],
    ['ClosedWon', 'won'],
    ['closed_lost', 'lost'],
    ['Closed Lost - won by competitor', 'lost'],
    ['Disqualified', 'lost'],
    ['No decision', 'lost'],
    ['Cancelled', 'lost'],
    ['In progress', 'open'],
    ['Negotiation', null],
    ['Window shopping', null],
    ['Lost and found desk', 'lost'],
    ['赢单', 'won'],
    ['无效', 'lost'],
    ['계약완료', 'won'],
    ['실주', 'lost'],
    ['受注', 'won'],
    ['失注', 'lost'],
    ['Verloren', 'lost'],
    ['Cierre ganado', 'won'],
    ['Perdida', 'lost'],
    ['Gagnée', 'won'],
    ['Сделка успешна', 'won'],
    ['Сделка провалена', 'lost'],
    ['C2:WON', 'won'],
    ['LOSE', 'lost'],
    ['-3', 'lost'],
  ])('by its name: %s is %s', (stage, kind) => {
    expect(outcomeOfWord(stage)).toBe(kind);
  });

  it('is won or lost by flags, whatever it is called', () => {
    const facts = [
      fact('Fertig', { won: 1, closed: 1 }),
      fact('Absage', { won: 0, closed: 1 }),
      fact('Won over', { won: 0, closed: 0 }),
    ];
    expect(order(facts)).toEqual(['1 Won over open', '2 Fertig won', '0 Absage lost']);
  });

  it('is what the user says before anything else', () => {
    const plan = planStages({
      facts: [fact('Demo'), fact('Onboarding'), fact('Won')],
      transitions: [],
      given: { Onboarding: { kind: 'post' }, Demo: { rank: 1 } },
    });
    expect(plan.map(({ stage, kind }) => [stage, kind])).toEqual([
      ['Demo', 'open'],
      ['Won', 'won'],
      ['Onboarding', 'post'],
    ]);
  });

  it('takes “Closed” for won when nothing else is', () => {
    expect(order([fact('Demo'), fact('Closed')])).toEqual(['1 Demo open', '2 Closed won']);
    expect(order([fact('Demo'), fact('Closed'), fact('Won')])).not.toContain('2 Closed won');
  });
});

describe('order of open stages', () => {
  it.each([
    [
      'Salesforce',
      [
        'Prospecting',
        'Qualification',
        'Needs Analysis',
        'Value Proposition',
        'Id. Decision Makers',
        'Perception Analysis',
        'Proposal/Price Quote',
        'Negotiation/Review',
      ],
    ],
    [
      'HubSpot',
      [
        'Appointment scheduled',
        'Qualified to buy',
        'Presentation scheduled',
        'Decision maker bought-in',
        'Contract sent',
      ],
    ],
    ['a short list', ['Lead', 'Discovery', 'Demo', 'Proposal', 'Negotiation']],
    ['Maven', ['Prospecting', 'Engaging']],
    ['Chinese', ['初步接洽', '需求确定', '方案/报价', '谈判审核']],
    ['Korean', ['발굴', '미팅', '제안', '협상']],
    ['Japanese', ['アプローチ', 'ヒアリング', '提案', '交渉']],
    ['German', ['Erstkontakt', 'Bedarfsanalyse', 'Angebot', 'Verhandlung']],
    ['Spanish', ['Prospección', 'Calificación', 'Propuesta', 'Negociación']],
    ['Portuguese', ['Lead', 'Qualificação', 'Proposta', 'Negociação']],
    ['French', ['Prospection', 'Qualification', 'Proposition', 'Négociation']],
    ['Russian', ['Первичный контакт', 'Выявление потребностей', 'Коммерческое предложение', 'Переговоры']],
    ['percentages', ['10%', '50%', '70%', '90%']],
  ])('is the usual course of a sale for %s', (_name, stages) => {
    const shuffled = [...stages].reverse().map((stage, i) => fact(stage, { first: i }));
    expect(planStages({ facts: shuffled, transitions: [] }).map(({ stage }) => stage)).toEqual(stages);
  });

  it('is the number in the name', () => {
    expect(order([fact('3. Demo'), fact('1. Proposal'), fact('2. Lead')])).toEqual([
      '1 1. Proposal open',
      '2 2. Lead open',
      '3 3. Demo open',
    ]);
  });

  it('is the mean probability where the CRM keeps one', () => {
    const facts = [
      fact('Zeta', { probability: 0.2 }),
      fact('Alpha', { probability: 0.6 }),
      fact('Mu', { probability: 0.4 }),
    ];
    expect(order(facts)).toEqual(['1 Zeta open', '2 Mu open', '3 Alpha open']);
  });

  it('is how deals move where names say nothing, loops and moves back included', () => {
    const facts = ['c', 'a', 'd', 'b'].map((stage, first) => fact(stage, { first }));
    const moves = [
      { from: 'a', to: 'b', count: 100 },
      { from: 'b', to: 'c', count: 80 },
      { from: 'c', to: 'd', count: 60 },
      { from: 'c', to: 'b', count: 20 },
      { from: 'a', to: 'd', count: 5 },
      { from: 'd', to: 'a', count: 3 },
    ];
    expect(order(facts, moves)).toEqual(['1 a open', '2 b open', '3 c open', '4 d open']);
  });

  it('is the order of first appearance when there is nothing else', () => {
    expect(order([fact('x', { first: 5 }), fact('y', { first: 1 })])).toEqual(['1 y open', '2 x open']);
  });

  it('ranks each pipeline by itself', () => {
    const plan = planStages({
      facts: [
        fact('Demo', { pipeline: 'A' }),
        fact('Won', { pipeline: 'A' }),
        fact('Pilot', { pipeline: 'B' }),
      ],
      transitions: [],
    });
    expect(plan.map(({ pipeline, stage, rank }) => [pipeline, stage, rank])).toEqual([
      ['A', 'Demo', 1],
      ['A', 'Won', 2],
      ['B', 'Pilot', 1],
    ]);
  });
});

describe('flow heights', () => {
  it('climb one step a move in a straight line', () => {
    const heights = flowHeights(
      ['a', 'b', 'c'],
      [
        { from: 'a', to: 'b', count: 3 },
        { from: 'b', to: 'c', count: 7 },
      ],
    );
    expect(heights?.map((height) => Math.round(height * 1e9) / 1e9)).toEqual([0, 1, 2]);
  });

  it('say nothing where stages are not connected', () => {
    expect(flowHeights(['a', 'b', 'c'], [{ from: 'a', to: 'b', count: 1 }])).toBeNull();
  });
});

describe('the usual place of a stage', () => {
  it('is the latest that its name speaks of', () => {
    expect(usualPlace('New proposal')).toBe(usualPlace('Proposal'));
    expect(usualPlace('Xyz')).toBeNull();
  });
});
