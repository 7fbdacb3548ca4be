import { conversionOf } from '#engine/import/convert';
import { inZone } from '#engine/import/in-zone';
import { columnOf, type StagedFile } from '#engine/import/staged-file';
import type { Connection } from '#engine/query/connection';
import { workspaceSettings } from '#engine/tables/workspace-settings';
import { dayNumber, dayOfNumber } from '#shared/time/day';
import { localTime } from '#shared/time/local-time';

/** Where a file says itself which day it shows: given, or in its name, or in a column. */
export type StatedDay = { day: string; from: 'given' | 'name' | 'column' };

/** The day that the user, the name of the file, or a column of it states; null where none does. */
export async function statedDay(
  connection: Connection,
  file: StagedFile,
  given: string | undefined,
): Promise<StatedDay | null> {
  const told = dayGivenOrNamed(file, given);
  if (told) return told;
  const column = columnOf(file.columns, 'snapshot_date');
  if (file.kind !== 'opportunities' || !column || column.type === 'empty') return null;
  const { timeZone } = await workspaceSettings(connection);
  const { select } = conversionOf(inZone(file, timeZone));
  const { day } = await connection.one<{ day: string | null }>(
    `SELECT max(snapshot_date) AS day FROM (${select}) WHERE reject_reason IS NULL`,
  );
  return day ? { day, from: 'column' } : null;
}

export function dayGivenOrNamed(
  file: Pick<StagedFile, 'name' | 'container' | 'mapping'>,
  given: string | undefined,
): StatedDay | null {
  const told = file.mapping.snapshotDate ?? given;
  if (told) return { day: told, from: 'given' };
  const named = [file.name, ...file.container.toReversed()].map(dayInName).find((day) => day !== null);
  return named ? { day: named, from: 'name' } : null;
}

const yearFirst =
  /(?<!\d)(?<year>20\d\d)[-_. ]?(?<month>0[1-9]|1[0-2])[-_. ]?(?<day>0[1-9]|[12]\d|3[01])(?!\d)/;
const dayFirst = /(?<!\d)(?<day>0?[1-9]|[12]\d|3[01])\.(?<month>0?[1-9]|1[0-2])\.(?<year>20\d\d)(?!\d)/;
/** Salesforce names reports by the millisecond of their export. */
const reportMoment = /^report(?<moment>1\d{12})\b/;

/** The day in a file name: `deals-2026-06-29.csv`, `20260629`, `29.06.2026`, `report1782691200000.csv`. */
export function dayInName(name: string): string | null {
  const moment = reportMoment.exec(name)?.groups?.moment;
  if (moment) return dayOfNumber(Math.floor(Number(moment) / 86_400_000));
  const found = (yearFirst.exec(name) ?? dayFirst.exec(name))?.groups;
  if (!found) return null;
  const { year = '', month = '', day = '' } = found;
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return dayOfNumber(dayNumber(text)) === text ? text : null;
}

const pastFields = ['created_at', 'closed_at', 'stage_changed_at', 'last_activity_at'];

/**
 * The latest of the file's dates that are no plans, which is the day of its export or some days before, in the zone of
 * the workspace. Dates after the import, `now`, are slips of the pen and do not count.
 */
export async function latestDay(
  connection: Connection,
  file: StagedFile,
  now: string,
): Promise<string | null> {
  const fields = file.kind === 'opportunities' ? pastFields : file.kind === 'stage-history' ? ['at'] : [];
  const dated = fields.filter((field) => columnOf(file.columns, field) ?? field === 'closed_at');
  if (dated.length === 0) return null;
  const latest = dated.map((field) => `max("${field}") FILTER ("${field}" <= $now::TIMESTAMP)`).join(', ');
  const { timeZone } = await workspaceSettings(connection);
  const { select } = conversionOf(inZone(file, timeZone));
  const { day } = await connection.one<{ day: string | null }>(
    `SELECT greatest(${latest})::DATE AS day FROM (${select}) WHERE reject_reason IS NULL`,
    { now: localTime(now, timeZone) },
  );
  return day;
}
