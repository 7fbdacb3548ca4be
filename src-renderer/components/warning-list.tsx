import { IconInfoTriangle } from '@tabler/icons-react';
import type { Warning } from '#shared/results/envelope';
import type { Formatters } from '../charts/formatters';
import { useFormat } from '../state/use-format';
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

/** Days and shares of the engine's messages as the rest of the window writes them. */
function asRead(message: string, format: Formatters): string {
  return message
    .replace(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => format.day(day))
    .replace(/\b(\d+) %/g, (_, share: string) => format.percent(Number(share) / 100));
}
