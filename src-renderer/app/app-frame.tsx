import { useLocalStorage } from '@mantine/hooks';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { useConnection } from '../engine-client/use-connection';
import { useDrill } from '../state/use-drill';
import { useScope } from '../state/use-scope';
import { useWorkspace } from '../state/use-workspace';
import classes from './app-frame.module.css';
import { useAsOfStep } from './controls/as-of-control';
import { Navigation } from './navigation';
import { CommandPalette } from './palette/command-palette';
import { SampleBanner } from './sample-banner';
import { ShortcutSheet } from './shortcut-sheet';
import { type ShortcutActions, useShortcuts } from './shortcuts';
import { TopBar } from './top-bar';

const DrillSheet = lazy(() =>
  import('../components/drill/drill-sheet').then((m) => ({ default: m.DrillSheet })),
);

/** Navigation left, controls on top, the page in the middle. Nothing else floats. */
export function AppFrame({ children }: { children: ReactNode }) {
  const [collapsed, setCollapsed] = useLocalStorage({ key: 'weir.navigation', defaultValue: false });
  const [dialog, setDialog] = useState<'palette' | 'shortcuts' | 'views' | null>(null);
  const [path] = useLocation();
  const { data: workspace } = useWorkspace();
  const { drill } = useDrill();
  const { controls, change } = useScope();
  const step = useAsOfStep();
  const connection = useConnection();
  const toggle = () => setCollapsed(!collapsed);
  const actions = useMemo<ShortcutActions>(
    () => ({
      palette: () => setDialog('palette'),
      // The Deals page has a search field of its own, which listens for the same key.
      search: () => setDialog(path === '/deals' ? null : 'palette'),
      step,
      weight: () => change({ weight: controls.weight === 'value' ? 'count' : 'value' }),
      navigation: () => setCollapsed((now) => !now),
      help: () => setDialog('shortcuts'),
    }),
    [path, step, change, controls.weight, setCollapsed],
  );
  useShortcuts(actions);
  return (
    <div className={classes.frame} data-collapsed={collapsed}>
      <button type="button" className={classes.skip} onClick={focusMain}>
        Skip to the page
      </button>
      <Navigation collapsed={collapsed} onToggle={toggle} />
      <div className={classes.right}>
        <TopBar
          onSearch={() => setDialog('palette')}
          views={{
            opened: dialog === 'views',
            onChange: (opened) => setDialog(opened ? 'views' : null),
          }}
        />
        {connection === 'restarting' ? (
          <div className={classes.restarting} role="status">
            The engine is restarting. The page continues by itself.
          </div>
        ) : null}
        {workspace?.sample ? <SampleBanner sample={workspace.sample} /> : null}
        <main id="main" className={classes.main} tabIndex={-1}>
          {children}
        </main>
      </div>
      {drill ? (
        <Suspense fallback={null}>
          <DrillSheet drill={drill} />
        </Suspense>
      ) : null}
      <CommandPalette
        opened={dialog === 'palette'}
        onClose={() => setDialog(null)}
        onViews={() => setDialog('views')}
      />
      <ShortcutSheet opened={dialog === 'shortcuts'} onClose={() => setDialog(null)} />
    </div>
  );
}

function focusMain(): void {
  document.getElementById('main')?.focus();
}
