import type { FigureUnit } from '#shared/model/asked-figure';
import type { MatchRow } from '#shared/results/match';
import { toCents } from '../group-by';

/** A row before it is held against the figure asked for. */
export type CandidateRow = Omit<MatchRow, 'difference' | 'matches' | 'alike'>;

/** A figure that was counted. `doubt` orders those that match: 0 is what a plain report would print. */
export type Candidate = {
  unit: FigureUnit;
  value: number;
  isFiltered: boolean;
  /** The same for ways that count the same deals by another name. */
  sameness: string;
  /** Its place among equals. */
  name: string;
  doubt: number;
  /** Everything about it, made for those that are returned. */
  row: () => CandidateRow;
};

/** A figure to what its arithmetic is good for: sums of the same deals in another order are the same. */
export function settled(unit: FigureUnit, value: number): number {
  return unit === 'amount' ? toCents(value) : Number(value.toPrecision(12));
}

/** What each departure from a plain report of all deals adds to the doubt. */
export const doubts = {
  filter: 4,
  newest: 2,
  otherDate: 1,
  noPeriod: 2,
  own: 1,
  definition: 1,
  curve: 1,
} as const;
