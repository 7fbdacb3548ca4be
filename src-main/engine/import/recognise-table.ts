import type { FileKind } from '#shared/model/fields';
import type { Header } from './exports/match-header';
import { type KindProfile, kindProfiles } from './kind-profiles';
import { nameMeanings } from './name-meanings';
import { salesContent } from './sales-content';
import { wideStages } from './wide-stages';
import { speaksOf } from './words/count-concepts';
import type { ReadHeader } from './words/read-header';

/** One file as recognition sees it: names, their readings, and a few rows. */
export type Evidence = {
  headers: readonly Header[];
  read: readonly ReadHeader[];
  rows: readonly (readonly (string | null)[])[];
  /** Rows per distinct value of a column, where known. */
  repeats: Readonly<Record<string, number>>;
};

export type TableGuess = { kind: FileKind; object: string; score: number; seen: string[] };

/** What a table of no known system holds, by the fields that its headers mean; the best guess first. */
export function recogniseTable(evidence: Evidence): TableGuess[] {
  return kindProfiles
    .map((profile) => guess(profile, evidence))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
}

function guess(profile: KindProfile, evidence: Evidence): TableGuess {
  const { kind, object } = profile;
  const found = hintsOf(profile, evidence);
  const seen = [...new Set([...found.values()].map(({ column }) => column))].filter(Boolean);
  if (!profile.needs.every((group) => group.some((field) => found.has(field))))
    return { kind, object, score: 0, seen };
  let doubt = 1;
  for (const [field, { strength }] of found) doubt *= 1 - (profile.fields[field] ?? 0) * strength;
  for (const [weight, ...concepts] of profile.concepts)
    if (evidence.read.some((header) => speaksOf(header, ...concepts))) doubt *= 1 - weight;
  for (const [share, ...concepts] of profile.against)
    if (evidence.read.some((header) => speaksOf(header, ...concepts) && !isSummary(header)))
      doubt = 1 - (1 - doubt) * (1 - share);
  const fit = repeatFit(profile, keyOf(kind, found), evidence);
  const told = kind === 'opportunities' ? salesContent(evidence, found) : 1;
  return { kind, object, score: (1 - doubt) * fit * told * otherBusiness(evidence), seen };
}

/** What tells one row of a list from another: a list of deals without ids has at least their names. */
function keyOf(kind: FileKind, found: ReadonlyMap<string, Hint>): Hint | undefined {
  if (kind === 'opportunities') return found.get('id') ?? found.get('opportunity');
  return found.get(kind === 'stage-history' ? 'id' : 'key');
}

/** “Last activity date” tells of the row, not of an activity. */
function isSummary(header: ReadHeader): boolean {
  return speaksOf(header, 'last', 'activity') || speaksOf(header, 'next', 'activity');
}

type Hint = { column: string; strength: number };

/** Fields by header, each column one field at most, and the other things that profiles ask for. */
function hintsOf({ kind }: KindProfile, evidence: Evidence): Map<string, Hint> {
  const found = new Map<string, Hint>();
  const columns = new Set<string>();
  const meanings = evidence.headers
    .flatMap((header, i) =>
      nameMeanings(header, evidence.read[i]!, kind).map((meaning) => ({ ...meaning, column: header.name })),
    )
    .sort((a, b) => b.score - a.score);
  for (const { field, score, column } of meanings) {
    if (found.has(field) || columns.has(column)) continue;
    columns.add(column);
    found.set(field, { column, strength: Math.min(1, score / 0.85) });
  }
  for (const [name, fits] of Object.entries(others)) {
    const column = evidence.read.find(fits);
    if (column && !found.has(name)) found.set(name, { column: column.name, strength: 1 });
  }
  if (kind === 'opportunities') {
    const wide = wideStages(evidence.headers, evidence.read);
    if (wide.length > 1 && !found.has('stage'))
      found.set('stage dates', { column: wide[0]!.column, strength: 1 });
  }
  return found;
}

/** What profiles look for beside fields. */
const others: Record<string, (header: ReadHeader) => boolean> = {
  opportunity: (header) => speaksOf(header, 'opportunity') && !speaksOf(header, 'activity'),
  lead: (header) =>
    speaksOf(header, 'lead', 'id') ||
    speaksOf(header, 'lead', 'status') ||
    speaksOf(header, 'lead', 'name') ||
    speaksOf(header, 'lead', 'owner'),
  activity: (header) =>
    speaksOf(header, 'activity') && !speaksOf(header, 'last') && !speaksOf(header, 'next'),
  contact: (header) => speaksOf(header, 'contact'),
  rep: (header) =>
    speaksOf(header, 'owner') || speaksOf(header, 'person') || /^(full|last) ?name$/i.test(header.name),
  quota: (header) => speaksOf(header, 'quota'),
  joined: ({ name }) => /hire|join|first ?name/i.test(name),
  firm: ({ name }) =>
    /employee|revenue|website|founded|established|subsidiary|parent|headquarter|billing|员工|规模|网站|직원|従業員|mitarbeiter|umsatz|empleados|funcion[aá]rios|effectif|сотрудник/i.test(
      name,
    ),
};

/** A log whose ids never repeat is rather a list, and a list whose ids repeat rather a log. */
function repeatFit({ keyRepeats }: KindProfile, key: Hint | undefined, { repeats, read }: Evidence): number {
  const perKey = key ? repeats[key.column] : undefined;
  if (keyRepeats === undefined || perKey === undefined) return 1;
  if (keyRepeats) return perKey > 1.2 ? 1 : 0.5;
  // A list with a few ids twice is still a list, unless its rows tell of changes.
  const changes = read.some((header) => speaksOf(header, 'change', 'date') && !speaksOf(header, 'last'));
  return perKey > (changes ? 1.2 : 2) ? 0.5 : perKey > 1.2 ? 0.95 : 1;
}

const elsewhere =
  /(?<![\p{L}])(invoice|ticket|employee|patient|student|salary|temperature|shipment|tracking|issue|severity|passenger|isbn|latitude|iban|sensor|payroll|diagnosis|course|grade|发票|工单|员工|薪资|청구서|송장|사원번호|請求書|社員|rechnung\p{L}*|factura|fatura|facture|счет)(?![\p{L}])/iu;

/** Words of other trades: each makes it less likely that this is about selling. */
function otherBusiness({ read }: Evidence): number {
  const words = read.filter(({ name }) =>
    elsewhere.test(name.replace(/[_-]/g, ' ').replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')),
  );
  return 0.7 ** Math.min(words.length, 4);
}
