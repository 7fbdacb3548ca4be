import type { ReactNode } from 'react';
import classes from './states.module.css';

type EmptyStateProps = {
  title: string;
  /** What to import or change so that something appears here. */
  hint?: ReactNode;
  icon?: ReactNode;
  action?: ReactNode;
};

/** Nothing to show, and what would fill it. */
export function EmptyState({ title, hint, icon, action }: EmptyStateProps) {
  return (
    <div className={classes.state}>
      {icon ? (
        <div className={classes.icon} aria-hidden="true">
          {icon}
        </div>
      ) : null}
      <p className={classes.title}>{title}</p>
      {hint ? <p className={classes.hint}>{hint}</p> : null}
      {action ? <div className={classes.action}>{action}</div> : null}
    </div>
  );
}
