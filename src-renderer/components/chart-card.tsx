import { useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import type { Warning } from '#shared/results/envelope';
import { Chart } from '../charts/chart';
import { blobOfDataUrl, chartPng, chartSvg, saveFile, tableCsv, tableText } from '../charts/chart-export';
import type { ChartContext, ChartModel } from '../charts/chart-model';
import { darkTheme, lightTheme } from '../charts/theme';
import type { DrillInput } from '../state/drill';
import { useDrill } from '../state/use-drill';
import { useFormat } from '../state/use-format';
import { Card } from './card';
import classes from './chart-card.module.css';
import { ChartMenu } from './chart-menu';
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

const exportWidth = 960;

/** A chart in its card, with its menu, its table view and the warnings that belong to it. */
export function ChartCard<Select>(props: ChartCardProps<Select>) {
  const { title, build, onSelect, about } = props;
  const format = useFormat();
  const scheme = useComputedColorScheme('light');
  const { openDrill } = useDrill();
  const [asTable, setAsTable] = useState(false);
  const context = useMemo<ChartContext>(
    () => ({ theme: scheme === 'dark' ? darkTheme : lightTheme, format, width: exportWidth }),
    [scheme, format],
  );
  const model = useMemo(() => build(context), [build, context]);
  const file = fileName(title);
  return (
    <Card
      title={title}
      caption={props.caption}
      actions={
        <ChartMenu
          about={title}
          asTable={asTable}
          onToggleTable={() => setAsTable(!asTable)}
          onCopy={() => void navigator.clipboard.writeText(tableText(model.table))}
          onPng={() => saveFile(`${file}.png`, 'image/png', blobOfDataUrl(chartPng(model, context)))}
          onSvg={() => saveFile(`${file}.svg`, 'image/svg+xml', chartSvg(model, context))}
          onCsv={() => saveFile(`${file}.csv`, 'text/csv', tableCsv(model.table))}
          onDefinition={about?.definition ? () => openDrill(about, 'definition') : undefined}
          onSql={about?.method ? () => openDrill(about, 'sql') : undefined}
        />
      }
      toolbar={props.toolbar}
    >
      <div className={classes.content} data-stale={props.stale ?? false} aria-busy={props.stale ?? false}>
        {asTable ? (
          <FiguresTable table={model.table} caption={title} onSelect={onSelect} />
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

function fileName(title: string): string {
  return (
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '') || 'chart'
  );
}
