/** Every deal as it is known now; what looks wrong does not depend on what the page is filtered by. */
export function wholeData(asOf: string) {
  return { asOf, where: [], weight: 'count' as const };
}
