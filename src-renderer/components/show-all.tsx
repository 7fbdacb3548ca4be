import { Button } from '@mantine/core';
import { useFormat } from '../state/use-format';

type ShowAllProps = { shown: number; total: number; all: boolean; onToggle: () => void };

/** Long lists open on demand. Nothing when everything is shown anyway. */
export function ShowAll({ shown, total, all, onToggle }: ShowAllProps) {
  const format = useFormat();
  if (total <= shown) return null;
  return (
    <div style={{ marginInlineStart: -8 }}>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={onToggle}>
        {all ? `Show the first ${format.count(shown)}` : `Show all ${format.count(total)}`}
      </Button>
    </div>
  );
}
