/** A number with the words that agree with it: `1 deal was`, `8,800 deals were`. */
export function counted(n: number, one: string, many: string): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}
