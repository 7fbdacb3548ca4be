import { Select } from '@mantine/core';
import { useScope } from '../../state/use-scope';
import { useStatus } from '../../state/use-workspace';

/** Chooses one pipeline, where there are several. */
export function PipelineControl() {
  const { controls, change } = useScope();
  const { data: status } = useStatus();
  const pipelines = status?.pipelines ?? [];
  if (pipelines.length < 2 && controls.pipeline === undefined) return null;
  return (
    <Select
      size="xs"
      w={160}
      aria-label="Pipeline"
      placeholder="All pipelines"
      data={[...new Set([...pipelines, ...(controls.pipeline === undefined ? [] : [controls.pipeline])])]}
      value={controls.pipeline ?? null}
      onChange={(value) => change({ pipeline: value ?? undefined })}
      clearable
      comboboxProps={{ shadow: 'md' }}
    />
  );
}
