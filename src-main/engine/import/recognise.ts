import type { FileKind } from '#shared/model/fields';
import { knownExports } from './exports';
import type { ExportDescription, HeaderSign } from './exports/description';
import { dictionary } from './exports/dictionary';
import { type Header, hasAny, headerOf, matches } from './exports/match-header';

export type Recognition = {
  system: string;
  systemLabel: string;
  /** What of the system it is, in words. */
  object: string;
  /** null when the file is passed over, or when nothing fits. */
  kind: FileKind | null;
  /** True for files that an import leaves alone, such as a data dictionary; `object` says what they are. */
  passedOver: boolean;
  language: string;
  /** 0–1; below `sureEnough` the kind has to be asked. */
  confidence: number;
  reason: string;
  /** Index into `knownExports`; -1 when nothing fits. */
  description: number;
};

export type RecognitionHints = {
  /** The user's word for the kind. */
  kind?: FileKind | undefined;
  /** Rows per distinct value, for columns that could be an id, over the whole file. */
  repeats?: Readonly<Record<string, number>> | undefined;
};

export const sureEnough = 0.4;

/** Says what a file is by its headers, and by whether its ids repeat (a log) or not (a list). */
export function recognise(
  headers: readonly string[],
  sampleRows: readonly (readonly (string | null)[])[],
  hints: RecognitionHints = {},
): Recognition {
  const all = headers.map(headerOf);
  const sampled = repeatsInSample(headers, sampleRows);
  const scored = knownExports
    .map((description, index) => {
      // Headers of a system are proof enough; only for general words a few rows have to say whether ids repeat.
      const repeats = hints.repeats ?? (description.system === 'generic' ? sampled : {});
      return { description, index, ...evidenceFor(description, all, repeats) };
    })
    .filter(({ description, score }) => score > 0 && (!hints.kind || description.kind === hints.kind));
  if (scored.length === 0) return unknown(hints.kind);
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  const { system, systemLabel, object, kind, language } = best.description;
  return {
    system,
    systemLabel,
    object,
    kind: kind === 'passed-over' ? null : kind,
    passedOver: kind === 'passed-over',
    language,
    confidence: round(hints.kind ? Math.max(best.score, 0.6) : best.score),
    reason: reasonOf(best.description, best.seen, hints),
    description: best.index,
  };
}

/** The description behind a recognition; null when nothing fits. */
export function descriptionOf(recognition: Pick<Recognition, 'description'>): ExportDescription | null {
  return knownExports[recognition.description] ?? null;
}

/** Headers that any description could take for the id; `repeats` is worth computing for these. */
export function idCandidates(headers: readonly string[]): string[] {
  const signs = [
    ...knownExports.flatMap(({ fields }) => fields.id ?? []),
    ...Object.values(dictionary['stage-history'].id ?? {}).flat(),
    ...Object.values(dictionary.opportunities.id ?? {}).flat(),
  ];
  return headers.filter((name) => signs.some((sign) => matches(sign, headerOf(name))));
}

type Repeats = Readonly<Record<string, number>>;

function evidenceFor(description: ExportDescription, headers: readonly Header[], repeats: Repeats) {
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
  const prior = description.system === 'generic' ? 0.95 : 1;
  return { score: (1 - doubt) * prior * contentFit(description, headers, repeats), seen };
}

/** A log whose ids never repeat is rather a list, and a list whose ids repeat rather a log. */
function contentFit(
  { keyRepeats, fields, kind }: ExportDescription,
  headers: readonly Header[],
  repeats: Repeats,
): number {
  if (keyRepeats === undefined || kind === 'passed-over') return 1;
  const words = dictionary[kind].id ?? dictionary[kind].key;
  const candidates: readonly HeaderSign[] = [
    ...(fields.id ?? []),
    ...(words?.strong ?? []),
    ...(words?.weak ?? []),
  ];
  const key = candidates
    .map((sign) => headers.find((header) => matches(sign, header)))
    .find((header) => header);
  const perKey = key ? repeats[key.name] : undefined;
  if (perKey === undefined) return 1;
  if (keyRepeats) return perKey > 1.2 ? 1 : 0.5;
  // A list with a few ids twice is still a list.
  return perKey > 2 ? 0.5 : perKey > 1.2 ? 0.95 : 1;
}

function repeatsInSample(headers: readonly string[], rows: readonly (readonly (string | null)[])[]): Repeats {
  const repeats: Record<string, number> = {};
  if (rows.length < 10) return repeats;
  for (const name of idCandidates(headers)) {
    const index = headers.indexOf(name);
    const values = rows
      .map((row) => row[index])
      .filter((value) => value !== null && value !== undefined && value !== '');
    if (values.length > 0) repeats[name] = values.length / new Set(values).size;
  }
  return repeats;
}

function reasonOf(description: ExportDescription, seen: string[], hints: RecognitionHints): string {
  const named = seen.slice(0, 4).map((name) => `“${name}”`);
  const because =
    named.length > 0 ? `Columns ${named.join(', ')}${seen.length > 4 ? ' and others' : ''}` : 'Its columns';
  const what = `${because} are those of ${description.systemLabel}: ${description.object}.`;
  return hints.kind ? `The kind was given. ${what}` : what;
}

function unknown(kind: FileKind | undefined): Recognition {
  return {
    system: 'generic',
    systemLabel: 'Table',
    object: kind ? 'table of a kind that was given' : 'table of unknown kind',
    kind: kind ?? null,
    passedOver: false,
    language: 'en',
    confidence: kind ? 0.5 : 0,
    reason: kind
      ? 'The kind was given; no known export has these columns.'
      : 'No known export has these columns.',
    description: -1,
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
