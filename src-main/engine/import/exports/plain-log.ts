import type { ExportDescription } from './description';

/** Event logs as process mining tools write them (XES attribute names in CSV). */
const eventLog: ExportDescription = {
  system: 'generic',
  systemLabel: 'Event log',
  object: 'event log (XES names)',
  kind: 'stage-history',
  needs: [['caseconceptname'], ['conceptname', 'activity'], ['timetimestamp']],
  signs: [
    [0.7, /^case:concept:name$/i],
    [0.5, /^concept:name$/i],
    [0.5, /^time:timestamp$/i],
    [0.2, /^org:resource$/i],
    [0.2, /^lifecycle:transition$/i],
  ],
  keyRepeats: true,
  fields: {
    id: ['caseconceptname'],
    stage: ['conceptname', 'activity'],
    at: ['timetimestamp'],
    owner: ['orgresource'],
  },
  notFields: [/^case:(?!concept:name$)/i, /^concept:instance$/i, 'activity', 'resource'],
  technical: [/^concept:instance$/i, /^lifecycle:/i, 'activity', 'resource'],
};

export const plainLogs: readonly ExportDescription[] = [eventLog];
