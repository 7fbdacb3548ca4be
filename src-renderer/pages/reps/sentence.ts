import type { CoachingAnswer, CoachingRow } from '#shared/results/coaching';
import type { RepCard, RepStage, RepStageRow, RepStagesAnswer } from '#shared/results/reps';
import type { Formatters } from '../../charts/formatters';
import { isolated } from '../../charts/rep-cells';

/** Who, in which stage, whether it is real and what would help, of the rep of the card. */
export function repsSentence(answer: RepStagesAnswer, card: RepCard | null, format: Formatters): string {
  const flagged = answer.rows.filter(({ flag, rank }) => flag !== null && rank > 0);
  const tested = answer.rows.filter(({ adjustedP, rank }) => adjustedP !== null && rank > 0);
  if (tested.length === 0) {
    return `No rep has ${answer.minimum} deals in a stage that were followed long enough; nothing can be said yet.`;
  }
  const map = `${format.count(flagged.length)} of ${format.count(tested.length)} cells lie beyond chance`;
  if (card === null) return `${map}.`;
  const name = isolated(card.owner ?? '');
  if (card.focus === null && flagged.length === 0) {
    return `No rep stands out in a stage: chance explains all of the ${format.count(tested.length)} cells.`;
  }
  if (card.focus === null) return `${name} stands out below the team in no stage; ${map}.`;
  const stage = answer.stages.find((one) => one.stage === card.focus?.stage);
  const row = rowOf(answer, card.owner, stage);
  if (!stage || !row) return `${map}.`;
  const real = card.focus.evidence === 'flagged' ? 'chance does not explain it' : 'it may be chance';
  const help = card.focus.learnFrom[0]
    ? `; ${isolated(card.focus.learnFrom[0])} does surely better there`
    : '';
  return `${name} brings on ${format.percent(row.adjusted)} of deals from ${stage.stage}, the team ${format.percent(stage.rate)}: ${real}${help}. In all, ${map}.`;
}

export function rowOf(
  answer: RepStagesAnswer,
  owner: string | null,
  stage: RepStage | undefined,
): RepStageRow | undefined {
  return answer.rows.find((row) => row.owner === owner && row.rank === stage?.rank);
}

/** A p-value as people read it. */
export function pValueText(p: number, format: Formatters): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${format.number(p, p < 0.01 ? 3 : 2)}`;
}

/** Whether reps differ at all in a stage, in words. */
export function effectSentence({ effect }: RepStage, format: Formatters): string {
  if (!effect) return 'Too few reps to tell how far they differ.';
  const p = pValueText(effect.pValue, format);
  if (effect.pValue > 0.05) return `Chance alone explains how far reps lie apart (${p}).`;
  return `Reps differ beyond chance (${p}); half of a difference is real from ${format.count(Math.round(effect.strength))} deals on.`;
}

export function variationSentence(split: RepStagesAnswer['variation'], format: Formatters): string {
  if (split === null) return 'Nothing varies beyond chance.';
  const process = split.stages + split.mix;
  const more = process >= 0.5 ? 'the process and the market' : 'how it is carried out';
  return `${format.percent(Math.max(process, 1 - process))} of the variation beyond chance speaks of ${more}.`;
}

/** What followed a coaching in the stage that was worked on: both sides, and what is left when the team's change is taken off. */
export function coachingSentence(
  { rows }: Pick<CoachingAnswer, 'rows'>,
  stage: string | null,
  format: Formatters,
): string {
  const row = rows.find((one) => one.stage === stage) ?? rows[0];
  const what = row?.stage ?? 'Win rate';
  if (!row || row.thin || row.difference === null) {
    return `${what}: too few deals on one side to tell a change.`;
  }
  const side = ({ value, n }: CoachingRow['base']) => `${format.percent(value)} of ${format.count(n)} deals`;
  const plain = `${what}: ${side(row.base)} before, ${side(row.compared)} since, ${effect(row.difference, row, format)}`;
  if (!row.against) return `${plain}; there is no team to compare with.`;
  const { value, low, high } = row.against;
  const finding =
    low > 0 || high < 0 ? 'a change beyond chance, whatever made it' : 'no change that chance would not make';
  return `${plain}. Against the team in the same time ${effect(value, row.against, format)}: ${finding}.`;
}

function effect(
  value: number,
  { low, high }: { low: number | null; high: number | null },
  format: Formatters,
): string {
  return `${format.points(value)} (${format.points(low)} to ${format.points(high)})`;
}
