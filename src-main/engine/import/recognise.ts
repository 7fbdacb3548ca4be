import type { FileKind } from '#shared/model/fields';
import { knownExports } from './exports';
import type { ExportDescription } from './exports/description';
import { dictionary } from './exports/dictionary';
import { type Header, hasAny, headerOf, matches } from './exports/match-header';
import { nameMeanings } from './name-meanings';
import { type Evidence, recogniseTable, type TableGuess } from './recognise-table';
import { readHeaders } from './words/read-header';

export type Recognition = {
  system: string;
  systemLabel: string;
  /** What of the system it is, in words. */
  object: string;
  /** null when the file is passed over, or when nothing fits. */
  kind: FileKind | null;
  /** True for files that an import leaves alone, such as a data dictionary; `object` says what they are. */
  passedOver: boolean;
  /** Language of the headers: `en`, `zh`, `ko`, `ja`, `de`, `es`, `pt`, `fr` or `ru`. */
  language: string;
  /** 0–1; below `sureEnough` the kind has to be asked. */
  confidence: number;
  reason: string;
  /** Index into `knownExports`; -1 when no known export fits. */
  description: number;
};

export type RecognitionHints = {
  /** The user's word for the kind. */
  kind?: FileKind | undefined;
  /** Rows per distinct value, for columns that could be an id, over the whole file. */
  repeats?: Readonly<Record<string, number>> | undefined;
};

export const sureEnough = 0.4;
/** A known export is taken before general words when its own headers show it this surely. */
const sureOfSystem = 0.5;

/** Says what a file is by its headers, by what a few rows hold, and by whether its ids repeat (a log) or not (a list). */
export function recognise(
  headers: readonly string[],
  sampleRows: readonly (readonly (string | null)[])[],
  hints: RecognitionHints = {},
): Recognition {
  const { language, headers: read } = readHeaders(headers);
  const evidence: Evidence = {
    headers: headers.map(headerOf),
    read,
    rows: sampleRows,
    repeats: hints.repeats ?? repeatsInSample(headers, sampleRows),
  };
  const wanted = ({ kind }: { kind: string }) => !hints.kind || kind === hints.kind;
  const system = bestOf(evidence, (description) => wanted(description) && description.system !== 'generic');
  const general = bestOf(evidence, (description) => wanted(description) && description.system === 'generic');
  if (system && system.score >= sureOfSystem) return ofDescription(system, language, hints);
  const [table] = recogniseTable(evidence).filter(wanted);
  const asTable = table?.score ?? 0;
  const known = [system, general].find((one) => one && one.score >= asTable);
  if (known) return ofDescription(known, language, hints);
  if (table) return ofTable(table, language, hints);
  return unknown(hints.kind, language);
}

/** The description behind a recognition; null when no known export fits. */
export function descriptionOf(recognition: Pick<Recognition, 'description'>): ExportDescription | null {
  return knownExports[recognition.description] ?? null;
}

/** Headers that could be the id; `repeats` is worth computing for these. */
export function idCandidates(headers: readonly string[]): string[] {
  const { headers: read } = readHeaders(headers);
  return headers.filter((name, i) =>
    (['opportunities', 'stage-history'] as const).some((kind) =>
      nameMeanings(headerOf(name), read[i]!, kind).some(({ field }) => field === 'id'),
    ),
  );
}

type Scored = { description: ExportDescription; index: number; score: number; seen: string[] };

function bestOf(evidence: Evidence, accepts: (description: ExportDescription) => boolean): Scored | null {
  let best: Scored | null = null;
  for (const [index, description] of knownExports.entries()) {
    if (!accepts(description)) continue;
    const { score, seen } = evidenceFor(description, evidence);
    if (score > (best?.score ?? 0)) best = { description, index, score, seen };
  }
  return best;
}

function evidenceFor(description: ExportDescription, evidence: Evidence): { score: number; seen: string[] } {
  const { headers } = evidence;
  const seen: string[] = [];
  if (!description.needs.every((group) => hasAny(headers, group))) return { score: 0, seen };
  if (description.never && hasAny(headers, description.never)) return { score: 0, seen };
  let doubt = 1;
  for (const [weight, ...signs] of description.signs) {
    const header = headers.find((candidate) => signs.some((sign) => matches(sign, candidate)));
    if (!header) continue;
    seen.push(header.name);
    doubt *= 1 - weight;
  }
  for (const { weight, column, values } of description.contents ?? []) {
    if (holds(evidence, column, values)) doubt *= 1 - weight;
  }
  return { score: (1 - doubt) * contentFit(description, evidence), seen };
}

/** Whether most values of a column have the shape that a system gives them. */
function holds({ headers, rows }: Evidence, column: readonly (string | RegExp)[], shape: RegExp): boolean {
  const index = headers.findIndex((header) => column.some((sign) => matches(sign, header)));
  if (index < 0) return false;
  const values = rows.map((row) => row[index]?.trim() ?? '').filter((value) => value !== '');
  return values.length > 0 && values.filter((value) => shape.test(value)).length >= values.length / 2;
}

/** A log of a system whose ids never repeat is hardly one, where there are rows enough to tell. */
function contentFit({ keyRepeats, fields, kind }: ExportDescription, { headers, repeats }: Evidence): number {
  if (keyRepeats === undefined || kind === 'passed-over') return 1;
  const key = keyOf(headers, fields.id ?? fields.key ?? dictionary[kind].id?.strong ?? []);
  const perKey = key ? repeats[key.name] : undefined;
  if (perKey === undefined) return 1;
  // The headers of a system say more than a short sample does.
  if (keyRepeats) return perKey > 1 ? 1 : 0.8;
  return perKey > 2 ? 0.8 : 1;
}

function keyOf(headers: readonly Header[], signs: readonly (string | RegExp)[]): Header | undefined {
  return signs.map((sign) => headers.find((header) => matches(sign, header))).find((header) => header);
}

const rowsToTell = 10;

function repeatsInSample(
  headers: readonly string[],
  rows: readonly (readonly (string | null)[])[],
): Record<string, number> {
  const repeats: Record<string, number> = {};
  if (rows.length < rowsToTell) return repeats;
  for (const name of idCandidates(headers)) {
    const index = headers.indexOf(name);
    const values = rows
      .map((row) => row[index])
      .filter((value) => value !== null && value !== undefined && value !== '');
    if (values.length > 0) repeats[name] = values.length / new Set(values).size;
  }
  return repeats;
}

function ofDescription(
  { description, index, score, seen }: Scored,
  language: string,
  hints: RecognitionHints,
): Recognition {
  const { system, systemLabel, object, kind } = description;
  return {
    system,
    systemLabel,
    object,
    kind: kind === 'passed-over' ? null : kind,
    passedOver: kind === 'passed-over',
    language,
    confidence: confidenceOf(score, hints),
    reason: reasonOf(`${systemLabel}: ${object}`, seen, hints),
    description: index,
  };
}

function ofTable(
  { kind, object, score, seen }: TableGuess,
  language: string,
  hints: RecognitionHints,
): Recognition {
  return {
    system: 'generic',
    systemLabel: 'Table',
    object,
    kind,
    passedOver: false,
    language,
    confidence: confidenceOf(score, hints),
    reason: reasonOf(`a ${object}`, seen, hints),
    description: -1,
  };
}

function confidenceOf(score: number, hints: RecognitionHints): number {
  return Math.round((hints.kind ? Math.max(score, 0.6) : score) * 1000) / 1000;
}

function reasonOf(what: string, seen: readonly string[], hints: RecognitionHints): string {
  const named = seen.slice(0, 4).map((name) => `“${name}”`);
  const because =
    named.length > 0 ? `Columns ${named.join(', ')}${seen.length > 4 ? ' and others' : ''}` : 'Its columns';
  const sentence = `${because} are those of ${what}.`;
  return hints.kind ? `The kind was given. ${sentence}` : sentence;
}

function unknown(kind: FileKind | undefined, language: string): Recognition {
  return {
    system: 'generic',
    systemLabel: 'Table',
    object: kind ? 'table of a kind that was given' : 'table of unknown kind',
    kind: kind ?? null,
    passedOver: false,
    language,
    confidence: kind ? 0.5 : 0,
    reason: kind
      ? 'The kind was given; no known export has these columns.'
      : 'No known export has these columns.',
    description: -1,
  };
}
