import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { Damage } from '#shared/results/workspace';
import { useFormat } from '../../../state/use-format';
import classes from './damage-list.module.css';

/**
 * What was found to have happened to the data before it came here, and whether reading mends it. Not every kind of
 * damage is looked for, so an empty list would say more than is known and is not shown.
 */
export function DamageList({ damage }: { damage: readonly Damage[] }) {
  const worstFirst = [...damage].sort((a, b) => Number(a.mended) - Number(b.mended) || b.count - a.count);
  return (
    <ul className={classes.list}>
      {worstFirst.map((entry) => (
        <DamageRow key={`${entry.code} ${entry.column ?? ''} ${entry.message}`} entry={entry} />
      ))}
    </ul>
  );
}

function DamageRow({ entry }: { entry: Damage }) {
  const format = useFormat();
  const StateIcon = entry.mended ? IconCheck : IconAlertTriangle;
  return (
    <li className={classes.row} data-mended={entry.mended || undefined}>
      <StateIcon size={16} stroke={1.8} aria-hidden className={classes.icon} />
      <div className={classes.text}>
        <p className={classes.message}>{entry.message}</p>
        <p className={classes.hint}>{entry.hint}</p>
        {entry.samples.length > 0 && (
          <ul className={classes.samples} aria-label="Examples">
            {entry.samples.slice(0, 4).map(({ line, value }) => (
              <li key={`${line} ${value}`}>
                <span className={classes.line}>
                  {line === null ? 'For example' : `Line ${format.count(line)}`}
                </span>
                <code title={value}>{value}</code>
              </li>
            ))}
          </ul>
        )}
      </div>
      <span className={classes.state}>{entry.mended ? 'Mended' : 'Not mended'}</span>
    </li>
  );
}
