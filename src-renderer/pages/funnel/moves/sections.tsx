import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAddressValue } from '../../../state/use-scope';
import { ConformanceCards } from './conformance-card';
import { FlowCard } from './flow-card';
import { LossReasonsCard } from './loss-reasons-card';

const sections = [
  { value: 'stages', label: 'Stages' },
  { value: 'moves', label: 'Moves' },
  { value: 'path', label: 'Path' },
  { value: 'losses', label: 'Loss reasons' },
] as const;

/** The part of the page that the address names. */
export function useSection(): (typeof sections)[number]['value'] {
  const [section] = useAddressValue('section');
  return sections.find(({ value }) => value === section)?.value ?? 'stages';
}

/** The parts of the funnel page; only the one that is shown asks the engine. */
export function FunnelSections({ stages }: { stages: ReactNode }) {
  const section = useSection();
  if (section === 'moves') return <FlowCard />;
  if (section === 'path') return <ConformanceCards />;
  return section === 'losses' ? <LossReasonsCard /> : stages;
}

export function SectionSwitch() {
  const section = useSection();
  const [, setSection] = useAddressValue('section');
  return (
    <SegmentedControl
      size="xs"
      aria-label="Part of the page"
      data={[...sections]}
      value={section}
      onChange={(next) => setSection(next === 'stages' ? null : next)}
    />
  );
}
