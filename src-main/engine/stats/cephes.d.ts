/** The package ships declarations that its `exports` map hides; these are the functions used here. */
declare module 'cephes' {
  /** Settles once the WebAssembly module is compiled; no function may be called before. */
  export const compiled: Promise<void>;
  /** Inverse of the standard normal distribution function. */
  export function ndtri(probability: number): number;
  /** Upper tail of the chi-square distribution. */
  export function chdtrc(degreesOfFreedom: number, x: number): number;
  /** Regularised incomplete beta function. */
  export function incbet(a: number, b: number, x: number): number;
  /** Inverse of the regularised incomplete beta function. */
  export function incbi(a: number, b: number, probability: number): number;
}
