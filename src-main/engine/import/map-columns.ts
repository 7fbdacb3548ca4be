import { type FieldType, type FileKind, fieldsOfKind } from '#shared/model/fields';
import type { Mapping } from '#shared/model/mapping';
import type { Decision } from '#shared/results/workspace';
import type { ColumnContent } from './column-content';
import type { ContentMeaning } from './content/nameless-table';
import type { ExportDescription, HeaderSign } from './exports/description';
import { type Header, headerOf, matches } from './exports/match-header';
import { historyPart } from './history/value-history';
import { nameMeanings } from './name-meanings';
import { isDurationField } from './stage-duration';
import { readDate } from './values/dates';
import { wideStages } from './wide-stages';
import { type ReadHeader, readHeaders } from './words/read-header';

/** What a column means. `field` may be `close`: expected or actual, which the content decides later. */
export type ColumnMeaning = {
  column: string;
  field: string | null;
  confidence: number;
  reason: string;
  /** For columns with the day of entering a stage. */
  stage?: string;
  pipeline?: string;
};

export type ColumnMap = { meanings: ColumnMeaning[]; decisions: Decision[] };

type Candidate = { content: ColumnContent; field: string; score: number; reason: string; ordered: boolean };

/**
 * Gives every column one meaning and every field at most one column: the user's word first, then what the
 * system is known to call it, then general words; a name whose content does not fit is passed over. `told` is what
 * values alone tell of columns without names.
 */
export function mapColumns(
  contents: readonly ColumnContent[],
  kind: FileKind,
  description: ExportDescription | null,
  mapping: Mapping = {},
  told: readonly ContentMeaning[] = [],
): ColumnMap {
  const given = mapping.columns ?? {};
  const meanings = contents.map(({ name }) => meaningless(name));
  const { headers: read } = readHeaders(contents.map(({ name }) => name));
  const taken = new Set<string>(Object.keys(given).filter((field) => given[field] === null));
  const set = (index: number, meaning: Omit<ColumnMeaning, 'column'>) => {
    meanings[index] = { column: contents[index]?.name ?? '', ...meaning };
    if (meaning.field) taken.add(meaning.field);
  };
  for (const [field, column] of chosen(given)) {
    const index = contents.findIndex(({ name }) => name === column);
    if (index >= 0) set(index, { field, confidence: 1, reason: 'You chose it.' });
  }
  for (const content of contents) {
    const entered = meanings[content.index]?.field ? null : stageDateOf(content, description);
    if (entered) meanings[content.index] = { column: content.name, ...entered };
  }
  const isFreeColumn = ({ index }: ColumnContent) =>
    meanings[index]?.field === null && meanings[index]?.stage === undefined;
  const named = contents
    .filter(isFreeColumn)
    .flatMap((content) => [
      ...candidatesOf(content, read[content.index]!, kind, description),
      ...told.filter(({ index }) => index === content.index).map((meaning) => ofContent(content, meaning)),
    ]);
  if (kind === 'opportunities' && !taken.has('stage') && !named.some(({ field }) => field === 'stage')) {
    for (const { column, stage } of wideStages(
      contents.map(({ name }) => headerOf(name)),
      read,
    )) {
      const content = contents.find(({ name }) => name === column);
      if (content && isFreeColumn(content) && mayBeDates(content))
        meanings[content.index] = { column, ...enteredStage(stage, undefined, 0.8) };
    }
  }
  const candidates = named
    .filter(({ content }) => isFreeColumn(content))
    .sort(
      (a, b) => b.score - a.score || b.content.filled - a.content.filled || a.content.index - b.content.index,
    );
  const decisions: Decision[] = [];
  for (const { content, field, score, reason } of candidates) {
    if (taken.has(field) || blocks(field, taken) || meanings[content.index]?.field) continue;
    set(content.index, { field, confidence: score, reason });
  }
  const amount = amountDecision(candidates, meanings, given);
  if (amount) decisions.push(amount);
  return { meanings, decisions };
}

/** One column for both dates of closing means that the content decides which it is for each deal. */
function chosen(given: Readonly<Record<string, string | null>>): [field: string, column: string][] {
  const entries = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== null);
  const both = given.expected_close;
  if (!both || both !== given.closed_at) return entries;
  const others = entries.filter(([field]) => field !== 'expected_close' && field !== 'closed_at');
  return [...others, ['close', both]];
}

function meaningless(column: string): ColumnMeaning {
  return { column, field: null, confidence: 1, reason: 'Kept as an extra field.' };
}

/** A date called simply “close date” stands for both; with both named there is no place for it. */
function blocks(field: string, taken: ReadonlySet<string>): boolean {
  return field === 'close' && taken.has('expected_close') && taken.has('closed_at');
}

function stageDateOf(
  content: ColumnContent,
  description: ExportDescription | null,
): Omit<ColumnMeaning, 'column'> | null {
  for (const pattern of description?.stageDate ?? []) {
    const groups = pattern.exec(content.name)?.groups;
    if (!groups?.stage) continue;
    return enteredStage(groups.stage, groups.pipeline, 0.97);
  }
  return null;
}

function enteredStage(
  stage: string,
  pipeline: string | undefined,
  confidence: number,
): Omit<ColumnMeaning, 'column'> {
  const reason = `The day of entering the stage “${stage}”.`;
  return { field: null, confidence, reason, stage, ...(pipeline ? { pipeline } : {}) };
}

/** Columns with the day of entering a stage, where nothing else tells the stage, hold dates or nothing. */
function mayBeDates({ values, dates }: ColumnContent): boolean {
  return values.length === 0 || dates >= enoughValues;
}

function candidatesOf(
  content: ColumnContent,
  read: ReadHeader,
  kind: FileKind,
  description: ExportDescription | null,
): Candidate[] {
  const header = headerOf(content.name);
  const isNot = (sign: HeaderSign) => matches(sign, header);
  const known = Object.entries(description?.kind === kind ? description.fields : {});
  const found: Candidate[] = [];
  for (const [field, signs] of known) {
    const rank = signs.findIndex((sign) => matches(sign, header));
    if (rank < 0) continue;
    const reason = `${description?.systemLabel} calls it “${content.name}”.`;
    const score = 0.98 - rank * 0.005 - (isExact(signs[rank]!, header) ? 0 : 0.002);
    found.push({ content, field, score, reason, ordered: true });
  }
  if (found.length === 0 && !description?.notFields?.some(isNot)) {
    for (const { field, score, usual } of nameMeanings(header, read, kind)) {
      const reason = `“${content.name}” means ${labelOf(kind, field)}.${usual ? '' : ' Not the usual word.'}`;
      found.push({ content, field, score, reason, ordered: false });
    }
  }
  return found.map((candidate) => weighed(candidate, kind)).filter(({ score }) => score > 0);
}

function ofContent(content: ColumnContent, { field, score, reason }: ContentMeaning): Candidate {
  return { content, field, score, reason, ordered: false };
}

/** Of `Close Date` and `Close Date (2)` the first is meant. */
function isExact(sign: HeaderSign, header: Header): boolean {
  return typeof sign !== 'string' || header.variants[0] === sign;
}

/** An empty column keeps its meaning, but a filled one of the same meaning goes before it. */
function weighed(candidate: Candidate, kind: FileKind): Candidate {
  const { content, field } = candidate;
  if (content.values.length === 0)
    return { ...candidate, score: candidate.score * 0.5, reason: `${candidate.reason} It is empty here.` };
  const fitting = contentFits(content, field, kind);
  return { ...candidate, score: fitting ? candidate.score : 0 };
}

/** Half of the values have to read as what the field holds; the rest is counted as bad later. */
const enoughValues = 0.5;
const nearlyAllValues = 0.9;

function contentFits(content: ColumnContent, field: string, kind: FileKind): boolean {
  switch (typeOf(kind, field)) {
    case 'amount':
    case 'number':
      return content.numeric >= enoughValues;
    case 'day':
    case 'instant':
      return content.dates >= enoughValues || bareDates(content) >= nearlyAllValues;
    case 'boolean':
      return content.booleans >= enoughValues;
    default:
      return textFits(content, field);
  }
}

/** Bare numbers that could be dates. Amounts could be too, but hardly all of them. */
function bareDates(content: ColumnContent): number {
  return content.values.filter((value) => readDate(value, true)).length / content.values.length;
}

/** Stages and statuses are few words that come again; dates and amounts are none. */
function textFits(content: ColumnContent, field: string): boolean {
  if (field !== 'stage' && field !== 'status') return true;
  if (content.dates > 0.5) return false;
  return content.values.length < 30 || content.distinct < 0.5;
}

export function typeOf(kind: FileKind, field: string): FieldType {
  if (field === 'close') return 'day';
  if (field === 'lost_at') return 'instant';
  if (field === 'won_amount') return 'amount';
  if (field === 'is_active') return 'boolean';
  if (isDurationField(field)) return 'number';
  const part = historyPart(field);
  if (part && part.n !== 'all') return typesInHistory[part.field] ?? 'text';
  return fieldsOfKind[kind].find((definition) => definition.field === field)?.type ?? 'text';
}

const typesInHistory: Partial<Record<string, FieldType>> = {
  at: 'instant',
  amount: 'amount',
  expected_close: 'day',
};

function labelOf(kind: FileKind, field: string): string {
  const special: Record<string, string> = {
    close: 'the date of closing',
    lost_at: 'the day of losing',
    is_active: 'not archived',
    won_amount: 'the amount that was won',
    first_name: 'the first name',
  };
  if (special[field]) return special[field];
  return fieldsOfKind[kind].find((definition) => definition.field === field)?.label.toLowerCase() ?? field;
}

/** Two columns of general words, both filled with different numbers: only the user knows which is the amount. */
function amountDecision(
  candidates: readonly Candidate[],
  meanings: readonly ColumnMeaning[],
  given: Readonly<Record<string, string | null>>,
): Decision | null {
  if (given.amount !== undefined) return null;
  const rivals = candidates.filter(({ field, content }) => field === 'amount' && content.values.length > 0);
  const [best] = rivals;
  if (!best || best.ordered) return null;
  const equal = rivals.filter(
    ({ score, content }) =>
      best.score - score < 0.1 && (content === best.content || isFree(content, meanings)),
  );
  const different = equal.filter(({ content }) => content === best.content || differs(content, best.content));
  if (different.length < 2) return null;
  return {
    code: 'amount-column',
    message: `Which column is the amount: ${different.map(({ content }) => `“${content.name}”`).join(' or ')}?`,
    column: best.content.name,
    choices: different.map(({ content }) => ({
      value: content.name,
      label: `${content.name} (for example ${content.values.slice(0, 3).join(', ')})`,
      map: { columns: { amount: content.name } },
    })),
  };
}

function isFree(content: ColumnContent, meanings: readonly ColumnMeaning[]): boolean {
  return meanings[content.index]?.field === null;
}

function differs(a: ColumnContent, b: ColumnContent): boolean {
  return a.values.length !== b.values.length || a.values.some((value, i) => value !== b.values[i]);
}
