import type { Connection } from '#engine/query/connection';
import type { SourceFreshness } from '#shared/results/quality';
import type { WorkspaceFacts } from './facts';
import freshnessSql from './freshness.sql?raw';

/** What was imported, by kind and system, with the latest day in it. Kinds without dates of their own have none. */
export function freshness(connection: Connection, facts: WorkspaceFacts): Promise<SourceFreshness[]> {
  return connection.all<SourceFreshness>(freshnessSql, { as_of: facts.asOf });
}
