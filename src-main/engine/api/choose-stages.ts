import type { Connection } from '#engine/query/connection';
import { WeirError } from '#shared/contract/errors';
import type { Stage } from '#shared/model/stage';
import { changeWorkspace } from './derive-workspace';
import type { CallContext, Session } from './session';

/** Keeps the user's kind and order of stages and derives everything again. */
export async function chooseStages(
  session: Session,
  stages: Stage[],
  now: string,
  context: CallContext,
): Promise<void> {
  const { signal, onProgress } = context;
  const choose = async (connection: Connection) => {
    await refuseUnknown(connection, stages);
    await connection.run('DELETE FROM weir.stage_choice');
    await connection.run(
      `INSERT INTO weir.stage_choice
      SELECT s.pipeline, s.stage, s.rank, s.kind
      FROM (SELECT unnest(from_json($stages, '[{"pipeline":"VARCHAR","stage":"VARCHAR","rank":"INTEGER","kind":"VARCHAR"}]')) AS s)`,
      { stages: JSON.stringify(stages) },
    );
  };
  await changeWorkspace(session.workspace.database, choose, { now, onProgress, signal });
}

async function refuseUnknown(connection: Connection, stages: Stage[]): Promise<void> {
  const known = await connection.all<{ stage: string }>(
    'SELECT DISTINCT stage FROM weir.stage ORDER BY stage',
  );
  const unknown = stages.find(({ stage }) => !known.some((row) => row.stage === stage));
  if (!unknown) return;
  throw new WeirError({
    code: 'unknown-stage',
    message: `There is no stage "${unknown.stage}".`,
    hint: `Stages here: ${known.map((row) => row.stage).join(', ')}.`,
  });
}
