import { ActionIcon, Tooltip } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { useScopedPath } from '../state/use-scope';
import { useWorkspace } from '../state/use-workspace';
import classes from './navigation.module.css';
import { type PageEntry, pages } from './pages';
import { WeirMark } from './weir-mark';

type NavigationProps = { collapsed: boolean; onToggle: () => void };

/** The pages that exist. Links keep the global controls. */
export function Navigation({ collapsed, onToggle }: NavigationProps) {
  const { data: workspace } = useWorkspace();
  const label = collapsed ? 'Expand the navigation' : 'Collapse the navigation';
  const ToggleIcon = collapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <nav className={classes.nav} data-collapsed={collapsed} aria-label="Pages">
      <Link href="/start" className={classes.brand} title="Workspaces">
        <WeirMark />
        <span className={collapsed ? 'visually-hidden' : classes.wordmark}>Weir</span>
      </Link>
      <ul className={classes.list}>
        {workspace
          ? pages.map((page) => (
              <li key={page.path}>
                <NavigationLink page={page} collapsed={collapsed} />
              </li>
            ))
          : null}
      </ul>
      <Tooltip label={`${label} (Ctrl B)`} position="right" openDelay={400}>
        <ActionIcon
          className={classes.toggle}
          variant="subtle"
          size={32}
          onClick={onToggle}
          aria-label={label}
        >
          <ToggleIcon size={18} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
    </nav>
  );
}

function NavigationLink({ page, collapsed }: { page: PageEntry; collapsed: boolean }) {
  const [path] = useLocation();
  const scoped = useScopedPath();
  const active = path === page.path || path.startsWith(`${page.path}/`);
  const PageIcon = page.icon;
  return (
    <Tooltip label={page.label} position="right" disabled={!collapsed} openDelay={200}>
      <Link
        href={scoped(page.path)}
        className={classes.link}
        data-active={active}
        aria-current={active ? 'page' : undefined}
        aria-label={page.label}
      >
        <PageIcon size={18} stroke={1.6} aria-hidden="true" />
        {collapsed ? null : <span>{page.label}</span>}
      </Link>
    </Tooltip>
  );
}
