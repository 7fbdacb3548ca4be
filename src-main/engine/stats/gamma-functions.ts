/** From here on the asymptotic series below are exact to some 14 digits. */
const far = 12;

/** ln Γ(x) for x > 0, by Stirling's series. Some times faster than the exact library, which counts where reps are many. */
export function logGamma(x: number): number {
  let product = 1;
  let at = x;
  while (at < far) product *= at++;
  const inverse = 1 / at;
  const square = inverse * inverse;
  const series =
    inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))));
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product);
}

/** ln B(a, b). */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** ψ(x), the derivative of ln Γ, for x > 0. */
export function digamma(x: number): number {
  let sum = 0;
  let at = x;
  while (at < far) sum -= 1 / at++;
  const square = 1 / (at * at);
  const series =
    square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square / 132))));
  return sum + Math.log(at) - 0.5 / at - series;
}

/** ψ′(x), the derivative of ψ, for x > 0. */
export function trigamma(x: number): number {
  let sum = 0;
  let at = x;
  while (at < far) {
    sum += 1 / (at * at);
    at++;
  }
  const inverse = 1 / at;
  const square = inverse * inverse;
  const series =
    square *
    inverse *
    (1 / 6 - square * (1 / 30 - square * (1 / 42 - square * (1 / 30 - (square * 5) / 66))));
  return sum + inverse + 0.5 * square + series;
}
