import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useLocation } from 'wouter';
import { useMetric } from '../../state/use-metric';
import { useScope, useScopedPath } from '../../state/use-scope';
import { useWorkspace } from '../../state/use-workspace';
import { pages } from '../pages';
import { pastedAddress, sharedAddress } from '../views/view-address';
import {
  actionEntries,
  dealEntries,
  methodEntries,
  ownerEntries,
  type PaletteAction,
  type PaletteEntry,
  pageEntries,
  stillFitting,
  viewEntries,
} from './palette-entries';

/** What the palette offers for the typed text; owners and deals come from the engine. */
export function usePaletteEntries(typed: string, opened: boolean, onViews: () => void): PaletteEntry[] {
  const [, navigate] = useLocation();
  const scoped = useScopedPath();
  const { controls, change } = useScope();
  const { data: workspace } = useWorkspace();
  const { setColorScheme } = useMantineColorScheme();
  const [asked] = useDebouncedValue(typed.trim(), 120);
  const searching = opened && asked.length > 1 && typed.trim().length > 1;
  const owners = useMetric(
    'workspace.values',
    { field: 'owner', search: asked, limit: 5 },
    { enabled: searching },
  );
  const views = useMetric('saved.list', { kind: 'view' }, { enabled: opened });
  const deals = useMetric('deals.list', { search: asked, limit: 6 }, { enabled: searching });
  const actions: PaletteAction[] = [
    { id: 'import', label: 'Import files', keywords: 'data add csv', run: () => navigate(scoped('/data')) },
    {
      id: 'start',
      label: 'Change the workspace',
      keywords: 'open new sample start',
      run: () => navigate('/start'),
    },
    { id: 'views', label: 'Save this view', keywords: 'views bookmark name share', run: onViews },
    {
      id: 'address',
      label: 'Copy the address of this page',
      keywords: 'link share url',
      run: () => void navigator.clipboard.writeText(sharedAddress(location)),
    },
    {
      id: 'weight',
      label: controls.weight === 'value' ? 'Count deals' : 'Show value',
      keywords: 'weight amount money',
      run: () => change({ weight: controls.weight === 'value' ? 'count' : 'value' }),
    },
    {
      id: 'clear',
      label: 'Clear filters and period',
      keywords: 'reset all time',
      run: () => change({ where: [], period: 'all', from: undefined, to: undefined, pipeline: undefined }),
    },
    {
      id: 'newest',
      label: 'Go to the newest day',
      keywords: 'as of today',
      run: () => change({ asOf: undefined }),
    },
    { id: 'light', label: 'Light theme', keywords: 'appearance', run: () => setColorScheme('light') },
    { id: 'dark', label: 'Dark theme', keywords: 'appearance', run: () => setColorScheme('dark') },
  ];
  const chooseOwner = (owner: string) =>
    change({
      where: [
        ...controls.where.filter(({ field }) => field !== 'owner'),
        { field: 'owner', values: [owner] },
      ],
    });
  const found = searching
    ? [
        ...ownerEntries(owners.data?.values ?? [], chooseOwner),
        ...dealEntries(deals.data?.rows ?? [], (id) => navigate(scoped(`/deals/${encodeURIComponent(id)}`))),
      ]
    : [];
  const isAnswered = asked === typed.trim() && !owners.isPlaceholderData && !deals.isPlaceholderData;
  return [
    ...(workspace ? pageEntries(pages, typed, (path) => navigate(scoped(path))) : []),
    ...(workspace ? viewEntries(views.data ?? [], typed, pastedAddress(typed), (to) => navigate(to)) : []),
    ...(isAnswered ? found : stillFitting(found, typed)),
    ...(workspace ? methodEntries(typed, (path) => navigate(scoped(path))) : []),
    ...actionEntries(workspace ? actions : actions.filter(({ id }) => ['light', 'dark'].includes(id)), typed),
  ];
}
