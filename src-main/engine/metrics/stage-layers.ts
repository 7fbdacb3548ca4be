import { z } from 'zod';
import type { Connection } from '#engine/query/connection';
import { type StageLayer, stageLayerSchema } from '#shared/model/template';

/** Templates that were laid over the stages of pipelines. */
export async function stageLayers(connection: Connection): Promise<StageLayer[]> {
  const [row] = await connection.all<{ value: string | null }>(
    "SELECT value FROM weir.setting WHERE name = 'stage_layers'",
  );
  return row?.value ? z.array(stageLayerSchema).parse(JSON.parse(row.value)) : [];
}
