/** Days of the customary steps of age of a cohort: a twelfth and a quarter of a year of 365.25 days, as rounded in use. */
export const customaryAgeStep = { month: 30.44, quarter: 91.31 } as const;
