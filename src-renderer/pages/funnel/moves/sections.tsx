import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAddressValue } from '../../../state/use-scope';
import { ConformanceCards } from './conformance-cards';
import { FlowCard } from './flow-card';
import { LossReasonsCard } from './loss-reasons-card';
import { sections, useSection } from './use-section-answer';

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
