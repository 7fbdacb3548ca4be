import { Button } from '@mantine/core';

type ShowAllProps = { shown: number; total: number; all: boolean; onToggle: () => void };

/** Long lists open on demand. Nothing when everything is shown anyway. */
export function ShowAll({ shown, total, all, onToggle }: ShowAllProps) {
  if (total <= shown) return null;
  return (
    <div style={{ marginInlineStart: -8 }}>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={onToggle}>
        {all ? `Show the first ${shown}` : `Show all ${total}`}
      </Button>
    </div>
  );
}
