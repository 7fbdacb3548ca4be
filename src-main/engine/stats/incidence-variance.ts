import { remaining } from './risk-table';

/** What happened at one age: the survival before it, the at-risk count, events of one cause and of all. */
export type Step = { survivalBefore: number; present: number; ofCause: number; ofAll: number };

/**
 * Running variance of one cause's cumulative incidence F, fed one age at a time in ascending order. With
 * D_j = F(t) - F(t_j) and, at each age, survival before S, n at risk, w of the cause, d of all causes:
 *
 *   var F(t) = sum D_j^2 d/(n (n - d)) + S^2 (n - w) w / n^3 - 2 D_j S w / n^2
 *
 * Every new age moves all D_j by the same increment, so the three sums are updated in constant time.
 * Without delayed entry it equals the infinitesimal jackknife of R's survfit; cmprsk's is larger by
 * construction. With delayed entry the two part by a few per cent.
 */
export function incidenceVariance(): (step: Step) => number {
  let hazard = 0; // sum of a_j = d/(n (n - d))
  let covariance = 0; // sum of c_j = S w / n^2
  let own = 0; // sum of S^2 (n - w) w / n^3
  let hazardD = 0; // sum of D_j a_j
  let hazardD2 = 0; // sum of D_j^2 a_j
  let covarianceD = 0; // sum of D_j c_j
  return ({ survivalBefore, present, ofCause, ofAll }) => {
    const increment = (survivalBefore * ofCause) / present;
    hazardD2 += increment * (2 * hazardD + increment * hazard);
    hazardD += increment * hazard;
    covarianceD += increment * covariance;
    // When all at risk leave, F stays as it is from here on: D_j is 0 for ever and so is the term.
    const rest = remaining(present, ofAll);
    if (rest > 0) hazard += ofAll / (present * rest);
    covariance += (survivalBefore * ofCause) / present ** 2;
    own += (survivalBefore ** 2 * (present - ofCause) * ofCause) / present ** 3;
    return Math.max(0, hazardD2 + own - 2 * covarianceD);
  };
}
