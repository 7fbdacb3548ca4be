import type { ExportDescription } from './description';
import { dictionary, type Words } from './dictionary';

const all = ({ strong, weak = [] }: Words) => [...strong, ...weak];
const words = dictionary['stage-history'];

/** Event logs as process mining tools write them (XES attribute names in CSV). */
const eventLog: ExportDescription = {
  system: 'generic',
  systemLabel: 'Event log',
  language: 'en',
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

/** Deal, stage, time: what people write themselves. */
const stageLog: ExportDescription = {
  system: 'generic',
  systemLabel: 'Stage log',
  language: 'en',
  object: 'log of stage changes',
  kind: 'stage-history',
  needs: [all(words.id!), all(words.stage!), all(words.at!)],
  signs: [
    [0.35, ...words.id!.strong],
    [0.2, ...(words.id!.weak ?? [])],
    [0.35, ...words.stage!.strong],
    [0.2, ...(words.stage!.weak ?? [])],
    [0.35, ...words.at!.strong],
    [0.25, ...(words.at!.weak ?? [])],
    [0.2, 'fromstage', 'oldstage', 'oldstageid', 'previousstage'],
    [0.15, 'daysinstage', 'stageorder'],
  ],
  keyRepeats: true,
  fields: {},
};

export const plainLogs: readonly ExportDescription[] = [eventLog, stageLog];
