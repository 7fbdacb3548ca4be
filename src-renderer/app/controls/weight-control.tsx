import { SegmentedControl } from '@mantine/core';
import { useScope } from '../../state/use-scope';

/** Whether deals are counted or their value is. */
export function WeightControl() {
  const { controls, change } = useScope();
  return (
    <SegmentedControl
      size="xs"
      aria-label="Count or value"
      data={[
        { value: 'count', label: 'Count' },
        { value: 'value', label: 'Value' },
      ]}
      value={controls.weight}
      onChange={(value) => change({ weight: value === 'value' ? 'value' : 'count' })}
    />
  );
}
