import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { ErrorState } from '../../../components/error-state';
import { useFormat } from '../../../state/use-format';
import classes from './change-status.module.css';
import type { Changing } from './use-change';

/** How far a change is, or what it did, with the way back. Nothing before the first change. */
export function ChangeStatus({ change }: { change: Changing }) {
  const format = useFormat();
  const { busy, progress, made, error } = change;
  if (error !== null) return <ErrorState error={error} />;
  const share = progress?.fraction;
  return (
    <div className={classes.status} role="status" data-empty={(!busy && made === null) || undefined}>
      {busy && (
        <>
          <span className={classes.text}>
            Working it into every figure{share == null ? '' : `, ${format.percent(share)}`}
          </span>
          <Button size="compact-xs" variant="default" onClick={change.cancel}>
            Cancel
          </Button>
        </>
      )}
      {!busy && made && (
        <>
          <IconCheck size={14} stroke={2} aria-hidden className={classes.icon} />
          <span className={classes.text}>{made.said}</span>
          {made.undo && (
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => made.undo && change.make({ run: made.undo, said: 'As it was before.' })}
            >
              Undo
            </Button>
          )}
        </>
      )}
    </div>
  );
}
