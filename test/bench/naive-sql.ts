import { stages } from '#generate/company/market';
import type { PageCall, Variation } from './page-calls';

type NaiveName = NonNullable<PageCall['naive']>;

const rank = `CASE StageName ${stages.map((stage, i) => `WHEN '${stage}' THEN ${i + 1}`).join(' ')} WHEN 'Closed Won' THEN ${stages.length + 1} ELSE 0 END`;

/**
 * What somebody writes who has only the exported history in a table: no derived tables, no censoring, no
 * intervals. Each asks about the same as the page's call, and returns less.
 */
export const naiveSql: Record<NaiveName, (known: string) => string> = {
  reach: (known) => `
    WITH reached AS (SELECT OpportunityId, max(${rank}) AS top FROM ${known} GROUP BY 1)
    SELECT r, count(*) FILTER (top >= r) AS entered, count(*) FILTER (top > r) AS advanced
    FROM reached, range(1, ${stages.length + 1}) AS s(r) GROUP BY r ORDER BY r`,
  closed: (known) => `
    WITH last AS (SELECT OpportunityId, arg_max(StageName, CreatedDate) AS stage FROM ${known} GROUP BY 1)
    SELECT o.OwnerId, count(*) FILTER (stage = 'Closed Won') AS won, count(*) FILTER (stage = 'Closed Lost') AS lost
    FROM last JOIN opportunity AS o ON o.Id = last.OpportunityId GROUP BY 1`,
  cycle: (known) => `
    WITH life AS (
      SELECT OpportunityId, min(CreatedDate) AS began, max(CreatedDate) AS ended, arg_max(StageName, CreatedDate) AS stage
      FROM ${known} GROUP BY 1)
    SELECT median(epoch(ended - began)), avg(epoch(ended - began)) FROM life WHERE stage LIKE 'Closed%'`,
  visits: (known) => `
    WITH visit AS (
      SELECT StageName, CreatedDate AS entered,
        lead(CreatedDate) OVER (PARTITION BY OpportunityId ORDER BY CreatedDate) AS left_at
      FROM ${known})
    SELECT StageName, count(*), median(epoch(left_at - entered)) FROM visit GROUP BY 1`,
  pipeline: (known) => `
    WITH last AS (
      SELECT OpportunityId, arg_max(StageName, CreatedDate) AS stage, arg_max(Amount, CreatedDate) AS amount
      FROM ${known} GROUP BY 1)
    SELECT stage, count(*), sum(amount) FROM last GROUP BY 1`,
  deals: (known) => `
    WITH last AS (
      SELECT OpportunityId, arg_max(StageName, CreatedDate) AS stage, arg_max(Amount, CreatedDate) AS amount
      FROM ${known} GROUP BY 1)
    SELECT o.Id, o.Name, last.* FROM last JOIN opportunity AS o ON o.Id = last.OpportunityId
    ORDER BY amount DESC NULLS LAST LIMIT 200`,
};

/** The history that was known on the as-of day, narrowed to one owner's deals as the page's call is. */
export function knownHistory({ asOf, owner, run }: Variation): string {
  const until = `CreatedDate < DATE '${asOf}' + INTERVAL 1 DAY`;
  if (run % 3 !== 0) return `(SELECT * FROM event WHERE ${until})`;
  const name = owner.replaceAll("'", "''");
  return `(SELECT e.* FROM event AS e JOIN opportunity AS o ON o.Id = e.OpportunityId JOIN person AS p
    ON p.Id = o.OwnerId WHERE p.Name = '${name}' AND e.${until})`;
}
