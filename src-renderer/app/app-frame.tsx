import { useHotkeys, useLocalStorage } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useConnection } from '../engine-client/use-connection';
import { useWorkspace } from '../state/use-workspace';
import classes from './app-frame.module.css';
import { Navigation } from './navigation';
import { SampleBanner } from './sample-banner';
import { TopBar } from './top-bar';

/** Navigation left, controls on top, the page in the middle. Nothing else floats. */
export function AppFrame({ children }: { children: ReactNode }) {
  const [collapsed, setCollapsed] = useLocalStorage({ key: 'weir.navigation', defaultValue: false });
  const { data: workspace } = useWorkspace();
  const connection = useConnection();
  useHotkeys([['mod+B', () => setCollapsed((now) => !now)]]);
  return (
    <div className={classes.frame} data-collapsed={collapsed}>
      <button type="button" className={classes.skip} onClick={focusMain}>
        Skip to the page
      </button>
      <Navigation collapsed={collapsed} onToggle={() => setCollapsed(!collapsed)} />
      <div className={classes.right}>
        <TopBar />
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
    </div>
  );
}

function focusMain(): void {
  document.getElementById('main')?.focus();
}
