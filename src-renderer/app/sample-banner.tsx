import { Link } from 'wouter';
import type { WorkspaceInfo } from '#shared/results/workspace';
import classes from './sample-banner.module.css';

/** Says that the figures are invented, and how to get to one's own. */
export function SampleBanner({ sample }: { sample: NonNullable<WorkspaceInfo['sample']> }) {
  const deals = sample.deals.toLocaleString();
  return (
    <aside className={classes.banner} aria-label="Sample">
      <span>This is a generated sample of {deals} deals. Nothing in it is about real people.</span>
      <Link href="/data" className={classes.link}>
        Import your files
      </Link>
    </aside>
  );
}
