import type { Connection, Row } from '#engine/query/connection';
import { filled } from '#engine/query/filled';
import { customaryAgeStep } from '#shared/model/age-step';
import { narrowFields } from '#shared/model/fields';
import { learnedFrom } from '#shared/model/learned-from';
import type { Stage } from '#shared/model/stage';
import changeSql from './change.sql?raw';
import cleanUpSql from './clean-up.sql?raw';
import { createActivities, createBeside } from './create-beside';
import { createDeals } from './create-deals';
import { createHistory, isSequenced } from './create-history';
import { createNarrowLives } from './create-narrow-lives';
import { createOpportunities } from './create-opportunities';
import { convertAmounts, createRates, type DeriveCurrencies, oneCurrency } from './create-rates';
import { createRepEntries } from './create-rep-entries';
import drawnNameSql from './drawn-name.sql?raw';
import { dropTemporary } from './drop-temporary';
import factsSql from './facts.sql?raw';
import lastWordSql from './last-word.sql?raw';
import lifeSql from './life.sql?raw';
import { logsById } from './logs-by-name';
import { createLookups } from './lookups';
import pathShapeSql from './path-shape.sql?raw';
import reachSql from './reach.sql?raw';
import reopenedSql from './reopened.sql?raw';
import searchTextSql from './search-text.sql?raw';
import settledSql from './settled.sql?raw';
import snapshotChangeSql from './snapshot-change.sql?raw';
import { createFirstRows } from './snapshots';
import sojournSql from './sojourn.sql?raw';
import stageFactsSql from './stage-facts.sql?raw';
import stagelessDealSql from './stageless-deal.sql?raw';
import stateSql from './state.sql?raw';
import transitionsSql from './transitions.sql?raw';
import { enumOf } from './words';

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
  /** Header of each mapped field. */
  columns: Record<string, string>;
  /** Whether its rows say how changes of one moment follow each other, better than their order in the file. */
  sequenced?: boolean;
  /** Its rows say what was so after each change of a field, so that those of one moment cannot stand in another order. */
  cumulative?: boolean;
  /** Nothing states the day of the list; it is the latest date in it. */
  dayIsInferred?: boolean;
  /** A list that does not show every deal, so that a deal which is not in it is not missing. */
  filtered: boolean;
};

/** What to do with deals that are not in the newest list any more: count them as they were, or as deleted. */
export type MissingDeals = 'keep' | 'delete';

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
  missing: MissingDeals;
  /** Month in which the fiscal year begins, 1 to 12. */
  fiscalYearStart: number;
  /** Left out where all amounts are in one currency. */
  currencies?: DeriveCurrencies;
  /** The host's clock, ISO; only keeps dates in the future from counting as "the latest day of the data". */
  now: string;
  /** SQL that counts `moment` in the steps of a workspace of so many deals. */
  tick: (deals: number) => string;
  /** A step begins, which takes the progress from one share to another. */
  onStep: (step: string, from: number, to: number) => void;
};

type CountedFacts = Row & {
  opportunities: number;
  stage_events: number;
  activities: number;
  leads: number;
  targets: number;
  as_of: string | null;
  first_day: string | null;
  last_day: string | null;
  whole_days: boolean | null;
};
/** `deals` is the number that the ticks were chosen for. */
export type DeriveFacts = CountedFacts & { deals: number };

/**
 * Makes every derived table again from the raw rows, beside the present ones as weir.next_NAME; `takeOver` puts them in
 * their place. Must not run inside a transaction: DuckDB reads a table by one thread alone in the transaction that made
 * it. What fails leaves tables that `dropNext` removes. Same sources, same matches, same choices: same tables, row for row.
 */
export async function derive(connection: Connection, options: DeriveOptions): Promise<DeriveFacts> {
  try {
    const facts = await makeTables(connection, options);
    await dropTemporary(connection);
    return facts;
  } catch (error) {
    // The signal that stopped the work must not stop the clearing up.
    connection.obey(undefined);
    await dropTemporary(connection);
    throw error;
  }
}

async function makeTables(connection: Connection, options: DeriveOptions): Promise<DeriveFacts> {
  const { sources, onStep, currencies = oneCurrency } = options;
  const of = (kind: string) => sources.filter((source) => source.kind === kind);
  onStep('Reading opportunities', 0.02, 0.12);
  await createFiles(connection, sources);
  await createLookups(connection, options);
  const lists = of('opportunities');
  const histories = await logsById(connection, lists, of('stage-history'));
  const { own, several } = await createDeals(connection, lists, histories, options.missing);
  onStep('Reading stage history', 0.12, 0.26);
  await createHistory(connection, histories);
  await createStages(connection, options.decideStages);
  await createFirstRows(connection, several);
  onStep('Replaying changes', 0.26, 0.5);
  await connection.exec(snapshotChangeSql);
  const sequenced = isSequenced(histories);
  await connection.exec(
    filled(changeSql, {
      log_rank: rankInMoment(histories),
      log_sequence: sequenced ? 'h.sequence,' : '',
      no_sequence: sequenced ? 'NULL,' : '',
    }),
  );
  const owner = await enumOf(
    connection,
    'SELECT owner FROM history UNION ALL SELECT owner FROM unlogged UNION ALL SELECT owner FROM snapshot_step',
  );
  const place = sequenced ? 'length(sequence), sequence,' : '';
  await connection.run(filled(stateSql, { owner, place }));
  const logs = histories.map((log) => log.fileKey);
  if (logs.length > 0) await connection.run(filled(lastWordSql, { logs: logs.join(', ') }));
  onStep('Measuring stages', 0.5, 0.64);
  await connection.exec(sojournSql);
  const deals = await createTicks(connection, options.tick);
  await connection.exec(lifeSql);
  await connection.run(stagelessDealSql);
  onStep('Describing opportunities', 0.64, 0.8);
  await createRates(connection, of('rates'), currencies);
  await convertAmounts(connection, currencies);
  await createOpportunities(connection, own, sources);
  await connection.exec(searchTextSql);
  await connection.exec(drawnNameSql);
  onStep('Measuring conversion', 0.8, 0.96);
  await createActivities(connection, sources);
  await createNarrowLives(connection);
  await connection.exec(reachOf('weir.next_reach', 'weir.next_sojourn', 'life'));
  await createSettled(connection);
  await connection.run(pathShapeSql);
  await createRepEntries(connection);
  await connection.exec(reopenedSql);
  await connection.exec(reachOf('weir.next_reach_in_gap', 'visit_before_closing', 'closed_for_now'));
  await createBeside(connection, sources, options.fiscalYearStart);
  await connection.exec(filled(cleanUpSql, { fields: carried }));
  onStep('Finishing', 0.96, 1);
  const facts = await connection.one<CountedFacts>(factsSql, { now: options.now });
  return { ...facts, deals };
}

/** Orders rows of one moment by their stages, closed ones last, but in logs whose rows build upon each other. */
function rankInMoment(logs: readonly DeriveSource[]): string {
  const rank = "s.rank + CASE s.kind WHEN 'open' THEN 0 ELSE 100000 END";
  const kept = logs.filter(({ cumulative }) => cumulative).map(({ fileKey }) => fileKey);
  return kept.length === 0 ? rank : `CASE WHEN h.file_key IN (${kept.join(', ')}) THEN 0 ELSE ${rank} END`;
}

/**
 * tick(moment) and stretch(ticks) for the SQL of this run, as weir.tick and weir.stretch_of will be; span: never below 0;
 * never: the moment that stands for none.
 */
async function createTicks(connection: Connection, tickOf: DeriveOptions['tick']): Promise<number> {
  const { deals } = await connection.one<{ deals: number }>('SELECT count(*)::INTEGER AS deals FROM deal');
  await connection.exec(`
    CREATE OR REPLACE TEMP MACRO tick(moment) AS ${tickOf(deals)};
    CREATE OR REPLACE TEMP MACRO stretch(ticks) AS
      (ticks - tick(TIMESTAMP '0001-01-01')) // (tick(TIMESTAMP '0001-01-29') - tick(TIMESTAMP '0001-01-01'));
    CREATE OR REPLACE TEMP MACRO span(ticks) AS CASE WHEN ticks < 0 THEN 0 ELSE ticks END;
    CREATE OR REPLACE TEMP MACRO never() AS TIMESTAMP '9999-12-31'`);
  return deals;
}

/** What has ended, counted; and the sample that is learned from. */
async function createSettled(connection: Connection): Promise<void> {
  const { deals } = await connection.one<{ deals: number }>(
    'SELECT count(*)::INTEGER AS deals FROM weir.next_opportunity',
  );
  await connection.exec(
    filled(settledSql, {
      month_step: customaryAgeStep.month,
      quarter_step: customaryAgeStep.quarter,
      learned_from: String(learnedFrom),
      learned_one_of: String(Math.max(1, Math.floor(deals / learnedFrom))),
    }),
  );
}

/** The fields that tables carry along from weir.narrow_life. */
const carried = narrowFields.map((field) => `n.${field}`).join(', ');

function reachOf(reach: string, visits: string, lives: string): string {
  return filled(reachSql, { reach, visits, lives, fields: carried });
}

async function createFiles(connection: Connection, sources: DeriveSource[]): Promise<void> {
  await connection.exec(`
    CREATE OR REPLACE TABLE weir.next_file (file_key INTEGER, import INTEGER, file INTEGER, name VARCHAR, snapshot_date DATE)`);
  for (const source of sources) {
    await connection.run(
      'INSERT INTO weir.next_file VALUES ($fileKey, $import, $file, $name, $snapshotDate::DATE)',
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

/** About as many deals tell the order of stages. */
const dealsToFollow = 20_000;

async function createStages(connection: Connection, decideStages: DecideStages): Promise<void> {
  const facts = await connection.all<StageFact>(stageFactsSql);
  const { deals } = await connection.one<{ deals: number }>('SELECT count(*) AS deals FROM deal');
  const part = Math.max(1, Math.floor(deals / dealsToFollow));
  const transitions = await connection.all<Transition>(filled(transitionsSql, { part }));
  const stages = ranked(decideStages(facts, transitions));
  await connection.exec(`CREATE OR REPLACE TABLE weir.next_stage
    (stage_id INTEGER, pipeline VARCHAR, stage VARCHAR, rank INTEGER, kind VARCHAR, reason VARCHAR)`);
  await connection.run(
    `INSERT INTO weir.next_stage
    SELECT id, s.pipeline, s.stage, s.rank, s.kind, s.reason
    FROM (
      SELECT unnest(range(1, $count + 1))::INTEGER AS id,
        unnest(from_json($stages, '[{"pipeline":"VARCHAR","stage":"VARCHAR","rank":"INTEGER","kind":"VARCHAR","reason":"VARCHAR"}]')) AS s
    )
    ORDER BY id`,
    { stages: JSON.stringify(stages), count: stages.length },
  );
  await createPricedDeals(connection);
}

/** Ranks as every metric reads them: open stages of a pipeline 1, 2, 3, …, won above them, then post, lost 0. */
function ranked<T extends Stage>(stages: T[]): T[] {
  return stages.map((stage) => {
    const open = stages.filter(({ pipeline, kind }) => pipeline === stage.pipeline && kind === 'open');
    const inOrder = open.sort((a, b) => a.rank - b.rank);
    const above = { won: open.length + 1, post: open.length + 2, lost: 0 };
    return { ...stage, rank: stage.kind === 'open' ? inOrder.indexOf(stage) + 1 : above[stage.kind] };
  });
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
    FROM deal AS d JOIN weir.next_stage AS s ON s.pipeline = d.pipeline AND s.stage = d.stage`);
  const amount = zero ? "CASE WHEN s.kind = 'lost' AND d.amount = 0 THEN NULL ELSE d.amount END" : 'd.amount';
  for (const rows of ['deal', 'version']) {
    await connection.exec(`
    CREATE OR REPLACE TEMP VIEW priced_${rows} AS
    SELECT d.* REPLACE (coalesce(${amount}, d.list_price) AS amount),
      CASE WHEN ${amount} IS NOT NULL THEN 'amount' WHEN d.list_price IS NOT NULL THEN 'list price' END AS amount_origin
    FROM ${rows} AS d
    LEFT JOIN weir.next_stage AS s ON s.pipeline = d.pipeline AND s.stage = d.stage`);
  }
}
