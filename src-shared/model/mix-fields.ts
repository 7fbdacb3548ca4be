/** Fields that make one deal easier than another; sizes and skipped stages join them. Teams and regions would hide their reps. */
export const mixFields = ['segment', 'source', 'lead_type'] as const;

/** The model of the mix is learned from about so many deals at most. */
export const mixDeals = 125_000;
