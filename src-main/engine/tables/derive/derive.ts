import type { Connection, Row } from '#engine/query/connection';
import { identifier, literal } from '#engine/query/sql-text';
import { opportunityFields } from '#shared/model/fields';
import type { Stage } from '#shared/model/stage';
import activitySql from './activity.sql?raw';
import changeSql from './change.sql?raw';
import dealSql from './deal.sql?raw';
import factsSql from './facts.sql?raw';
import lifeSql from './life.sql?raw';
import opportunitySql from './opportunity.sql?raw';
import reachSql from './reach.sql?raw';
import sojournSql from './sojourn.sql?raw';
import stageFactsSql from './stage-facts.sql?raw';
import stateSql from './state.sql?raw';
import transitionsSql from './transitions.sql?raw';

/** A column of an export that no field of the dictionary takes; kept under its own name. */
export type Extra = { name: string; type: string };

/** One imported file, ready to be read: `select` yields its rows typed, `fileKey` names it in derived rows. */
export type DeriveSource = {
  fileKey: number;
  import: number;
  file: number;
  name: string;
  kind: string;
  snapshotDate: string;
  select: string;
  extras: Extra[];
  /** Whether the file has an amount of its own for each row (a log without one takes the deal's). */
  hasAmount: boolean;
};

export type StageFact = Row & {
  first_seen: number;
  pipeline: string;
  stage: string;
  deals: number;
  visits: number;
  probability: number | null;
  won: number;
  closed: number;
  flagged: number;
  with_closed_at: number;
  status_won: number;
  status_lost: number;
};
export type Transition = Row & { pipeline: string; from: string; to: string; count: number };

/** Kind and order of the stages, from facts; the user's own choices come first. */
export type DecideStages = (facts: StageFact[], transitions: Transition[]) => (Stage & { reason: string })[];

export type DeriveOptions = {
  sources: DeriveSource[];
  /** Accepted near-matches of joined values. */
  matches: { field: string; value: string; becomes: string }[];
  decideStages: DecideStages;
  /** The host's clock, ISO; only keeps dates in the future from counting as "the latest day of the data". */
  now: string;
  onStep: (step: string, fraction: number) => void;
};

export type DeriveFacts = Row & {
  opportunities: number;
  stage_events: number;
  activities: number;
  as_of: string | null;
  first_day: string | null;
  whole_days: boolean | null;
};

/**
 * Makes every derived table of schema weir again from the raw rows. Runs in the caller's transaction.
 * Same sources, same matches, same choices: same tables, row for row.
 */
export async function derive(connection: Connection, options: DeriveOptions): Promise<DeriveFacts> {
  const { sources, onStep } = options;
  const of = (kind: string) => sources.filter((source) => source.kind === kind);
  onStep('Reading opportunities', 0.05);
  await createFiles(connection, sources);
  await createLookups(connection, options);
  const extras = await createDeals(
    connection,
    of('opportunities'),
    of('stage-history'),
    lookupExtras(sources),
  );
  onStep('Reading stage history', 0.2);
  await createHistory(connection, of('stage-history'));
  await createStages(connection, options.decideStages);
  onStep('Replaying changes', 0.4);
  await connection.exec(changeSql);
  await connection.run(stateSql);
  onStep('Measuring stages', 0.6);
  await connection.exec(sojournSql);
  await connection.exec(lifeSql);
  onStep('Measuring conversion', 0.75);
  await connection.exec(reachSql);
  await connection.exec(
    opportunitySql.replace('{{extras}}', extras.map((name) => `, d.${identifier(name)}`).join('\n    ')),
  );
  await connection.run(activitySql.replace('{{activities}}', unionOf(of('activities')) ?? emptyActivities));
  onStep('Finishing', 0.95);
  const facts = await connection.one<DeriveFacts>(factsSql, { now: options.now });
  await dropTemporary(connection);
  return facts;
}

const emptyActivities = `SELECT NULL::VARCHAR AS opportunity, NULL::TIMESTAMP AS "at", NULL::VARCHAR AS type,
  NULL::VARCHAR AS subject, NULL::VARCHAR AS owner, NULL::VARCHAR AS status, 0 AS file_key, 0::BIGINT AS record
  WHERE false`;

const emptyHistory = `SELECT 0 AS key, '' AS pipeline, NULL::TIMESTAMP AS changed_at, NULL::VARCHAR AS stage,
  NULL::DECIMAL(18, 2) AS amount, NULL::DATE AS expected_close, NULL::VARCHAR AS owner, NULL::DOUBLE AS probability,
  0 AS file_key, 0::BIGINT AS record WHERE false`;

/** All rows of several files that are not rejected, with where they come from. */
function unionOf(sources: DeriveSource[]): string | null {
  if (sources.length === 0) return null;
  return sources
    .map(
      (
        source,
      ) => `SELECT ${source.fileKey} AS file_key, ${literal(source.snapshotDate)}::DATE AS snapshot_date,
        "row" AS record, * EXCLUDE ("row", reject_column, reject_value, reject_reason)
      FROM (${source.select}) WHERE reject_reason IS NULL`,
    )
    .join('\nUNION ALL BY NAME\n');
}

async function createFiles(connection: Connection, sources: DeriveSource[]): Promise<void> {
  await connection.exec(`
    CREATE OR REPLACE TABLE weir.file (file_key INTEGER, import INTEGER, file INTEGER, name VARCHAR, snapshot_date DATE)`);
  for (const source of sources) {
    await connection.run(
      'INSERT INTO weir.file VALUES ($fileKey, $import, $file, $name, $snapshotDate::DATE)',
      {
        fileKey: source.fileKey,
        import: source.import,
        file: source.file,
        name: source.name,
        snapshotDate: source.snapshotDate,
      },
    );
  }
}

const lookupKinds = [
  {
    kind: 'accounts',
    table: 'account_lookup',
    prefix: 'account',
    fields: ['key', 'name', 'segment', 'region'],
  },
  { kind: 'products', table: 'product_lookup', prefix: 'product', fields: ['key', 'list_price'] },
  { kind: 'owners', table: 'owner_lookup', prefix: 'owner', fields: ['key', 'name', 'team', 'region'] },
] as const;

/** One row a value for each joined file kind: the newest one. */
async function createLookups(connection: Connection, options: DeriveOptions): Promise<void> {
  await connection.exec(
    'CREATE OR REPLACE TEMP TABLE value_match (field VARCHAR, value VARCHAR, becomes VARCHAR)',
  );
  for (const match of options.matches) {
    await connection.run('INSERT INTO value_match VALUES ($field, $value, $becomes)', match);
  }
  const empty = `SELECT NULL::VARCHAR AS key, NULL::VARCHAR AS name, NULL::VARCHAR AS segment, NULL::VARCHAR AS region,
    NULL::VARCHAR AS team, NULL::DECIMAL(18, 2) AS list_price, 0 AS file_key, NULL::DATE AS snapshot_date,
    0::BIGINT AS record WHERE false`;
  for (const { kind, table } of lookupKinds) {
    const rows = unionOf(options.sources.filter((source) => source.kind === kind));
    await connection.exec(`
      CREATE OR REPLACE TEMP TABLE ${table} AS
      FROM (${empty} ${rows ? `UNION ALL BY NAME ${rows}` : ''})
      QUALIFY row_number() OVER (PARTITION BY key ORDER BY snapshot_date DESC, file_key DESC, record DESC) = 1`);
  }
}

/** Columns that joined files add to the deal, named after their table where two would collide. */
function lookupExtras(sources: DeriveSource[]): { table: string; column: string; prefix: string }[] {
  return lookupKinds.flatMap(({ kind, table, prefix }) =>
    [...new Set(sources.filter((s) => s.kind === kind).flatMap((s) => s.extras.map((e) => e.name)))].map(
      (column) => ({
        table: table.replace('_lookup', '_row'),
        column,
        prefix,
      }),
    ),
  );
}

const dictionary = opportunityFields.map((field) => field.field);
/** Names that the derived table uses for itself. */
const reserved = new Set([
  ...dictionary,
  ...[
    'key',
    'life',
    'outcome',
    'stage_id',
    'started_at',
    'known_from',
    'observed_from',
    'stage_entered_at',
    'evidence',
  ],
  ...[
    'is_newest_life',
    'file_key',
    'record',
    'amount_origin',
    'snapshot_date',
    'versions',
    'stage_dates',
    'status',
  ],
]);

const duckTypes: Record<string, string> = {
  text: 'VARCHAR',
  amount: 'DECIMAL(18, 2)',
  number: 'DOUBLE',
  day: 'DATE',
  instant: 'TIMESTAMP',
  boolean: 'BOOLEAN',
};

const emptyDeal = `SELECT ${opportunityFields
  .map((field) => `NULL::${duckTypes[field.type]} AS ${identifier(field.field)}`)
  .join(', ')}, NULL::STRUCT(stage VARCHAR, "at" TIMESTAMP)[] AS stage_dates, 0 AS file_key,
  NULL::DATE AS snapshot_date, 0::BIGINT AS record WHERE false`;

/** Returns the names of the export's own columns as they stand in weir.opportunity. */
async function createDeals(
  connection: Connection,
  files: DeriveSource[],
  histories: DeriveSource[],
  joined: { table: string; column: string; prefix: string }[],
): Promise<string[]> {
  const rows = unionOf(files);
  await connection.exec(`
    CREATE OR REPLACE TEMP TABLE deal_version AS
    FROM (${emptyDeal} ${rows ? `UNION ALL BY NAME ${rows}` : ''})`);
  await addDealsOfHistory(connection, histories);
  const { total, distinct } = await connection.one<{ total: number; distinct: number }>(
    'SELECT count(*) AS total, count(DISTINCT id) AS "distinct" FROM deal_version',
  );
  const newest =
    total === distinct
      ? '(SELECT *, 1 AS versions FROM deal_version)'
      : `(SELECT *, count(*) OVER (PARTITION BY id) AS versions FROM deal_version
          QUALIFY row_number() OVER (PARTITION BY id ORDER BY snapshot_date DESC, file_key DESC, record DESC) = 1)`;
  const own = await ownColumns(connection);
  const taken = new Set([...reserved, ...own].map((name) => name.toLowerCase()));
  const added = joined.map((extra) => ({ ...extra, name: freeName(extra.column, extra.prefix, taken) }));
  await connection.exec(
    dealSql
      .replace(
        '{{extras}}',
        added.map((e) => `, ${e.table}.${identifier(e.column)} AS ${identifier(e.name)}`).join('\n    '),
      )
      .replace('{{newest}}', newest),
  );
  await connection.exec('DROP TABLE deal_version');
  return [...own, ...added.map((extra) => extra.name)];
}

function freeName(column: string, prefix: string, taken: Set<string>): string {
  let name = column;
  for (let n = 1; taken.has(name.toLowerCase()); n++)
    name = n === 1 ? `${prefix} ${column}` : `${prefix} ${column} ${n}`;
  taken.add(name.toLowerCase());
  return name;
}

async function ownColumns(connection: Connection): Promise<string[]> {
  const columns = await connection.all<{ column_name: string }>('DESCRIBE deal_version');
  const fixed = new Set(
    [...dictionary, 'stage_dates', 'file_key', 'snapshot_date', 'record'].map((n) => n.toLowerCase()),
  );
  return columns.map((column) => column.column_name).filter((name) => !fixed.has(name.toLowerCase()));
}

/** Deals that only a log knows of: created at their first row, with the attributes the log repeats on each row. */
async function addDealsOfHistory(connection: Connection, histories: DeriveSource[]): Promise<void> {
  for (const history of histories) {
    const rows = `(SELECT * FROM (${history.select}) WHERE reject_reason IS NULL)`;
    const { missing } = await connection.one<{ missing: number }>(
      `SELECT count(*) AS missing FROM ${rows} ANTI JOIN deal_version USING (id)`,
    );
    if (missing === 0) continue;
    const extras = history.extras.map(
      (e) => `, arg_min(${identifier(e.name)}, ("at", "row")) AS ${identifier(e.name)}`,
    );
    await connection.exec(`
      CREATE OR REPLACE TEMP TABLE deal_version AS
      FROM deal_version
      UNION ALL BY NAME
      SELECT
        id,
        id AS name,
        min("at") AS created_at,
        arg_max(stage, ("at", "row")) AS stage,
        arg_max(amount, ("at", "row")) AS amount,
        arg_max(expected_close, ("at", "row")) AS expected_close,
        arg_max(owner, ("at", "row")) AS owner,
        min("row") AS record,
        ${history.fileKey} AS file_key,
        ${literal(history.snapshotDate)}::DATE AS snapshot_date
        ${extras.join('')}
      FROM ${rows} ANTI JOIN deal_version USING (id)
      GROUP BY id`);
  }
}

async function createHistory(connection: Connection, histories: DeriveSource[]): Promise<void> {
  const parts = histories.map(
    (history) => `
      SELECT d.key, d.pipeline, h."at" AS changed_at, h.stage,
        ${history.hasAmount ? 'h.amount' : 'd.amount'} AS amount,
        coalesce(h.expected_close, d.expected_close) AS expected_close,
        coalesce(h.owner, d.owner) AS owner, h.probability, ${history.fileKey} AS file_key, h."row" AS record
      FROM (${history.select}) AS h JOIN deal AS d USING (id)
      WHERE h.reject_reason IS NULL`,
  );
  await connection.exec(
    `CREATE OR REPLACE TEMP TABLE history AS ${parts.length > 0 ? parts.join('\nUNION ALL\n') : emptyHistory}`,
  );
  await connection.exec('CREATE OR REPLACE TEMP TABLE logged AS SELECT DISTINCT key FROM history');
}

async function createStages(connection: Connection, decideStages: DecideStages): Promise<void> {
  const facts = await connection.all<StageFact>(stageFactsSql);
  const transitions = await connection.all<Transition>(transitionsSql);
  const stages = decideStages(facts, transitions);
  await connection.exec(`CREATE OR REPLACE TABLE weir.stage
    (stage_id INTEGER, pipeline VARCHAR, stage VARCHAR, rank INTEGER, kind VARCHAR, reason VARCHAR)`);
  for (const [index, stage] of stages.entries()) {
    await connection.run('INSERT INTO weir.stage VALUES ($id, $pipeline, $stage, $rank, $kind, $reason)', {
      id: index + 1,
      pipeline: stage.pipeline,
      stage: stage.stage,
      rank: stage.rank,
      kind: stage.kind,
      reason: stage.reason,
    });
  }
  await createPricedDeals(connection);
}

/**
 * Amounts that mean "not priced": where every lost deal has 0 while won deals have not, the 0 is what the CRM writes on
 * losing. The list price of the product stands in where a deal has no amount, and `amount_origin` says so.
 */
async function createPricedDeals(connection: Connection): Promise<void> {
  const { zero } = await connection.one<{ zero: boolean }>(`
    SELECT coalesce(
      count(*) FILTER (s.kind = 'lost' AND d.amount = 0) > 0
      AND count(*) FILTER (s.kind = 'lost' AND d.amount <> 0) = 0
      AND count(*) FILTER (s.kind = 'won' AND d.amount > 0) > 0, false) AS zero
    FROM deal AS d JOIN weir.stage AS s ON s.pipeline = d.pipeline AND s.stage = d.stage`);
  const amount = zero ? "CASE WHEN s.kind = 'lost' AND d.amount = 0 THEN NULL ELSE d.amount END" : 'd.amount';
  await connection.exec(`
    CREATE OR REPLACE TEMP VIEW priced_deal AS
    SELECT d.* REPLACE (coalesce(${amount}, d.list_price) AS amount),
      CASE WHEN ${amount} IS NOT NULL THEN 'amount' WHEN d.list_price IS NOT NULL THEN 'list price' END AS amount_origin
    FROM deal AS d
    LEFT JOIN weir.stage AS s ON s.pipeline = d.pipeline AND s.stage = d.stage`);
}

async function dropTemporary(connection: Connection): Promise<void> {
  await connection.exec(`
    DROP VIEW IF EXISTS change; DROP VIEW IF EXISTS priced_deal; DROP TABLE IF EXISTS unlogged;
    DROP TABLE IF EXISTS entry_stage; DROP TABLE IF EXISTS logged; DROP TABLE IF EXISTS history;
    DROP TABLE IF EXISTS life; DROP TABLE IF EXISTS deal; DROP TABLE IF EXISTS value_match;
    DROP TABLE IF EXISTS account_lookup; DROP TABLE IF EXISTS product_lookup; DROP TABLE IF EXISTS owner_lookup;`);
}
