import { useLocalStorage } from '@mantine/hooks';
import type { FieldCompleteness } from '#shared/results/workspace';
import { useStatus, useWorkspace } from '../../state/use-workspace';

type Stored = { columns: string[] | null; widths: Record<string, number> };

const preferred = [
  'name',
  'id',
  'account',
  'product',
  'owner',
  'stage',
  'amount',
  'created_at',
  'expected_close',
  'closed_at',
  'age_days',
] as const;
const always = new Set<string>(['stage', 'age_days']);

/** Which columns the list shows and how wide, remembered for each workspace. */
export function useColumnChoice() {
  const { data: workspace } = useWorkspace();
  const { data: status } = useStatus();
  const [stored, store] = useLocalStorage<Stored>({
    key: `weir.deals.columns ${workspace?.path ?? ''}`,
    defaultValue: { columns: null, widths: {} },
    getInitialValueInEffect: false,
  });
  const standard = standardColumns(status?.fields ?? []);
  return {
    columns: stored.columns ?? standard,
    standard,
    widths: stored.widths,
    setColumns: (columns: string[] | null) => store((now) => ({ ...now, columns })),
    setWidth: (column: string, width: number) =>
      store((now) => ({ ...now, widths: { ...now.widths, [column]: width } })),
  };
}

/**
 * The usual columns that have anything in them: the id only where deals have no names, the product only where the
 * name does not tell it, the creation only where no expected close takes its place beside the age.
 */
function standardColumns(fields: readonly FieldCompleteness[]): string[] {
  const filled = new Set(fields.filter((field) => field.filled > 0).map((field) => field.field));
  const named = filled.has('name');
  return preferred.filter((field) => {
    if (field === 'id') return !named;
    if (field === 'product' && named) return false;
    if (field === 'created_at' && filled.has('expected_close')) return false;
    return filled.has(field) || always.has(field);
  });
}
