import { IconInfoTriangle } from '@tabler/icons-react';
import type { Warning } from '#shared/results/envelope';
import { useFormat } from '../state/use-format';
import { asRead } from './as-read';
import { CleanUpsNote, isCleanUps } from './clean-ups-note';
import classes from './warning-list.module.css';

/** What the reader of the numbers above should know. Nothing when there is nothing to say. */
export function WarningList({ warnings }: { warnings: readonly Warning[] }) {
  const format = useFormat();
  if (warnings.length === 0) return null;
  return (
    <ul className={classes.list}>
      {warnings.map((warning) => (
        <li
          key={`${warning.code} ${warning.message}`}
          className={classes.warning}
          data-warning={warning.code}
        >
          <IconInfoTriangle size={14} stroke={1.9} aria-hidden="true" className={classes.icon} />
          <span>{isCleanUps(warning) ? <CleanUpsNote {...warning} /> : asRead(warning.message, format)}</span>
        </li>
      ))}
    </ul>
  );
}
