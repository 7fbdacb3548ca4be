import { toErrorData } from '#shared/contract/errors';
import type { Formatters } from '../../charts/formatters';
import type { SqlRun } from './use-sql-run';

/** What the last statement gave, and whether it was cut. */
export function runSentence(run: SqlRun, format: Formatters): string | null | undefined {
  if (run.state === 'running') return undefined;
  if (run.state === 'failed') {
    return toErrorData(run.error).code === 'cancelled'
      ? 'The statement was cancelled.'
      : 'The statement cannot be run as it is.';
  }
  if (run.state === 'none')
    return 'Tables and metrics of this workspace can be queried; nothing typed here changes them.';
  const { rows, truncated, elapsedMs } = run.result;
  const time = `${format.count(Math.round(elapsedMs))} ms`;
  if (truncated)
    return `The first ${format.count(rows.length)} rows of more, in ${time}. A LIMIT or a filter in the statement shows others.`;
  return `${rows.length === 0 ? 'No rows' : rows.length === 1 ? '1 row' : `All ${format.count(rows.length)} rows`}, in ${time}.`;
}
