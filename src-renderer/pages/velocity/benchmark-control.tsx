import { NumberInput } from '@mantine/core';
import { useVelocityControls } from './use-velocity-controls';

/** Days to hold deals against: drawn on curves and medians, with the share of deals beyond. */
export function BenchmarkControl() {
  const { benchmark, setBenchmark } = useVelocityControls();
  return (
    <NumberInput
      size="xs"
      w={132}
      aria-label="Benchmark in days"
      placeholder="Benchmark, days"
      suffix=" days"
      min={1}
      max={10_000}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="strict"
      hideControls
      value={benchmark ?? ''}
      onChange={(value) => setBenchmark(typeof value === 'number' && value > 0 ? value : null)}
    />
  );
}
