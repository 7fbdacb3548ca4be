import type { FlowDirection, FlowRow } from '#shared/results/flow';
import type { FlowStage } from '../../src-renderer/charts/flow-sankey';

export const flowStages: FlowStage[] = [
  { stage: 'Qualification', rank: 1, kind: 'open' },
  { stage: 'Demo', rank: 2, kind: 'open' },
  { stage: '<b>Proposal</b> for the security and procurement boards', rank: 3, kind: 'open' },
  { stage: 'Closed Won', rank: 4, kind: 'won' },
  { stage: 'Closed Lost', rank: 0, kind: 'lost' },
];
const [qualification, demo, proposal, won, lost] = flowStages.map(({ stage }) => stage) as [
  string,
  string,
  string,
  string,
  string,
];

/** Demo → Qualification → Demo is a circle, and so is coming back from lost. */
export const flowRows: FlowRow[] = [
  row(qualification, demo, 'forward', 320, 12),
  row(qualification, proposal, 'skip', 24, 9.5),
  row(qualification, lost, 'lost', 140, 31),
  row(qualification, null, 'open', 18, 44),
  row(demo, qualification, 'back', 26, 8),
  row(demo, proposal, 'forward', 190, 16),
  row(demo, lost, 'lost', 88, 27),
  row(proposal, demo, 'back', 12, 5),
  row(proposal, won, 'won', 120, 21),
  row(proposal, lost, 'lost', 70, null),
  row(lost, qualification, 'back', 6, 60),
];

function row(
  from: string,
  to: string | null,
  direction: FlowDirection,
  count: number,
  medianDays: number | null,
): FlowRow {
  return { from, to, direction, count, deals: count - 1, value: count * 12_500, medianDays };
}

const losses = (value: number) => ({ value, tone: 'lost' as const, select: { title: `${value}` } });

/** Losses by reason and stage, with names that need two lines or are cut. */
export const lossMatrix = {
  corner: 'Reason',
  columns: ['Qualified', 'Proposal, second revision with legal', 'Not known'],
  total: 'All',
  rows: [
    { name: 'Price: Too expensive', total: 1240, cells: [losses(200), losses(1000), losses(40)] },
    { name: 'No reason given', total: 9, cells: [null, losses(9), null] },
  ],
};
