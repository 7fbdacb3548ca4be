import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { Damage } from '#shared/results/workspace';
import { EmptyState } from '../../../components/empty-state';
import { useFormat } from '../../../state/use-format';
import classes from './damage-list.module.css';

/** What happened to the data before it came here: what was mended while reading, and what only a new export mends. */
export function DamageList({ damage }: { damage: readonly Damage[] }) {
  if (damage.length === 0) {
    return (
      <EmptyState
        title="No damage found"
        hint="Ids written as numbers, dates turned into months, broken letters and cut cells would be listed here."
      />
    );
  }
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
                <span className={classes.line}>Line {format.count(line)}</span>
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
