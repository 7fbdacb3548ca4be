import { UnstyledButton } from '@mantine/core';
import { IconSearch, IconSelector } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { useWorkspace } from '../state/use-workspace';
import { AsOfControl } from './controls/as-of-control';
import { FilterControls } from './controls/filter-controls';
import { PeriodControl } from './controls/period-control';
import { PipelineControl } from './controls/pipeline-control';
import { WeightControl } from './controls/weight-control';
import { shortcutKeys } from './shortcuts';
import { ThemeMenu } from './theme-menu';
import classes from './top-bar.module.css';
import { ViewsMenu } from './views/views-menu';

const whole = { period: true, weight: true };
const counted = { period: true, weight: false };
/** Of what is open now, or of a period of the page's own, and of deals and amounts at once. */
const asOfDay = { period: false, weight: false };

/** The analysis pages, which share the as-of day and the filters, and whether they answer to a period and count or value. */
const scopedPages: Record<string, { period: boolean; weight: boolean }> = {
  '/overview': whole,
  '/funnel': whole,
  '/velocity': whole,
  '/cohorts': whole,
  '/pipeline-health': asOfDay,
  '/rules': counted,
  '/forecast': asOfDay,
  '/changes': whole,
  '/reps': counted,
  '/leads': counted,
  '/match': counted,
  '/deals': whole,
};

type TopBarProps = { onSearch: () => void; views: { opened: boolean; onChange: (opened: boolean) => void } };

/** The workspace and the controls that every analysis page shares. */
export function TopBar({ onSearch, views }: TopBarProps) {
  const { data: workspace } = useWorkspace();
  const [path] = useLocation();
  const scoped = workspace != null ? scopedPages[path] : undefined;
  return (
    <header className={classes.bar}>
      <div className={classes.line}>
        <div className={classes.controls}>
          <Link href="/start" className={classes.workspace} title="Change the workspace">
            <span className={classes.name}>{workspace?.name ?? 'No workspace open'}</span>
            <IconSelector size={14} stroke={1.6} aria-hidden="true" />
          </Link>
          {scoped ? (
            <>
              <span className={classes.rule} aria-hidden="true" />
              <AsOfControl />
              {scoped.period ? <PeriodControl /> : null}
              <PipelineControl />
              <FilterControls />
            </>
          ) : null}
        </div>
        {scoped?.weight ? <WeightControl /> : null}
        {workspace && path !== '/start' ? <ViewsMenu {...views} /> : null}
        <UnstyledButton
          className={classes.search}
          onClick={onSearch}
          aria-label={`Search pages, deals and owners, ${shortcutKeys.palette}`}
        >
          <IconSearch size={15} stroke={1.7} aria-hidden="true" />
          <kbd className={classes.key}>{shortcutKeys.palette}</kbd>
        </UnstyledButton>
        <ThemeMenu />
      </div>
    </header>
  );
}
