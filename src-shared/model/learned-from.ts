/** Deals that win odds and the record of limits are learned from at most, chosen evenly; the tables keep a sample of so many. */
export const learnedFrom = 60_000;
