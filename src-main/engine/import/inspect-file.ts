import type { FileKind } from '#shared/model/fields';
import type { Mapping } from '#shared/model/mapping';
import { closeRoleOf } from './close-role';
import { type ColumnContent, columnContents } from './column-content';
import type { TableFile } from './containers/table-file';
import type { ContentMeaning } from './content/nameless-table';
import { ofContent } from './content/of-content';
import { readContent } from './content/read-content';
import { currenciesOf, currencyInText, withCurrencyCodes } from './currency-values';
import { findDamage, type LinesOf } from './damage/find-damage';
import { withMend } from './damage/mend';
import { isWrapped, unwrapped } from './damage/unwrapped-sql';
import { decideDateOrder } from './date-order';
import { decideDecimal } from './decimal-mark';
import { type Dialect, hasNoHeader } from './dialect';
import { headerOf, matches } from './exports/match-header';
import { canBeVersions } from './exports/version-tables';
import { checkIds, checkOrderOfDates, constantColumns, repeatsOf } from './file-checks';
import { kindDecision, missingStage, warningsOf } from './file-questions';
import { type FormatHints, guessFormat, hasTime } from './guess-format';
import { recogniseHistory } from './history/recognise-history';
import { type RepeatingColumns, repeatingColumns } from './history/repeating-columns';
import { standsBeside, withHistory } from './history/settle-history';
import { historyPart } from './history/value-history';
import { withLentId } from './lent-id';
import { type ColumnMeaning, mapColumns, typeOf } from './map-columns';
import { mergeMappings } from './merge-mappings';
import { closedSql } from './outcome';
import { profileColumns } from './profile';
import { descriptionOf, idCandidates, type Recognition, recognise, sureEnough } from './recognise';
import { sampleRows } from './sample-rows';
import { decideSerials } from './serial-dates';
import {
  withAmount,
  withClosedAt,
  withFullName,
  withKey,
  withoutIdleField,
  withPairedCurrency,
  withStageOfStatus,
} from './settle-meanings';
import { settleStages } from './settle-stages';
import { durationFormat, durationQuestions, isDurationField, withDurations } from './stage-duration';
import { mostStages, transitionsOf } from './stage-facts';
import { columnOf, type Query, type StagedColumn, type StagedFile } from './staged-file';
import { orderIsKnown } from './stages';
import { tableDecision } from './structure/choose-table';
import { isAmbiguous } from './values/dates';

export { mergeMappings } from './merge-mappings';

/** One decoded file whose rows are in a raw table. */
export type InspectInput = {
  source: Pick<TableFile, (typeof sourceFacts)[number]>;
  dialect: Omit<Dialect, 'sample'>;
  /** Name of its table in schema raw; not read when there are no rows. */
  raw: string;
  rows: number;
  mapping?: Mapping;
  /** Finds the lines of examples; without it they are not told. */
  linesOf?: LinesOf;
} & Partial<Pick<StagedFile, 'tables' | 'table' | 'notes' | 'shortRows' | 'groups'>>;

const sourceFacts = [
  ...(['name', 'container', 'format', 'sha256', 'bytes', 'damage'] as const),
  ...(['encoding', 'confidence', 'encodings', 'replaced'] as const),
] as const;

const noRows: Query = async () => [];
const noLines: LinesOf = async () => new Map();

/** Finds out what a file holds and how to convert it, proved over all its rows. Asks what cannot be known. */
export async function inspectFile(input: InspectInput, run: Query): Promise<StagedFile> {
  const { dialect, raw, rows } = input;
  const query = rows === 0 ? noRows : run;
  const { headers } = dialect;
  const cells = rows === 0 ? [] : await sampleRows(query, raw, headers, rows);
  const sample = cells.map((row) => row.map((cell) => (cell === null ? null : unwrapped(cell))));
  const contents = columnContents(headers, sample);
  const nameless = rows > 0 && hasNoHeader(dialect);
  const { mapping = {} } = input;
  const read = nameless ? await readContent({ query, raw, rows, contents, sample, mapping }) : null;
  const repeating = nameless ? null : repeatingColumns(headers, sample, input.source.name);
  const recognition = read
    ? ofContent(read, contents, mapping)
    : (recogniseHistory(headers, sample, repeating, mapping.kind) ??
      (await recogniseWhole(input, sample, query)));
  const staged = emptyStage(input, recognition, cells);
  if (recognition.kind === null) {
    return {
      ...staged,
      decisions: [...staged.decisions, ...(recognition.passedOver ? [] : [kindDecision(recognition)])],
      warnings: warningsOf(staged),
    };
  }
  const told = read?.meanings ?? [];
  const columns = { contents, told, wrapped: wrappedColumns(cells), repeating };
  return understand(staged, recognition.kind, columns, input, query);
}

/** Which columns show texts in formulas. */
function wrappedColumns(cells: readonly (string | null)[][]): Set<number> {
  return new Set(cells.flatMap((row) => row.flatMap((cell, i) => (cell && isWrapped(cell) ? [i] : []))));
}

/** General words call for a look at the whole file: whether ids repeat tells a log from a list. */
async function recogniseWhole(
  { dialect: { headers }, raw, rows, mapping }: InspectInput,
  sample: (string | null)[][],
  query: Query,
): Promise<Recognition> {
  const first = recognise(headers, sample, { kind: mapping?.kind });
  if (rows > 0 && !mapping?.kind && first.kind === 'opportunities' && canBeVersions(headers)) {
    const [id = 1] = Object.values(await repeatsOf(query, raw, idCandidates(headers).slice(0, 1)));
    const reason = 'Ids repeat, and each row says from when it held: versions of the same deals.';
    if (id > 1.2) return { ...recognise(headers, sample, { kind: 'stage-history' }), reason };
  }
  if (rows === 0 || first.kind === null || first.system !== 'generic') return first;
  const repeats = await repeatsOf(query, raw, idCandidates(headers));
  return recognise(headers, sample, { kind: mapping?.kind, repeats });
}

/** The same file with corrections added. When `needsReload` says so it has to be decoded and loaded again first. */
export async function remap(
  staged: StagedFile,
  patch: Mapping,
  read: Query,
  linesOf?: LinesOf,
): Promise<StagedFile> {
  const { encodingConfidence: confidence, encodingDamage: replaced, sourceDamage: damage } = staged;
  const { dialect, raw, rows, tables, table, notes, shortRows = 0, groups = [] } = staged;
  const mapping = mergeMappings(staged.mapping, patch);
  const source = { ...staged, confidence, replaced, damage };
  return inspectFile(
    {
      source,
      dialect,
      raw,
      rows,
      mapping,
      tables,
      table,
      notes,
      shortRows,
      groups,
      ...(linesOf && { linesOf }),
    },
    read,
  );
}

/** Whether corrections change how the bytes are read, so that the raw rows are no longer right. */
export function needsReload(staged: StagedFile, patch: Mapping): boolean {
  const { encoding, delimiter, headerLine, table } = patch;
  return (
    (table !== undefined && table !== staged.table) ||
    (encoding !== undefined && encoding.toLowerCase() !== staged.encoding.toLowerCase()) ||
    (delimiter !== undefined && delimiter !== staged.dialect.delimiter) ||
    (headerLine !== undefined && headerLine !== staged.dialect.headerLine)
  );
}

function emptyStage(input: InspectInput, recognition: Recognition, sample: (string | null)[][]): StagedFile {
  const {
    source,
    dialect,
    raw,
    rows,
    mapping = {},
    tables = [],
    table = 1,
    notes = [],
    shortRows = 0,
    groups = [],
  } = input;
  const {
    delimiter,
    quote,
    escape: before,
    newline,
    skip,
    headerLine,
    numbering,
    headers,
    linesBefore,
  } = dialect;
  const whichTable = tableDecision(tables, mapping);
  return {
    name: source.name,
    container: source.container,
    format: source.format,
    tables,
    table,
    notes,
    shortRows,
    groups,
    damage: source.damage,
    sourceDamage: source.damage,
    sha256: source.sha256,
    bytes: source.bytes,
    encoding: source.encoding,
    encodingConfidence: source.confidence,
    encodingDamage: source.replaced,
    encodings: source.encodings,
    dialect: {
      delimiter,
      quote,
      escape: before,
      newline,
      skip,
      headerLine,
      numbering,
      headers,
      linesBefore,
    },
    raw,
    rows,
    recognition,
    kind: recognition.kind,
    columns: [],
    closeRole: null,
    closedStages: [],
    closedStatuses: [],
    wonStages: [],
    wonStatuses: [],
    syntheticId: null,
    duplicateIds: 0,
    dateOrder: null,
    currency: mapping.currency ?? null,
    stages: [],
    transitions: [],
    decisions: whichTable ? [whichTable] : [],
    warnings: [],
    mapping,
    preview: sample.slice(0, 20),
  };
}

type Columns = {
  contents: ColumnContent[];
  /** What values tell of columns without names. */
  told: readonly ContentMeaning[];
  wrapped: ReadonlySet<number>;
  repeating: RepeatingColumns | null;
};

async function understand(
  staged: StagedFile,
  kind: FileKind,
  { contents, told, wrapped, repeating }: Columns,
  { raw, rows, linesOf = noLines }: InspectInput,
  query: Query,
): Promise<StagedFile> {
  const { mapping, recognition } = staged;
  const description = descriptionOf(recognition);
  const { meanings: named, decisions: asked } = mapColumns(contents, kind, description, mapping, told);
  const isOfDeals = kind === 'opportunities' || kind === 'stage-history';
  const mapped = isOfDeals ? withHistory(named, kind, contents, repeating) : named;
  const ofHistory = new Set(mapped.flatMap(({ column, field }) => (historyPart(field) ? [column] : [])));
  const decisions = asked.filter(({ column }) => column === undefined || !ofHistory.has(column));
  const meanings =
    kind === 'opportunities' ? await withLentId(query, raw, mapped, description, mapping) : mapped;
  const decimal = await decideDecimal(query, raw, contents, meanings, {
    delimiter: staged.dialect.delimiter,
    language: recognition.language,
    given: mapping.decimal,
  });
  const moved = withStageOfStatus(withClosedAt(withPairedCurrency(withAmount(meanings), kind)), kind);
  const settledMeanings = withKey(withFullName(withoutIdleField(moved, kind, contents), kind), kind);
  const meant = withDurations(settledMeanings, contents, kind);
  const counting = { units: mapping.units, system: recognition.system };
  const technical = (name: string) =>
    description?.technical?.some((sign) => matches(sign, headerOf(name))) ?? false;
  const drafts = contents.map((content, i) => {
    const column = draft(
      content,
      meant[i]!,
      kind,
      decimal,
      !technical(content.name) && !standsBeside(i, repeating),
    );
    const read = isDurationField(column.field)
      ? { ...column, format: durationFormat(content, decimal, counting) }
      : column;
    return wrapped.has(i) ? withMend(read, { as: 'unwrapped' }) : read;
  });
  const kept = kind === 'stage-history' ? await onlyDealAttributes(query, raw, drafts, rows) : drafts;
  const dated = await profiled(query, raw, kept, staged);
  const { system, object } = recognition;
  const { damage, columns: mended } = await findDamage(
    { query, raw, rows, kind, system, object, columns: dated.columns },
    linesOf,
  );
  const settled = await settleStages(query, raw, mended, kind, description, mapping.stages);
  const questions = [
    ...staged.decisions,
    ...decisions,
    ...decimal.decisions,
    ...dated.decisions,
    ...durationQuestions(meant, contents, counting),
  ];
  const columns = await withCurrencyCodes(query, raw, mended);
  const currency = staged.currency ?? currencyInText(columns);
  const next: StagedFile = {
    ...staged,
    ...settled.words,
    columns,
    damage: [...staged.damage, ...damage],
    dateOrder: dated.dateOrder,
    stages: settled.facts,
    transitions: orderIsKnown(settled.facts) ? [] : await transitionsOf(query, raw, kind, mended, rows),
    closeRole: kind === 'opportunities' ? await closeRoleOf(query, raw, mended, settled.words) : null,
    currency,
    currencies: kind === 'opportunities' ? await currenciesOf(query, raw, { columns, currency }, rows) : [],
  };
  if (recognition.confidence < sureEnough && !mapping.kind) {
    questions.splice(staged.decisions.length, 0, kindDecision(recognition));
  }
  const stage = missingStage(next, contents);
  if (stage) questions.push(stage);
  next.warnings.push(...dated.warnings);
  if (settled.facts.length > mostStages) next.warnings.push(tooManyStages(mended));
  if (kind === 'opportunities' && rows > 0) {
    const ids = await checkIds(query, raw, mended, contents, mapping.columns?.id === null);
    Object.assign(next, { syntheticId: ids.syntheticId, duplicateIds: ids.duplicateIds });
    questions.push(...ids.decisions);
    next.warnings.push(...ids.warnings);
    next.warnings.push(...(await checkOrderOfDates(query, raw, mended, closedSql(mended, settled.words))));
  }
  return { ...next, decisions: questions, warnings: [...warningsOf(next), ...next.warnings] };
}

function draft(
  content: ColumnContent,
  meaning: ColumnMeaning,
  kind: FileKind,
  hints: FormatHints,
  keep: boolean,
): StagedColumn {
  const want =
    meaning.stage !== undefined ? 'instant' : meaning.field === null ? null : typeOf(kind, meaning.field);
  const guess = guessFormat(content, want, hints);
  const timed = (guess.as === 'day' || guess.as === 'instant') && hasTime(content);
  const format =
    guess.as === 'day' || guess.as === 'instant'
      ? { ...guess, as: timed ? ('instant' as const) : ('day' as const) }
      : guess;
  return {
    ...meaning,
    index: content.index,
    keep: keep || meaning.field !== null || meaning.stage !== undefined,
    format,
    nulls: [],
    type: content.values.length === 0 ? 'empty' : format.as === 'duration' ? 'number' : format.as,
    samples: [...new Set(content.values)].slice(0, 5),
    filled: 0,
    bad: 0,
  };
}

/** Of a log, columns that never change within a deal are kept as its attributes; the rest belongs to the event. */
async function onlyDealAttributes(
  query: Query,
  raw: string,
  columns: StagedColumn[],
  rows: number,
): Promise<StagedColumn[]> {
  const id = columnOf(columns, 'id');
  const free = columns.filter(({ field, stage, keep }) => field === null && stage === undefined && keep);
  const constant = id
    ? await constantColumns(
        query,
        raw,
        id.column,
        free.map(({ column }) => column),
        rows,
      )
    : new Set<string>();
  return columns.map((column) =>
    free.includes(column) ? { ...column, keep: constant.has(column.column) } : column,
  );
}

/** Columns with their formats proved, dates included. */
async function profiled(query: Query, raw: string, columns: StagedColumn[], { mapping }: StagedFile) {
  const ordered = await ordersAndFormats(query, raw, columns, mapping);
  return { ...ordered, ...(await decideSerials(query, raw, ordered.columns)) };
}

/** Date order and formats depend on each other: a format learned late may need an order. */
async function ordersAndFormats(query: Query, raw: string, columns: StagedColumn[], mapping: Mapping) {
  const first = await decideDateOrder(query, raw, columns, mapping.dateOrder);
  const columnsRead = await profileColumns(query, raw, first.columns);
  const late = columnsRead.some(
    ({ column, format }) =>
      'shapes' in format &&
      format.order === null &&
      format.shapes.some(isAmbiguous) &&
      !first.decisions.some((d) => d.column === column),
  );
  if (!late || first.decisions.length > 0) return { ...first, columns: columnsRead };
  const second = await decideDateOrder(query, raw, columnsRead, mapping.dateOrder);
  return { ...second, columns: await profileColumns(query, raw, second.columns) };
}

function tooManyStages(columns: readonly StagedColumn[]) {
  const column = columnOf(columns, 'stage')?.column ?? '';
  return {
    code: 'too-many-stages',
    message: `“${column}” has more than ${mostStages.toLocaleString('en')} different values; a column with so many is hardly a stage.`,
    details: { column },
  };
}
