import { type Connection, Inline } from '#engine/query/connection';
import { identifier } from '#engine/query/sql-text';
import { counted } from '#shared/results/counted';
import type { Warning } from '#shared/results/envelope';
import type { FieldCompleteness, ImportRecord, StatusResult } from '#shared/results/workspace';
import type { WorkspaceFacts } from './facts';
import { toCents } from './group-by';
import { leftOutRows } from './left-out-rows';
import { partialHistory } from './partial-history';
import { snapshotSummary, snapshotWarnings } from './snapshots';
import { stagelessWarnings } from './stageless';
import statusSql from './status.sql?raw';

type Counts = {
  lives: number;
  opportunities: number;
  open: number;
  won: number;
  lost: number;
  open_value: number;
  won_value: number;
  stage_events: number;
  events: number;
  reopened_soon: number;
  reopened_later: number;
  activities: number;
  activities_of_deals: number;
  activities_of_others: number;
  other_deal: string | null;
  leads: number;
  targets: number;
  first_day: string | null;
  last_day: string | null;
  last_event: string | null;
  closed_before_created: number;
  seen_only: number;
  listed: number;
};

/** What the workspace holds, from which files, how complete and how well evidenced. */
export async function status(
  connection: Connection,
  facts: WorkspaceFacts,
  context: {
    path: string;
    asOf: string | undefined;
    imports: ImportRecord[];
    currency: string | null;
    zone: string;
    notes: Warning[];
  },
): Promise<StatusResult> {
  const params = { as_of: context.asOf ?? facts.asOf };
  const counts = await connection.one<Counts>(statusSql, { as_of: new Inline(params.as_of) });
  const snapshots = await snapshotSummary(connection);
  return {
    path: context.path,
    opportunities: counts.opportunities,
    lives: counts.lives,
    open: counts.open,
    won: counts.won,
    lost: counts.lost,
    openValue: toCents(counts.open_value),
    wonValue: toCents(counts.won_value),
    stageEvents: counts.stage_events,
    events: counts.events,
    activities: counts.activities,
    activitiesOfDeals: counts.activities_of_deals,
    leads: counts.leads,
    targets: counts.targets,
    firstDay: counts.first_day,
    lastDay: counts.last_day,
    asOf: params.as_of,
    evidence: facts.evidence,
    evidenceShares: facts.evidenceShares,
    partialHistory: Math.round((facts.evidenceShares.dates ?? 0) * facts.opportunities),
    reopened: reopenedOf(counts),
    snapshots,
    freshness: { lastEvent: counts.last_event, lastImport: context.imports[0]?.importedAt ?? null },
    currency: context.currency,
    rates: await newestRates(connection),
    zone: context.zone,
    pipelines: facts.pipelines.map((pipeline) => pipeline.pipeline).filter((name) => name !== ''),
    stages: await stagesInUse(connection),
    fields: await completeness(connection, facts),
    imports: context.imports,
    warnings: [
      ...context.notes,
      ...(await stagelessWarnings(connection)),
      ...(await leftOutRows(connection)),
      ...partialHistory(facts, 'Figures that count visits say so.'),
      ...warningsOf(counts),
      ...snapshotWarnings(snapshots),
    ],
  };
}

/** A closing that was taken back stands in no outcome; one that a later life followed is the end of the life before. */
function reopenedOf(counts: Counts): StatusResult['reopened'] {
  const { won, lost, reopened_soon: soon, reopened_later: later } = counts;
  const closings = won + lost + soon;
  return { closings, soon, later, rate: closings > 0 ? (soon + later) / closings : null };
}

async function newestRates(connection: Connection): Promise<StatusResult['rates']> {
  return connection.all<StatusResult['rates'][number]>(`
    FROM weir.rate
    QUALIFY row_number() OVER (PARTITION BY currency, "to" ORDER BY day DESC NULLS LAST) = 1
    ORDER BY currency, "to"`);
}

async function stagesInUse(connection: Connection): Promise<StatusResult['stages']> {
  const rows = await connection.all(`
    SELECT s.pipeline, s.stage, s.rank, s.kind, count(o.key) AS deals
    FROM weir.stage AS s
    LEFT JOIN weir.opportunity AS o ON o.stage_id = s.stage_id
    GROUP BY s.stage_id, s.pipeline, s.stage, s.rank, s.kind
    ORDER BY s.stage_id`);
  return rows as unknown as StatusResult['stages'];
}

/** How many deals have a value in each field. One pass over the table for all fields. */
async function completeness(connection: Connection, facts: WorkspaceFacts): Promise<FieldCompleteness[]> {
  if (facts.fields.length === 0) return [];
  const counts = facts.fields.map((field, i) =>
    field.type === 'text'
      ? `count(nullif(${identifier(field.field)}, '')) AS f${i}`
      : `count(${identifier(field.field)}) AS f${i}`,
  );
  const row = await connection.one(`SELECT ${counts.join(', ')} FROM weir.opportunity`);
  const columnOf = new Map([...facts.aliases].map(([column, field]) => [field, column]));
  return facts.fields.map((field, i) => {
    const filled = row[`f${i}`] as number;
    return {
      field: field.field,
      label: field.label,
      column: columnOf.get(field.field) ?? (field.extra ? field.field : null),
      filled,
      share: facts.opportunities > 0 ? filled / facts.opportunities : 0,
      extra: field.extra,
      type: field.type,
    };
  });
}

function warningsOf(counts: Counts): Warning[] {
  const warnings: Warning[] = [];
  if (counts.closed_before_created > 0) {
    warnings.push({
      code: 'closed-before-created',
      message: `${counted(counts.closed_before_created, 'deal was closed before it was', 'deals were closed before they were')} created. Such deals count as won or lost, but no length is read off them.`,
      details: { deals: counts.closed_before_created },
    });
  }
  if (counts.activities_of_others > 0) {
    const rest = counts.activities - counts.activities_of_deals - counts.activities_of_others;
    warnings.push({
      code: 'activities-of-unknown-deals',
      message: `${counted(counts.activities_of_others, 'activity names a deal', 'activities name deals')} that the list of deals does not have, such as “${counts.other_deal}”, and ${counted(rest, 'names', 'name')} none. They count for no deal. An export of the deals with that id joins them.`,
      details: { activities: counts.activities_of_others, example: counts.other_deal, unnamed: rest },
    });
  }
  if (counts.listed > 0) {
    warnings.push({
      code: 'amount-from-list-price',
      message: `${counted(counts.listed, 'deal has no amount of its', 'deals have no amount of their')} own; the list price of the product stands in.`,
      details: { deals: counts.listed },
    });
  }
  if (counts.seen_only > 0) {
    warnings.push({
      code: 'unknown-start',
      message: `Of ${counted(counts.seen_only, 'deal it is not known when it began or came to its stage; it counts', 'deals it is not known when they began or came to their stage; they count')}, but no length is read off ${counts.seen_only === 1 ? 'it' : 'them'}.`,
      details: { deals: counts.seen_only },
    });
  }
  return warnings;
}
