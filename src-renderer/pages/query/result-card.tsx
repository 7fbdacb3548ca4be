import { SegmentedControl, useComputedColorScheme } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import type { SqlResult } from '#shared/results/metrics';
import { Chart } from '../../charts/chart';
import { blobOfDataUrl, chartPng, chartSvg, saveFile, tableCsv, tableText } from '../../charts/chart-export';
import type { ChartContext } from '../../charts/chart-model';
import { mostDrawn, quickChart, resultTable } from '../../charts/quick-chart';
import { choiceText, type QuickChoice, readChoice } from '../../charts/quick-columns';
import { darkTheme, lightTheme } from '../../charts/theme';
import { Card } from '../../components/card';
import { ChartMenu } from '../../components/chart-menu';
import { useFormat } from '../../state/use-format';
import { useAddressValue } from '../../state/use-scope';
import { ChartControls } from './chart-controls';
import classes from './query.module.css';
import { ResultTable } from './result-table';

/** What a statement gave, as a table or as a quick chart; which one is in the address. */
export function ResultCard({ result }: { result: SqlResult }) {
  const format = useFormat();
  const scheme = useComputedColorScheme('light');
  const [asked, setAsked] = useAddressValue('chart');
  const choice = useMemo(() => readChoice(asked, result), [asked, result]);
  const shown = asked !== null && choice !== null ? choice : null;
  const build = useCallback(
    (context: ChartContext) => quickChart(result, choice ?? { kind: 'bar', x: 0, y: [] }, context),
    [result, choice],
  );
  const context: ChartContext = { theme: scheme === 'dark' ? darkTheme : lightTheme, format, width: 960 };
  const table = () => resultTable(result, context);
  const most = shown ? mostDrawn[shown.kind] : result.rows.length;
  return (
    <section className={classes.resultCard} aria-label="Result">
      <Card
        flush
        title={shown ? chartTitle(result, shown) : 'Result'}
        caption={
          result.rows.length > most
            ? `The first ${format.count(most)} are drawn; the table has all of them.`
            : undefined
        }
        actions={
          <>
            {choice === null ? null : (
              <SegmentedControl
                size="xs"
                aria-label="Form of the result"
                data={[
                  { value: 'table', label: 'Table' },
                  { value: 'chart', label: 'Chart' },
                ]}
                value={shown ? 'chart' : 'table'}
                onChange={(next) => setAsked(next === 'chart' ? choiceText(choice) : null)}
              />
            )}
            <ChartMenu
              about="the result"
              onCopy={() => void navigator.clipboard.writeText(tableText(table()))}
              onCsv={() => saveFile('query.csv', 'text/csv', tableCsv(table()))}
              {...(shown
                ? {
                    onPng: () =>
                      saveFile('query.png', 'image/png', blobOfDataUrl(chartPng(build(context), context))),
                    onSvg: () => saveFile('query.svg', 'image/svg+xml', chartSvg(build(context), context)),
                  }
                : {})}
            />
          </>
        }
        toolbar={
          shown ? (
            <ChartControls result={result} choice={shown} onChange={(next) => setAsked(choiceText(next))} />
          ) : undefined
        }
      >
        {shown ? (
          <div className={classes.chart}>
            <Chart
              build={build}
              format={format}
              label="Quick chart of the result. The switch above shows it as a table."
            />
          </div>
        ) : (
          <ResultTable result={result} />
        )}
      </Card>
    </section>
  );
}

/** Which columns are drawn by which: "won, lost by month". */
function chartTitle({ columns }: SqlResult, { x, y }: QuickChoice): string {
  const name = (at: number) => columns[at]?.name ?? '';
  return `${y.map(name).join(', ')} by ${name(x)}`;
}
