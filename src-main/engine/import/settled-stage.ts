import { literal } from '../query/sql-text';
import { columnOf, type StagedColumn, type StagedFile } from './staged-file';
import { presentSql, valueSql } from './value-sql';

type Settling = Pick<StagedFile, 'columns' | 'closedStages' | 'closedStatuses' | 'wonStages' | 'wonStatuses'>;

/**
 * SQL of the stage a deal is in. Where a system tells won and lost by a status, by flags or by archiving and leaves the
 * stage as it was, the deal moves on to a stage called after its outcome; a list with one date a stage says the stage
 * by the latest of them. Null when nothing tells a stage.
 */
export function settledStageSql(file: Settling): string | null {
  const stage = columnOf(file.columns, 'stage');
  const dated = stageOfDates(file.columns);
  const plain = stage ? valueSql(stage) : dated;
  const cases = outcomeCases(file, stage ? plain : null);
  if (cases.length === 0) return plain;
  return `CASE ${cases.join(' ')} ELSE ${plain ?? "'Open'"} END`;
}

/** SQL of the open stage that a deal was in when an outcome beside the stage ended it; NULL where there is no such thing. */
export function leftStageSql(file: Settling): string {
  const stage = columnOf(file.columns, 'stage');
  const plain = stage && stage.type !== 'empty' ? valueSql(stage) : null;
  const settled = plain === null ? null : settledStageSql(file);
  if (plain === null || settled === null || settled === plain) return 'CAST(NULL AS VARCHAR)';
  const ended = file.closedStages.length > 0 ? ` AND ${plain} NOT IN (${list(file.closedStages)})` : '';
  return `CASE WHEN ${settled} <> ${plain}${ended} THEN ${plain} END`;
}

/** SQL that is true for won deals, by flag, status or stage; null when nothing tells. */
export function wonSql({ columns, wonStages, wonStatuses }: Settling): string | null {
  const signs = [
    ...flag(columns, 'is_won'),
    ...among(columns, 'status', wonStatuses),
    ...among(columns, 'stage', wonStages),
  ];
  return signs.length > 0 ? signs.map((sign) => `coalesce(${sign}, FALSE)`).join(' OR ') : null;
}

/** Whether a deal can have an outcome that its stage does not tell. */
export function hasOutcomeBesideStage(file: Settling): boolean {
  return outcomeCases(file, null).length > 0;
}

function outcomeCases(file: Settling, stage: string | null): string[] {
  const { columns, closedStages, closedStatuses, wonStages, wonStatuses } = file;
  const lostStages = closedStages.filter((name) => !wonStages.includes(name));
  const lostStatuses = closedStatuses.filter((name) => !wonStatuses.includes(name));
  const outside = (stages: string[]) =>
    stage === null || stages.length === 0
      ? ''
      : ` AND (${stage} IS NULL OR ${stage} NOT IN (${list(stages)}))`;
  const won = [...flag(columns, 'is_won'), ...among(columns, 'status', wonStatuses)];
  const lost = [...lostFlags(columns), ...among(columns, 'status', lostStatuses)];
  const name = (statuses: string[], other: string) => nameOf(columns, statuses, other);
  return [
    ...(won.length > 0
      ? [`WHEN (${won.join(' OR ')})${outside(wonStages)} THEN ${name(wonStatuses, 'Won')}`]
      : []),
    ...(lost.length > 0
      ? [
          `WHEN (${lost.join(' OR ')})${outside(lostStages)}${archivedWon(columns, won, stage, wonStages)} THEN ${name(lostStatuses, 'Lost')}`,
        ]
      : []),
  ];
}

/** A won deal that was archived later stays won. */
function archivedWon(
  columns: readonly StagedColumn[],
  won: string[],
  stage: string | null,
  wonStages: string[],
): string {
  if (flag(columns, 'is_active').length === 0) return '';
  const isWon = [...won, ...(stage && wonStages.length > 0 ? [`${stage} IN (${list(wonStages)})`] : [])];
  return isWon.length > 0 ? ` AND NOT coalesce(${isWon.join(' OR ')}, FALSE)` : '';
}

function lostFlags(columns: readonly StagedColumn[]): string[] {
  const [closed] = flag(columns, 'is_closed');
  const [won] = flag(columns, 'is_won');
  const [active] = flag(columns, 'is_active');
  return [
    ...(closed && won ? [`(${closed} AND NOT coalesce(${won}, FALSE))`] : []),
    ...(active ? [`NOT ${active}`] : []),
  ];
}

function flag(columns: readonly StagedColumn[], field: string): string[] {
  const column = columnOf(columns, field);
  return column && column.type !== 'empty' ? [valueSql(column)] : [];
}

function among(columns: readonly StagedColumn[], field: string, values: readonly string[]): string[] {
  const column = columnOf(columns, field);
  return column && values.length > 0 ? [`${presentSql(column)} IN (${list(values)})`] : [];
}

/** The status itself where it is a word; codes become English words. */
function nameOf(columns: readonly StagedColumn[], statuses: string[], other: string): string {
  const column = columnOf(columns, 'status');
  const words = statuses.filter((status) => /\p{L}/u.test(status) && [...status].length > 1);
  return column && words.length > 0
    ? `CASE WHEN ${presentSql(column)} IN (${list(words)}) THEN ${presentSql(column)} ELSE ${literal(other)} END`
    : literal(other);
}

/** The stage that was entered last; on the same day the one that stands further right. */
function stageOfDates(columns: readonly StagedColumn[]): string | null {
  const dated = columns.filter(({ stage, type }) => stage !== undefined && type !== 'empty');
  if (dated.length === 0) return null;
  const entries = dated.map(
    (column, place) =>
      `{'at': ${valueSql(column, 'TIMESTAMP')}, 'place': ${place}, 'stage': ${literal(column.stage ?? '')}}`,
  );
  const entered = `list_filter([${entries.join(', ')}], lambda d: d['at'] IS NOT NULL)`;
  return `coalesce(list_reverse_sort(${entered})[1]['stage'], 'Open')`;
}

function list(values: readonly string[]): string {
  return values.map(literal).join(', ');
}
