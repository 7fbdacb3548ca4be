import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFacts, type WorkspaceFacts } from '#engine/metrics/facts';
import { installMacros } from '#engine/metrics/install-macros';
import { tickSql } from '#engine/metrics/tick';
import { type DecideStages, type DeriveSource, derive } from '#engine/tables/derive/derive';
import { takeOver } from '#engine/tables/derive/take-over';
import { openWorkspace, type Workspace } from '#engine/tables/open-workspace';
import { readSettings } from '#engine/tables/settings';
import type { Stage } from '#shared/model/stage';
import { copyEmptyWorkspace } from './empty-workspace';

/** One change of a deal, days counted from 2020-01-01; `stage` may be left out where only another field changed. */
export type LogRow = { id: string; day: number; stage: string; amount?: number; expectedClose?: number };

export type DerivedWorkspace = { workspace: Workspace; facts: WorkspaceFacts; close(): Promise<void> };

const day = (n: number) => `(DATE '2020-01-01' + INTERVAL '${n} days')`;

/** A workspace derived from a written log, without any file in between. */
export async function workspaceOfLog(rows: LogRow[], stages: Stage[]): Promise<DerivedWorkspace> {
  const folder = await mkdtemp(join(tmpdir(), 'weir-test-'));
  const path = join(folder, 'log.weir');
  await copyEmptyWorkspace(path);
  const workspace = await openWorkspace({ path, create: false, readOnly: false, threads: 1 });
  const values = rows.map(
    (
      row,
      i,
    ) => `(${i}, '${row.id}', ${day(row.day)}::TIMESTAMP, '${row.stage}', ${row.amount ?? 'NULL'}::DECIMAL(18, 2),
      ${row.expectedClose === undefined ? 'NULL' : day(row.expectedClose)}::DATE)`,
  );
  const source: DeriveSource = {
    fileKey: 1,
    import: 1,
    file: 1,
    name: 'log.csv',
    kind: 'stage-history',
    snapshotDate: '2030-01-01',
    extras: [],
    hasAmount: true,
    columns: {},
    filtered: false,
    select: `SELECT "row", id, "at", stage, amount, expected_close, NULL::VARCHAR AS owner, NULL::DOUBLE AS probability,
      NULL::VARCHAR AS reject_column, NULL::VARCHAR AS reject_value, NULL::VARCHAR AS reject_reason
      FROM (VALUES ${values.join(',\n')}) AS t("row", id, "at", stage, amount, expected_close)`,
  };
  const decideStages: DecideStages = () => stages.map((stage) => ({ ...stage, reason: 'given' }));
  const facts = await workspace.database.change(async (connection) => {
    const derived = await derive(connection, {
      sources: [source],
      matches: [],
      decideStages,
      missing: 'keep',
      fiscalYearStart: 1,
      now: '2040-01-01',
      tick: () => tickSql(false),
      onStep: () => {},
    });
    await connection.transaction(() => takeOver(connection));
    const clock = derived.whole_days ? 'day' : 'instant';
    const { macros } = await readSettings(connection);
    await installMacros(
      connection,
      { clock, coarse: false, latest: derived.last_day ?? '1970-01-01' },
      macros,
    );
    return readFacts(connection, derived.as_of ?? '2020-01-01', clock, new Map());
  });
  return {
    workspace,
    facts,
    async close() {
      await workspace.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Open stages in order, then Won and Lost. */
export function stagesOf(open: string[], won = 'Won', lost = 'Lost'): Stage[] {
  return [
    ...open.map((stage, i) => ({ pipeline: '', stage, rank: i + 1, kind: 'open' as const })),
    { pipeline: '', stage: won, rank: open.length + 1, kind: 'won' as const },
    { pipeline: '', stage: lost, rank: 0, kind: 'lost' as const },
  ];
}
