import { Button } from '@mantine/core';

type ShowAllProps = { shown: number; total: number; all: boolean; onToggle: () => void; what: string };

/** "Show all 200 owners": long lists open on demand. Nothing when everything is shown anyway. */
export function ShowAll({ shown, total, all, onToggle, what }: ShowAllProps) {
  if (total <= shown) return null;
  return (
    <div>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={onToggle}>
        {all ? `Show the first ${shown}` : `Show all ${total} ${what}`}
      </Button>
    </div>
  );
}
