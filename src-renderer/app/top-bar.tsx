import { useWorkspace } from '../state/use-workspace';
import classes from './top-bar.module.css';

/** The workspace and the controls that every page shares. */
export function TopBar() {
  const { data: workspace } = useWorkspace();
  return (
    <header className={classes.bar}>
      <span className={classes.workspace}>{workspace?.name ?? 'Weir'}</span>
    </header>
  );
}
