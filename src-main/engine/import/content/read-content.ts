import type { Mapping } from '#shared/model/mapping';
import { identifier } from '../../query/sql-text';
import type { ColumnContent } from '../column-content';
import { decideDateOrder } from '../date-order';
import { withOrder } from '../date-proofs';
import { guessFormat } from '../guess-format';
import { rawTable } from '../raw-table';
import type { Query, StagedColumn } from '../staged-file';
import { areDates, areIds, areStages } from './column-looks';
import { listFields } from './list-fields';
import { logRoles } from './log-roles';
import type { ContentMeaning, ContentReading, NamelessTable } from './nameless-table';
import { ofGivenKind, surelyNoDeals, withoutStages } from './other-kinds';

const nothing: ContentReading = { kind: null, confidence: 0, meanings: [] };
/** Never as sure as headers make it, and sure enough not to ask where a stage and what it is of are known. */
const [least, each, most] = [0.42, 0.04, 0.7] as const;

/**
 * Says by values alone what a table without header is and what its columns mean: a list of opportunities or a log of
 * stage changes, if it has stages; leads, activities, accounts, targets or products where that is sure. Only what is sure
 * gets a meaning. With a kind that is given nothing but meanings are found.
 */
export async function readContent(table: NamelessTable): Promise<ContentReading> {
  const { query, raw, contents, mapping } = table;
  const stages = contents.filter(areStages);
  const given = mapping.kind ?? null;
  if (given !== null && given !== 'opportunities' && given !== 'stage-history')
    return { ...nothing, meanings: ofGivenKind(table, given) };
  const other =
    given === null ? (surelyNoDeals(table) ?? (stages.length === 0 ? withoutStages(table) : null)) : null;
  if (other) return { ...other, confidence: confidenceOf(other.meanings) };
  if (given === null && stages.length === 0) return nothing;
  const ids = await idsOf(table);
  const dates = await datesOf(query, raw, contents, mapping);
  const log = given === 'opportunities' ? null : await logOf(table, ids, { dates, stages });
  if (log) return { kind: 'stage-history', confidence: confidenceOf(log), meanings: log };
  if (given === 'stage-history') return nothing;
  const id = ids.find(({ perId }) => perId === 1)?.content;
  const meanings = await listFields(table, { id, stages, dates });
  const told = new Set(meanings.map(({ field }) => field));
  const isList = stages.length > 0 && ['id', 'name', 'account'].some((field) => told.has(field));
  if (!isList && given === null) return nothing;
  return { kind: 'opportunities', confidence: confidenceOf(meanings), meanings };
}

function confidenceOf(meanings: readonly ContentMeaning[]): number {
  return Math.min(most, least + each * (meanings.length - 2));
}

type Id = { content: ColumnContent; perId: number };

/** Columns of ids that every row has, with the rows of one id. */
async function idsOf({ query, raw, rows, contents }: NamelessTable): Promise<Id[]> {
  const candidates = contents.filter((content) => content.filled > 0.99 && areIds(content, rows));
  if (candidates.length === 0) return [];
  const counts = candidates.map(({ name }, i) => {
    const id = `nullif(trim(${identifier(name)}), '')`;
    return `count(${id}) AS n${i}, count(DISTINCT ${id}) AS d${i}`;
  });
  const [row = {}] = await query(`SELECT ${counts.join(', ')} FROM ${rawTable(raw)}`);
  return candidates.flatMap((content, i) => {
    const [filled, distinct] = [Number(row[`n${i}`]), Number(row[`d${i}`])];
    return filled === rows && distinct > 0 ? [{ content, perId: filled / distinct }] : [];
  });
}

/** Columns of dates that can be compared; where nothing tells day from month, day first, which hardly matters then. */
async function datesOf(
  query: Query,
  raw: string,
  contents: readonly ColumnContent[],
  mapping: Mapping,
): Promise<StagedColumn[]> {
  const drafts = contents.filter(areDates).map((content): StagedColumn => {
    const format = guessFormat(content, 'instant', { decimal: null });
    const { name: column, index, filled } = content;
    return {
      ...{ column, index, field: null, keep: true, format, nulls: [], type: 'instant' },
      ...{ confidence: 1, reason: '', samples: content.values.slice(0, 5), filled, bad: 0 },
    };
  });
  const { columns } = await decideDateOrder(query, raw, drafts, mapping.dateOrder);
  return columns.map((column) =>
    'order' in column.format && column.format.order === null ? withOrder([column], () => 'dmy')[0]! : column,
  );
}

async function logOf(
  { query, raw, rows }: NamelessTable,
  ids: readonly Id[],
  { dates, stages }: { dates: readonly StagedColumn[]; stages: readonly ColumnContent[] },
): Promise<ContentMeaning[] | null> {
  const id = ids.find(({ perId }) => perId > 1.2 && perId < rows / 2)?.content;
  const roles = id ? await logRoles(query, raw, rows, { id, dates, stages }) : null;
  if (!roles) return null;
  const meaning = (index: number, field: string, reason: string) => ({ index, field, score: 0.6, reason });
  const found = [
    meaning(roles.id.index, 'id', 'Its values look like ids and come again.'),
    meaning(roles.at.index, 'at', 'It is the date that differs most from row to row.'),
  ];
  if (!roles.stage) return found;
  return [
    ...found,
    meaning(roles.stage.index, 'stage', 'Its values are stages, which change from row to row.'),
  ];
}
