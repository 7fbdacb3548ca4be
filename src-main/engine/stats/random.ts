/**
 * Seeded random numbers by sfc32 (Chris Doty-Humphrey, PractRand): the same seed and stream give the same numbers on every
 * machine. Streams keep draws apart, so that drawing one thing more often moves nothing else.
 */
export class SeededRandom {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;
  #spare: number | null = null;

  constructor(seed: number, stream = 0) {
    this.#a = mix(0x9e3779b9, seed);
    this.#b = mix(this.#a, stream);
    this.#c = mix(this.#b, Math.floor(seed / 0x1_0000_0000));
    for (let i = 0; i < 16; i += 1) this.next();
  }

  /** Uniform in [0, 1). */
  next(): number {
    const t = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + t) | 0;
    return (t >>> 0) / 0x1_0000_0000;
  }

  /** Whole number in [0, n). */
  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  /** Standard normal (Box–Muller). */
  normal(): number {
    if (this.#spare !== null) {
      const spare = this.#spare;
      this.#spare = null;
      return spare;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    const angle = 2 * Math.PI * this.next();
    this.#spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** Gamma with mean `shape`, scale 1 (Marsaglia and Tsang 2000). */
  gamma(shape: number): number {
    if (shape <= 0) return 0;
    if (shape < 1) return this.gamma(shape + 1) * (1 - this.next()) ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - this.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  }

  /** Poisson: by multiplying up to a mean of 30, by halving through gamma waiting times above (Ahrens and Dieter 1974). */
  poisson(mean: number): number {
    let left = mean;
    let count = 0;
    while (left > 30) {
      const m = Math.floor(left * 0.875);
      const waited = this.gamma(m);
      if (waited > left) return count + this.#binomial(m - 1, left / waited);
      count += m;
      left -= waited;
    }
    const floor = Math.exp(-left);
    let product = 1 - this.next();
    while (product > floor) {
      count += 1;
      product *= 1 - this.next();
    }
    return count;
  }

  #binomial(n: number, p: number): number {
    let count = 0;
    for (let i = 0; i < n; i += 1) if (this.next() < p) count += 1;
    return count;
  }
}

function mix(h: number, value: number): number {
  let x = (h ^ value) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) | 0;
}
