import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { StatusResult } from '#shared/results/workspace';
import { Card } from '../../../components/card';
import { EmptyState } from '../../../components/empty-state';
import { ErrorState } from '../../../components/error-state';
import { useEngine } from '../../../engine-client/engine-context';
import { refreshWorkspace, useStatus } from '../../../state/use-workspace';
import { StageList } from '../stage-list';
import { inOrder, type StageItem } from '../stage-order';
import classes from './stages-card.module.css';

/** The stages in use, by pipeline. A change is worked into every metric at once. */
export function StagesCard({ status }: { status: StatusResult }) {
  const engine = useEngine();
  const queries = useQueryClient();
  // The stages as they were, until the new ones are there.
  const { isPlaceholderData: isOld } = useStatus();
  const pipelines = useMemo(() => byPipeline(status.stages), [status.stages]);
  const change = useMutation({
    mutationFn: ({ pipeline, stages }: { pipeline: string; stages: StageItem[] }) => {
      const others = status.stages.filter((stage) => stage.pipeline !== pipeline);
      const all = [...others, ...stages.map((stage) => ({ ...stage, pipeline }))];
      return engine.call('stages.set', {
        stages: all.map(({ pipeline: of, stage, rank, kind }) => ({ pipeline: of, stage, rank, kind })),
      });
    },
    onSuccess: () => refreshWorkspace(queries),
  });
  return (
    <Card title="Stages" caption="Their order and meaning decide every conversion and win rate." flush>
      {change.isError && (
        <div className={classes.error}>
          <ErrorState error={change.error} />
        </div>
      )}
      {pipelines.length === 0 && (
        <EmptyState title="No stages yet" hint="They come with the first import of deals." />
      )}
      {pipelines.map(([pipeline, stages]) => (
        <div key={pipeline}>
          {pipelines.length > 1 && <h3 className={classes.pipeline}>{pipeline || 'No pipeline'}</h3>}
          <StageList
            stages={stages}
            disabled={change.isPending || isOld}
            onChange={(next) => change.mutate({ pipeline, stages: next })}
          />
        </div>
      ))}
    </Card>
  );
}

function byPipeline(stages: StatusResult['stages']): [string, StatusResult['stages']][] {
  const groups = new Map<string, StatusResult['stages']>();
  for (const stage of stages) groups.set(stage.pipeline, [...(groups.get(stage.pipeline) ?? []), stage]);
  return [...groups].map(([pipeline, group]) => [pipeline, inOrder(group)]);
}
