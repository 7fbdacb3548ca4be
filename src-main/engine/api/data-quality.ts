import { storedFiles } from '#engine/import/import-store';
import { constants } from '#engine/metrics/constants';
import type { WorkspaceFacts } from '#engine/metrics/facts';
import { fieldQuality } from '#engine/metrics/field-quality';
import { findings } from '#engine/metrics/findings';
import { freshness } from '#engine/metrics/freshness';
import type { Connection } from '#engine/query/connection';
import { type Evidence, evidenceGrades } from '#shared/model/evidence';
import type { DataQualityResult } from '#shared/results/quality';
import { alikeValues } from './alike-values';
import { repeatVisits } from './repeat-visits';
import { valueMatches } from './value-matches';

/** What would tell more of the history than the workspace has, by the grade that most deals have. */
const raises: Record<Evidence, string | null> = {
  log: null,
  dates:
    'Dated stage columns keep the last visit to each stage. The history of the stage property (HubSpot: export of property history) has all of them.',
  snapshots:
    'Lists show what was there on their days. An export of the stage history (Salesforce: OpportunityHistory; HubSpot: property history) shows every change.',
  state:
    'The list shows the present alone. Add an export of the stage history, or the same list of an earlier day, and import the list again every week.',
};

/** For the grade of most deals, or else for the largest one beside it. */
function raiseOf({ evidence, evidenceShares }: WorkspaceFacts): string | null {
  const others = evidenceGrades
    .filter((grade) => (evidenceShares[grade] ?? 0) >= constants.partialShare && raises[grade] !== null)
    .sort((a, b) => evidenceShares[b]! - evidenceShares[a]!);
  const [first] = others;
  return raises[evidence] ?? (first ? raises[first] : null);
}

/** How far the numbers can be trusted: evidence, full and empty fields, what looks wrong, values that are the same. */
export async function dataQuality(connection: Connection, facts: WorkspaceFacts): Promise<DataQualityResult> {
  const leftOut = await connection.one<{ deleted: number; missing: number }>(`
    SELECT
      count(*) FILTER (reason = 'deleted') AS deleted,
      count(*) FILTER (reason = 'missing') AS missing
    FROM weir.left_out_deal`);
  const { all_known_on } = await connection.one<{ all_known_on: string }>(
    'SELECT coalesce(greatest($as_of::DATE, max(known_from)::DATE), $as_of::DATE) AS all_known_on FROM weir.lives',
    { as_of: facts.asOf },
  );
  const files = await storedFiles(connection, 'loaded');
  const matches = await valueMatches(connection, files);
  return {
    asOf: facts.asOf,
    allKnownOn: all_known_on,
    deals: facts.opportunities,
    evidence: facts.evidence,
    evidenceShares: facts.evidenceShares,
    partialHistory: Math.round((facts.evidenceShares.dates ?? 0) * facts.opportunities),
    repeatVisits: await repeatVisits(connection, files),
    raise: raiseOf(facts),
    fields: await fieldQuality(connection, facts),
    findings: await findings(connection),
    alike: await alikeValues(connection, files, matches),
    matches,
    sources: await freshness(connection, facts),
    leftOut,
  };
}
