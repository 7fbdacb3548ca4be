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
 * Variance of what moves all deals of a forecast together, on the logit: what past errors show beyond independent deals, by
 * moments, drawn to a prior.
 */
export function sharedShock(errors: readonly PastError[]): number {
  const { shockPrior, shockPeriods } = forecastConstants;
  let excess = 0;
  let square = 0;
  for (const { error, variance, sensitivity } of errors) {
    excess += error ** 2 - variance;
    square += sensitivity ** 2;
  }
  const seen = square > 0 ? Math.max(0, excess / square) : 0;
  const n = square > 0 ? errors.length : 0;
  return Math.sqrt((n * seen + shockPeriods * shockPrior ** 2) / (n + shockPeriods));
}
