import { type ReactNode, useState } from 'react';
import type { Warning } from '#shared/results/envelope';
import { Chart } from '../charts/chart';
import type { ChartContext, ChartModel } from '../charts/chart-model';
import type { DrillInput } from '../state/drill';
import { useFormat } from '../state/use-format';
import { Card } from './card';
import { CardMenu, useExportContext } from './card-menu';
import classes from './chart-card.module.css';
import { FiguresTable } from './figures-table';
import { WarningList } from './warning-list';

type ChartCardProps<Select> = {
  title: string;
  caption?: ReactNode;
  /** The chart function bound to its result; memoise it. */
  build: (context: ChartContext) => ChartModel<Select>;
  onSelect?: ((select: Select) => void) | undefined;
  /** Which metric the chart shows: opens its definition and SQL. */
  about?: DrillInput | undefined;
  warnings?: readonly Warning[];
  /** Controls of this chart alone. */
  toolbar?: ReactNode;
  /** Below the chart: a legend, a way to see more rows. */
  footer?: ReactNode;
  /** True while an answer to changed controls is on its way. */
  stale?: boolean;
};

/** A chart in its card, with its menu, its table view and the warnings that belong to it. */
export function ChartCard<Select>(props: ChartCardProps<Select>) {
  const { title, build, onSelect, about } = props;
  const format = useFormat();
  const context = useExportContext();
  const [asTable, setAsTable] = useState(false);
  return (
    <Card
      title={title}
      caption={props.caption}
      actions={
        <CardMenu
          title={title}
          build={build}
          about={about}
          asTable={asTable}
          onToggleTable={() => setAsTable(!asTable)}
        />
      }
      toolbar={props.toolbar}
    >
      <div className={classes.content} data-stale={props.stale ?? false} aria-busy={props.stale ?? false}>
        {asTable ? (
          <FiguresTable table={build(context).table} caption={title} onSelect={onSelect} />
        ) : (
          <Chart
            build={build}
            format={format}
            label={`${title}. The menu shows it as a table.`}
            onSelect={onSelect}
          />
        )}
        {props.footer}
        <WarningList warnings={props.warnings ?? []} />
      </div>
    </Card>
  );
}
