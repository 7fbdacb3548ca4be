import type { WorkspaceFacts } from '#engine/metrics/facts';
import { writeSetting } from '#engine/tables/settings';
import { WeirError } from '#shared/contract/errors';
import type { StageLayer } from '#shared/model/template';
import { stageTemplate, stageTemplates } from '#shared/model/templates';
import type { StageTemplatesResult } from '#shared/results/flow';
import type { EngineState } from './engine-state';
import type { Handlers } from './handlers';
import { factsOf, refresh } from './session';
import { proposedLayer } from './stage-layer';

/** Templates of stages: which there are, and which one lies over a pipeline. Nothing has to be derived again for it. */
export function templateHandlers(state: EngineState): Handlers<'stages.templates' | 'stages.layTemplate'> {
  return {
    async 'stages.templates'({ pipeline }) {
      return templatesOf(factsOf(state.opened()), pipeline);
    },
    async 'stages.layTemplate'({ pipeline: asked, template, stages }, { signal }) {
      const session = state.opened();
      const facts = factsOf(session);
      const pipeline = pipelineOf(facts, asked);
      const others = facts.layers.filter((layer) => layer.pipeline !== pipeline);
      const layers = template === null ? others : [...others, layerOf(facts, pipeline, template, stages)];
      await session.workspace.database.transaction(async (connection) => {
        await writeSetting(connection, 'stage_layers', JSON.stringify(layers));
        // What was answered before belongs to the former template.
        await writeSetting(connection, 'data_version', String(session.info.dataVersion + 1));
      }, signal);
      await refresh(session);
      return templatesOf(factsOf(session), pipeline);
    },
  };
}

function templatesOf(facts: WorkspaceFacts, asked: string | undefined): StageTemplatesResult {
  const pipeline = pipelineOf(facts, asked);
  return {
    pipeline,
    templates: stageTemplates.map((template) => ({
      ...template,
      proposed: proposedLayer(template, facts.stages, pipeline),
    })),
    chosen: facts.layers.find((layer) => layer.pipeline === pipeline) ?? null,
  };
}

function pipelineOf(facts: WorkspaceFacts, asked: string | undefined): string {
  const pipeline = asked ?? facts.pipelines[0]?.pipeline ?? '';
  if (facts.stages.some((stage) => stage.pipeline === pipeline)) return pipeline;
  throw new WeirError({
    code: 'invalid-input',
    message: `There is no pipeline “${pipeline}”.`,
    hint: `Pipelines: ${facts.pipelines.map((one) => one.pipeline).join(', ')}.`,
  });
}

function layerOf(
  facts: WorkspaceFacts,
  pipeline: string,
  name: string,
  given: StageLayer['stages'] | undefined,
): StageLayer {
  const template = stageTemplate(name);
  if (!template) {
    throw new WeirError({
      code: 'invalid-input',
      message: `There is no template “${name}”.`,
      hint: `Templates: ${stageTemplates.map((one) => one.name).join(', ')}.`,
    });
  }
  const proposed = proposedLayer(template, facts.stages, pipeline);
  const strange = Object.entries(given ?? {}).find(
    ([stage, step]) =>
      !(stage in proposed.stages) || (step !== null && !template.stages.some(({ id }) => id === step)),
  );
  if (strange) {
    throw new WeirError({
      code: 'unknown-stage',
      message: `“${strange[0]}” cannot stand for “${strange[1]}” of the template “${name}”.`,
      hint: `Open stages: ${Object.keys(proposed.stages).join(', ')}. Of the template: ${template.stages.map(({ id }) => id).join(', ')}.`,
    });
  }
  return { ...proposed, stages: { ...proposed.stages, ...given } };
}
