/** What the numbers about paths mean, and the question that gives them. */
export const aboutPaths = { definition: 'conformance', method: 'metric.conformance' } as const;
