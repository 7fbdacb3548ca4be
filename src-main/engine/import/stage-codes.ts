import type { StageKind } from '#shared/model/stage';

type StageCode = { kind: StageKind | null; place: number | null };

/** Codes that systems write for stages and states instead of words, without the pipeline before them (`C2:`). */
const codes: Readonly<Record<string, StageCode>> = {
  // HubSpot's own ids of the stages it begins with.
  appointmentscheduled: { kind: null, place: 2 },
  qualifiedtobuy: { kind: null, place: 3 },
  presentationscheduled: { kind: null, place: 7 },
  decisionmakerboughtin: { kind: null, place: 8 },
  contractsent: { kind: null, place: 12 },
  closedwon: { kind: 'won', place: null },
  closedlost: { kind: 'lost', place: null },
  // Bitrix24.
  NEW: { kind: null, place: 0 },
  PREPARATION: { kind: null, place: 5 },
  PREPAYMENT_INVOICE: { kind: null, place: 10 },
  EXECUTING: { kind: null, place: 11 },
  FINAL_INVOICE: { kind: null, place: 12 },
  WON: { kind: 'won', place: null },
  LOSE: { kind: 'lost', place: null },
  APOLOGY: { kind: 'lost', place: null },
  // Bitrix24's meaning of a stage: success, failure, in process.
  S: { kind: 'won', place: null },
  F: { kind: 'lost', place: null },
  // 悟空CRM: won, lost, invalid.
  '-1': { kind: 'won', place: null },
  '-2': { kind: 'lost', place: null },
  '-3': { kind: 'lost', place: null },
};

/** What a code says; null for words. */
export function stageCode(stage: string): StageCode | null {
  const bare = stage.trim().replace(/^C\d+:/, '');
  return Object.hasOwn(codes, bare) ? (codes[bare] ?? null) : null;
}
