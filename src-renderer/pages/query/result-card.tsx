import { SegmentedControl } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import type { SqlResult } from '#shared/results/metrics';
import { Chart } from '../../charts/chart';
import type { ChartContext } from '../../charts/chart-model';
import { mostDrawn, quickChart } from '../../charts/quick-chart';
import { choiceText, type QuickChoice, readChoice } from '../../charts/quick-columns';
import { Card } from '../../components/card';
import { CardMenu } from '../../components/card-menu';
import { useFormat } from '../../state/use-format';
import { useAddressValue } from '../../state/use-scope';
import { ChartControls } from './chart-controls';
import classes from './query.module.css';
import { ResultTable } from './result-table';

/** What a statement gave, as a table or as a quick chart; which one is in the address. */
export function ResultCard({ result }: { result: SqlResult }) {
  const format = useFormat();
  const [asked, setAsked] = useAddressValue('chart');
  const choice = useMemo(() => readChoice(asked, result), [asked, result]);
  const shown = asked !== null && choice !== null ? choice : null;
  const build = useCallback(
    (context: ChartContext) => quickChart(result, choice ?? { kind: 'bar', x: 0, y: [] }, context),
    [result, choice],
  );
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
            <CardMenu title="the result" build={build} pictures={shown !== null} />
          </>
        }
        toolbar={
          shown ? (
            <ChartControls result={result} choice={shown} onChange={(next) => setAsked(choiceText(next))} />
          ) : undefined
        }
      >
        {shown ? (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
          <section className={classes.chart} tabIndex={0} aria-label="Quick chart">
            <Chart
              build={build}
              format={format}
              label="Quick chart of the result. The switch above shows it as a table."
            />
          </section>
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
