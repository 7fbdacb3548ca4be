import type { Connection } from '#engine/query/connection';
import type { Plain } from '#engine/query/values';
import { WeirError } from '#shared/contract/errors';
import type { DealResult, StageVisit, TimelineEntry } from '#shared/results/metrics';
import timelineSql from './deal.sql?raw';
import { dealRow, fixedColumns, selectList } from './deal-columns';
import type { WorkspaceFacts } from './facts';

/** Line in the imported file that a record number means, or null where it was not kept. */
export type LineOf = (fileKey: number, record: number) => Promise<number | null>;

/** One deal with its visits to stages and everything that happened to it, as known on the as-of day. */
export async function dealTimeline(
  connection: Connection,
  facts: WorkspaceFacts,
  id: string,
  asOf: string | undefined,
  lineOf: LineOf,
): Promise<DealResult> {
  const params = { id, as_of: asOf ?? facts.asOf };
  const [row] = await connection.all(
    `SELECT ${selectList(fixedColumns)}, o.key AS key
    FROM weir.deal($as_of::DATE) AS o
    LEFT JOIN weir.stage AS s ON s.stage_id = o.stage_id
    WHERE o.id = $id
    ORDER BY o.life DESC
    LIMIT 1`,
    params,
  );
  if (!row) {
    throw new WeirError({
      code: 'unknown-opportunity',
      message: `There is no opportunity "${id}" on ${params.as_of}.`,
      hint: 'Search for it on the Deals page, or look from a later day.',
    });
  }
  const { key } = row;
  return {
    deal: dealRow(row, []),
    extra: await extraFields(connection, facts, key as number, params.as_of),
    visits: await visits(connection, key as number, params.as_of),
    timeline: await timeline(connection, key as number, params.as_of, lineOf),
  };
}

async function extraFields(
  connection: Connection,
  facts: WorkspaceFacts,
  key: number,
  asOf: string,
): Promise<DealResult['extra']> {
  const row = await connection.one(
    'SELECT * FROM weir.life($as_of::DATE) WHERE key = $key ORDER BY life DESC LIMIT 1',
    { key, as_of: asOf },
  );
  const shown = facts.fields.filter((field) => field.extra || extraDictionary.has(field.field));
  return Object.fromEntries(
    shown.map((field) => [field.field, row[field.field] as string | number | boolean | null]),
  );
}

/** Fields of the dictionary that the fixed columns of a deal leave out. */
const extraDictionary = new Set(
  'segment region source lead_type product probability forecast_category amount_origin'.split(' '),
);

async function visits(connection: Connection, key: number, asOf: string): Promise<StageVisit[]> {
  const rows = await connection.all(
    `SELECT v.visit, v.life, s.stage, s.kind, v.entered_at,
      CASE WHEN v.left_at < weir.until($as_of::DATE) THEN v.left_at END AS left_at,
      weir.days(v.entered_at, CASE WHEN v.left_at < weir.until($as_of::DATE) THEN v.left_at
        ELSE greatest(weir.looked_at($as_of::DATE), v.entered_at) END) AS days,
      CASE WHEN v.left_at < weir.until($as_of::DATE) THEN v.exit ELSE 'open' END AS exit
    FROM weir.sojourn AS v JOIN weir.stage AS s USING (stage_id)
    WHERE v.key = $key AND v.entered_at < weir.until($as_of::DATE)
    ORDER BY v.visit`,
    { key, as_of: asOf },
  );
  return rows.map((row) => ({
    visit: row.visit as number,
    life: row.life as number,
    stage: row.stage as string,
    kind: row.kind as StageVisit['kind'],
    enteredAt: row.entered_at as string,
    leftAt: row.left_at as string | null,
    days: row.days as number,
    exit: row.exit as StageVisit['exit'],
  }));
}

async function timeline(
  connection: Connection,
  key: number,
  asOf: string,
  lineOf: LineOf,
): Promise<TimelineEntry[]> {
  const rows = await connection.all<Record<string, Plain>>(timelineSql, { key, as_of: asOf });
  const entries: TimelineEntry[] = [];
  for (const row of rows) {
    entries.push({
      at: row.happened_at as string,
      field: row.field as TimelineEntry['field'],
      old: row.old as string | null,
      new: row.new as string | null,
      origin: row.origin as string,
      file: row.file as string | null,
      line: await lineOf(row.file_key as number, row.record as number),
    });
  }
  return entries;
}
