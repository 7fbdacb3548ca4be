import type { RepFlag, RepStage, RepStageRow } from '#shared/results/reps';

/** Reps who are told apart in a chart; the others are drawn in grey. */
export const noOwner = '(no owner)';

export function ownerName(owner: string | null): string {
  return owner ?? noOwner;
}

/** A name inside a sentence: marks of direction in it turn round nothing but itself. */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

/** Said beside a figure that chance does not explain, so that colour alone does not say it. */
export const flagMarks: Record<Exclude<RepFlag, null>, string> = { high: '↑', low: '↓' };

export function flagMark(flag: RepFlag): string {
  return flag === null ? '' : flagMarks[flag];
}

export const flagWords: Record<Exclude<RepFlag, null>, string> = {
  high: 'unusually many go on',
  low: 'unusually few go on',
};

export function stageName({ stage }: Pick<RepStage, 'stage'>): string {
  return stage ?? 'Whole sale';
}

/** What a cell is coloured by: the shrunk rate less the team's, or the adjusted one where nothing is shrunk. */
export function distanceOf(row: RepStageRow, team: number | null): number | null {
  const rate = row.shrunk ?? row.adjusted;
  return rate === null || team === null ? null : rate - team;
}
