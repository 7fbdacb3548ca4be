import { useComputedColorScheme } from '@mantine/core';
import { blobOfDataUrl, chartPng, chartSvg, saveFile, tableCsv, tableText } from '../charts/chart-export';
import type { ChartContext, ChartModel } from '../charts/chart-model';
import { darkTheme, lightTheme } from '../charts/theme';
import type { DrillInput } from '../state/drill';
import { useDrill } from '../state/use-drill';
import { useFormat } from '../state/use-format';
import { ChartMenu } from './chart-menu';

type CardMenuProps<Select> = {
  /** What the card shows, for the button's name and the names of files. */
  title: string;
  /** The chart function bound to its result; its table is what is copied. */
  build: (context: ChartContext) => ChartModel<Select>;
  /** False where the chart is no picture that is worth keeping. */
  pictures?: boolean;
  /** Which metric the card shows: opens its definition and SQL. */
  about?: DrillInput | undefined;
  asTable?: boolean;
  onToggleTable?: (() => void) | undefined;
};

const exportWidth = 960;

/** How charts are drawn for files. */
export function useExportContext(): ChartContext {
  const format = useFormat();
  const scheme = useComputedColorScheme('light');
  return { theme: scheme === 'dark' ? darkTheme : lightTheme, format, width: exportWidth };
}

/** The menu of a card: its figures copied or as CSV, its picture, its definition and SQL. Nothing is drawn before it is asked for. */
export function CardMenu<Select>(props: CardMenuProps<Select>) {
  const { title, build, about, pictures = true } = props;
  const { openDrill } = useDrill();
  const context = useExportContext();
  const file = fileName(title);
  const png = () => saveFile(`${file}.png`, 'image/png', blobOfDataUrl(chartPng(build(context), context)));
  const svg = () => saveFile(`${file}.svg`, 'image/svg+xml', chartSvg(build(context), context));
  return (
    <ChartMenu
      about={title}
      asTable={props.asTable ?? false}
      onToggleTable={props.onToggleTable}
      onCopy={() => void navigator.clipboard.writeText(tableText(build(context).table))}
      onPng={pictures ? png : undefined}
      onSvg={pictures ? svg : undefined}
      onCsv={() => saveFile(`${file}.csv`, 'text/csv', tableCsv(build(context).table))}
      onDefinition={about?.definition ? () => openDrill(about, 'definition') : undefined}
      onSql={about?.method ? () => openDrill(about, 'sql') : undefined}
    />
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
