/**
 * What a deal's history rests on, best first: a full stage log, dated stage columns,
 * differences between dated exports, or the current state alone.
 */
export const evidenceGrades = ['log', 'dates', 'snapshots', 'state'] as const;
export type Evidence = (typeof evidenceGrades)[number];
