import { listDeals } from '#engine/metrics/deals';
import { actionList } from '#engine/metrics/health/action-list';
import { health, healthPast } from '#engine/metrics/health/health';
import { limitRecord } from '#engine/metrics/health/limit-record';
import { stale } from '#engine/metrics/health/stale';
import {
  actionListParams,
  healthParams,
  healthPastParams,
  limitRecordParams,
  staleParams,
} from '#shared/contract/health-params';
import { behindSchema } from '#shared/contract/methods';
import type { CheckCode, HealthAnswer, HealthCheck } from '#shared/results/health';
import { addDays } from '#shared/time/day';
import { type LogRow, stagesOf, workspaceOfLog } from '../../support/derived-workspace';

/** Day n of the log. */
export const day = (n: number) => addDays('2020-01-01', n);

/** A deal that goes through its stages on the days given; what a row may say besides stands in `more`. */
export function deal(
  id: string,
  steps: readonly (readonly [number, string])[],
  more: Partial<LogRow> = {},
): LogRow[] {
  return steps.map(([at, stage]) => ({ id, day: at, stage, ...more }));
}

/** The questions of the Health page on a written log with these open stages. */
export async function healthOf(rows: LogRow[], stages: string[]) {
  const log = await workspaceOfLog(rows, stagesOf(stages));
  const use: typeof log.workspace.database.use = (work) => log.workspace.database.use(work);
  return {
    health: (asked: object) => use((c) => health(c, log.facts, healthParams.parse(asked))),
    past: (asked: object) => use((c) => healthPast(c, log.facts, healthPastParams.parse(asked))),
    stale: (asked: object) => use((c) => stale(c, log.facts, staleParams.parse(asked))),
    record: (asked: object) => use((c) => limitRecord(c, log.facts, limitRecordParams.parse(asked))),
    list: (asked: object) => use((c) => actionList(c, log.facts, actionListParams.parse(asked))),
    run: (sql: string) => use((c) => c.all(sql)),
    facts: log.facts,
    /** Ids of the deals behind, by id. */
    async behind(asOf: string, behind: object): Promise<string[]> {
      const query = { asOf, where: [], weight: 'count' as const, behind: behindSchema.parse(behind) };
      const window = { sort: 'id', descending: false, offset: 0, limit: 500, columns: [] };
      return (await use((c) => listDeals(c, log.facts, { ...query, ...window }))).rows.map(({ id }) => id);
    },
    close: log.close,
  };
}

export function check(answer: HealthAnswer, code: CheckCode, stage: string | null = null): HealthCheck {
  const found = answer.rows.find((row) => row.code === code && row.stage === stage);
  if (!found)
    throw new Error(`No check ${code} of ${stage}: ${answer.rows.map((row) => row.code).join(' ')}`);
  return found;
}
