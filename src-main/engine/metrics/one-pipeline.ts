import type { Warning } from '#shared/results/envelope';
import type { MetricScope } from './answer';
import type { WorkspaceFacts } from './facts';

/** Pipelines have stages of their own, so a funnel is of one: the one with most deals unless another is asked for. */
export function onePipeline<T extends MetricScope>(
  facts: WorkspaceFacts,
  scope: T,
): { chosen: T; warnings: Warning[] } {
  const largest = facts.pipelines[0];
  if (scope.pipeline !== undefined || facts.pipelines.length < 2 || !largest)
    return { chosen: scope, warnings: [] };
  return {
    chosen: { ...scope, pipeline: largest.pipeline },
    warnings: [
      {
        code: 'several-pipelines',
        message: `Shows the pipeline "${largest.pipeline}", the largest of ${facts.pipelines.length}. Choose another to see it.`,
        details: { pipelines: facts.pipelines.map((p) => p.pipeline) },
      },
    ],
  };
}
