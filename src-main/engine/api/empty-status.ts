import type { Warning } from '#shared/results/envelope';
import type { ImportRecord, StatusResult } from '#shared/results/workspace';

/** The status of a workspace that nothing was imported into yet. */
export function emptyStatus(context: {
  path: string;
  imports: ImportRecord[];
  currency: string | null;
  zone: string;
  notes: Warning[];
}): StatusResult {
  return {
    path: context.path,
    opportunities: 0,
    lives: 0,
    open: 0,
    won: 0,
    lost: 0,
    openValue: 0,
    wonValue: 0,
    stageEvents: 0,
    events: 0,
    activities: 0,
    activitiesOfDeals: 0,
    leads: 0,
    targets: 0,
    firstDay: null,
    lastDay: null,
    asOf: null,
    evidence: 'state',
    evidenceShares: {},
    partialHistory: 0,
    reopened: { closings: 0, soon: 0, later: 0, rate: null },
    snapshots: null,
    freshness: { lastEvent: null, lastImport: context.imports[0]?.importedAt ?? null },
    currency: context.currency,
    rates: [],
    zone: context.zone,
    pipelines: [],
    stages: [],
    fields: [],
    imports: context.imports,
    warnings: context.notes,
  };
}
