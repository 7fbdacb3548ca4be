import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { lineFinder } from '#engine/import/line-finder';
import { dealTimeline } from '#engine/metrics/deal';
import { dealsExportQuery, dealsFrom, listDeals, settled } from '#engine/metrics/deals';
import type { Fragment } from '#engine/metrics/scope-sql';
import type { Connection } from '#engine/query/connection';
import { literal } from '#engine/query/sql-text';
import type { EngineState } from './engine-state';
import type { Handlers } from './handlers';
import { factsOf } from './session';

export function dealHandlers(state: EngineState): Handlers<'deals.list' | 'deals.get' | 'deals.export'> {
  return {
    async 'deals.list'(params, { signal }) {
      const session = state.opened();
      const facts = factsOf(session);
      return session.workspace.database.use((connection) => listDeals(connection, facts, params), signal);
    },
    async 'deals.get'({ id, asOf }, { signal }) {
      const session = state.opened();
      const facts = factsOf(session);
      return session.workspace.database.use(
        async (connection) => dealTimeline(connection, facts, id, asOf, await lineFinder(connection)),
        signal,
      );
    },
    async 'deals.export'(params, { signal }) {
      const session = state.opened();
      const facts = factsOf(session);
      const { workspace } = session;
      const ticketName = 'deals.csv';
      const path = join(workspace.scratch, `${state.options.now().getTime()}-${ticketName}`);
      const rows = await workspace.database.use(async (connection) => {
        const query = await settled(connection, facts, params);
        await copyTo(connection, path, dealsExportQuery(facts, query));
        const from = dealsFrom(facts, query);
        const { n } = await connection.one<{ n: number }>(`SELECT count(*) AS n ${from.sql}`, from.params);
        return n;
      }, signal);
      const { size } = await stat(path);
      return { ticket: state.addTicket(path, ticketName), name: ticketName, bytes: size, rows };
    },
  };
}

async function copyTo(connection: Connection, path: string, query: Fragment): Promise<void> {
  await connection.run(`COPY (${query.sql}) TO ${literal(path)} (FORMAT csv, HEADER)`, query.params);
}
