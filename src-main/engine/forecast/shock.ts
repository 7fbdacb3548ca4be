import { forecastConstants } from './constants';

/** One past forecast: its error, and what its own distribution said. */
export type PastError = {
  error: number;
  /** Variance with all deals independent. */
  variance: number;
  /** How much the mean moves with the shared shock: Σ a p (1 − p) and 0.7 of new business. */
  sensitivity: number;
};

/**
 * Standard deviation of what moves all deals of a forecast together, on the logit: what past errors show beyond independent
 * deals, by moments, drawn to a prior. An error counts by how much it can say: of few deals the independent part drowns
 * the shared one, and taking such errors for a whole period each would widen every range (the share of the variance that
 * the prior shock would have, squared, is the information of one period against that of one without an independent part).
 * It is that of the next forecast: wider by what `learnedFrom` periods leave unknown of the level, 1 + 1/n of the square.
 */
export function sharedShock(errors: readonly PastError[], learnedFrom: number): number {
  const { shockPrior, shockPeriods } = forecastConstants;
  const prior = shockPrior ** 2;
  let sum = shockPeriods * prior;
  let weight: number = shockPeriods;
  for (const { error, variance, sensitivity } of errors) {
    const square = sensitivity ** 2;
    if (!(square > 0)) continue;
    const information = ((square * prior) / (variance + square * prior)) ** 2;
    sum += (information * (error ** 2 - variance)) / square;
    weight += information;
  }
  return Math.sqrt(Math.max(0, sum / weight) * (1 + 1 / Math.max(1, learnedFrom)));
}
