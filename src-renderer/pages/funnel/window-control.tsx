import { Button, NumberInput, Popover, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { type Within, withinOf } from '#shared/model/within';
import { useFunnelControls, windows } from './use-funnel-controls';

/** The days after which a step counts as not taken: none, one number for all stages, or one for each. */
export function WindowControl({ stages }: { stages: readonly string[] }) {
  const { within, setWithin } = useFunnelControls();
  const fromAddress = typeof within === 'object' && within !== null;
  const [byStage, setByStage] = useState(fromAddress);
  // Whoever has just chosen to set days by stage wants to write them.
  const [isChosen, setChosen] = useState(false);
  const own = typeof within === 'number' && !windows.some((days) => days === within) ? [within] : [];
  const choose = (value: string | null) => {
    setByStage(value === 'stages');
    setChosen(value === 'stages');
    if (value !== 'stages') setWithin(value === null || value === 'all' ? null : Number(value));
  };
  return (
    <>
      <Select
        size="xs"
        w={160}
        aria-label="Conversion window"
        data={[
          { value: 'all', label: 'Any time' },
          ...[...windows, ...own].map((days) => ({ value: String(days), label: `Within ${days} days` })),
          { value: 'stages', label: 'By stage…' },
        ]}
        value={byStage ? 'stages' : typeof within === 'number' ? String(within) : 'all'}
        onChange={choose}
        allowDeselect={false}
        comboboxProps={{ shadow: 'md' }}
      />
      {byStage ? (
        <StageWindows stages={stages} within={within} onChange={setWithin} opened={isChosen} />
      ) : null}
    </>
  );
}

type StageWindowsProps = {
  stages: readonly string[];
  within: Within | null;
  onChange: (within: Within | null) => void;
  /** Whether the days are shown from the start. */
  opened: boolean;
};

function StageWindows({ stages, within, onChange, opened }: StageWindowsProps) {
  const days = (stage: string) => withinOf(within ?? undefined, stage);
  const set = (stage: string, value: string | number) => {
    const all = stages.map((name) => [name, name === stage ? Number(value) : days(name)] as const);
    const given = all.filter((entry): entry is [string, number] => (entry[1] ?? 0) > 0);
    onChange(given.length === 0 ? null : Object.fromEntries(given));
  };
  const count = stages.filter((stage) => days(stage) !== undefined).length;
  return (
    <Popover position="bottom-end" shadow="md" withArrow trapFocus defaultOpened={opened}>
      <Popover.Target>
        <Button size="xs" variant="default">
          {count === 0 ? 'Set days' : count === 1 ? 'Days of 1 stage' : `Days of ${count} stages`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap={8} mah={420} style={{ overflowY: 'auto' }}>
          {stages.map((stage) => (
            <NumberInput
              key={stage}
              size="xs"
              w={200}
              label={stage}
              placeholder="Any time"
              suffix=" days"
              min={1}
              allowDecimal={false}
              allowNegative={false}
              hideControls
              value={days(stage) ?? ''}
              onChange={(value) => set(stage, value)}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
