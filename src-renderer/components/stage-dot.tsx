import type { StageKind } from '#shared/model/stage';
import classes from './stage-dot.module.css';

/** A small mark beside a stage in the colour of what it means: open, won, lost or after the sale. */
export function StageDot({ kind }: { kind: StageKind | null }) {
  return <span className={classes.dot} data-kind={kind} aria-hidden />;
}
