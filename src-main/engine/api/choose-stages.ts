import type { Stage } from '#shared/model/stage';
import { deriveWorkspace } from './derive-workspace';
import type { CallContext, Session } from './session';

/** Keeps the user's kind and order of stages and derives everything again. */
export async function chooseStages(
  session: Session,
  stages: Stage[],
  now: string,
  context: CallContext,
): Promise<void> {
  await session.workspace.database.transaction(async (connection) => {
    await connection.run('DELETE FROM weir.stage_choice');
    for (const { pipeline, stage, rank, kind } of stages) {
      await connection.run('INSERT INTO weir.stage_choice VALUES ($pipeline, $stage, $rank, $kind)', {
        pipeline,
        stage,
        rank,
        kind,
      });
    }
    await deriveWorkspace(connection, now, (step, fraction) => context.onProgress({ step, fraction }));
  }, context.signal);
}
