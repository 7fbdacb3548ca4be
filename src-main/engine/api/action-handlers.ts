import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileColumn, writeCsv, writeWorkbook } from '#engine/export/table-file';
import { actionListQuery, orders } from '#engine/metrics/health/action-list';
import type { ActionList } from '#shared/results/health';
import type { EngineState } from './engine-state';
import type { Handlers } from './handlers';
import { factsOf } from './session';

/** Lists of what is to be done, as files to hand out. */
export function actionHandlers(state: EngineState): Handlers<'actions.export'> {
  return {
    async 'actions.export'({ format, ...params }, { signal }) {
      const session = state.opened();
      const facts = factsOf(session);
      const { workspace } = session;
      const name = `${params.list}.${format}`;
      const path = join(workspace.scratch, `${state.options.now().getTime()}-${name}`);
      const rows = await workspace.database.use(async (connection) => {
        const list = await actionListQuery(connection, facts, params);
        const written = { from: `FROM (${list.sql})`, orderBy: orders[params.list], params: list.params };
        const columns = columnsOf(params.list);
        if (format === 'csv') await writeCsv(connection, path, columns, written);
        else await writeWorkbook(connection, path, columns, { ...written, sheet: sheets[params.list] });
        const { n } = await connection.one<{ n: number }>(
          `SELECT count(*) AS n ${written.from}`,
          list.params,
        );
        return n;
      }, signal);
      const { size } = await stat(path);
      return { ticket: state.addTicket(path, name), name, bytes: size, rows };
    },
  };
}

const sheets: Readonly<Record<ActionList, string>> = {
  stale: 'Stale deals',
  cleanup: 'Clean-up',
  revisit: 'Revisit',
  worklist: 'Work list',
};

const column = (label: string, sql: string, type: FileColumn['type'] = 'text'): FileColumn => ({
  label,
  sql,
  type,
});

const deal = [column('Deal', 'name'), column('Deal id', 'id'), column('Account', 'account')];
const place = [column('Owner', 'owner'), column('Place', 'place', 'count')];
const open = [
  column('Stage', 'stage'),
  column('Amount', 'amount', 'amount'),
  column('What to do', 'action'),
  column('Expected value', 'expected_value', 'amount'),
  column('Win chance', 'chance', 'share'),
  column('Days open', 'age_days', 'count'),
  column('Days in stage', 'days_in_stage', 'count'),
  column('Limit', 'limit_of_stage', 'count'),
  column('Last touch', 'touched', 'day'),
  column('Days since touch', 'untouched_days', 'count'),
  column('Close date', 'expected_close', 'day'),
  column('Next step', 'next_step'),
  column('Next step date', 'next_step_date', 'day'),
];
const lost = [
  column('Lost from', 'stage'),
  column('Amount', 'amount', 'amount'),
  column('What to do', 'action'),
  column('Lost', 'lost', 'day'),
  column('Days since', 'lost_days', 'count'),
  column('Loss reason', 'loss_reason'),
];

/** What somebody needs who does something about the deals. */
function columnsOf(list: ActionList): FileColumn[] {
  return [...place, ...deal, ...(list === 'revisit' ? lost : open)];
}
