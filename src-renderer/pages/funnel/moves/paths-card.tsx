import { VisuallyHidden } from '@mantine/core';
import { Fragment } from 'react';
import type { ConformanceRow, VariantRow } from '#shared/results/flow';
import { Card } from '../../../components/card';
import { CardMenu } from '../../../components/card-menu';
import { useDrill } from '../../../state/use-drill';
import { useFormat } from '../../../state/use-format';
import { useMetric } from '../../../state/use-metric';
import { aboutPaths } from './about-paths';
import { variantsChart } from './path-charts';
import { PathTable } from './path-table';
import classes from './paths-card.module.css';

const title = 'The paths that deals take most';

/** The paths that most deals take, with what becomes of them. */
export function PathsCard({ row }: { row: ConformanceRow }) {
  const format = useFormat();
  const { openDrill } = useDrill();
  const status = useMetric('workspace.status', {});
  const priced = row.variants.some(({ value }) => value !== 0);
  const kinds = new Map(status.data?.stages.map(({ stage, kind }) => [stage, kind]));
  return (
    <Card
      title={title}
      actions={
        <CardMenu
          title={title}
          build={(context) => variantsChart(row, context)}
          about={{ ...aboutPaths, title }}
        />
      }
      caption={`${format.count(row.variants.length)} of ${format.count(row.paths)} different paths; a path opens its deals`}
    >
      <PathTable first="Path" figures={headsOf(priced)}>
        {row.variants.map((variant) => (
          <tr key={variant.path.join('>')}>
            <td>
              <Path
                path={variant.path}
                kindOf={(stage) => kinds.get(stage)}
                open={() =>
                  openDrill({
                    ...aboutPaths,
                    title: variant.path.join(' › ') || 'Closed at once',
                    behind: { metric: 'conformance', path: variant.path },
                  })
                }
              />
            </td>
            <Figures variant={variant} priced={priced} />
          </tr>
        ))}
      </PathTable>
    </Card>
  );
}

function headsOf(priced: boolean): string[] {
  return ['Deals', ...(priced ? ['Value'] : []), 'Win rate', '95% interval', 'Days to win', 'Fits the path'];
}

function Figures({ variant, priced }: { variant: VariantRow; priced: boolean }) {
  const format = useFormat();
  return (
    <>
      <td data-numeric="true">{format.count(variant.deals)}</td>
      {priced ? <td data-numeric="true">{format.moneyShort(variant.value)}</td> : null}
      <td data-numeric="true">{format.percent(variant.winRate)}</td>
      <td data-numeric="true">{format.percentRange(variant.low, variant.high)}</td>
      <td data-numeric="true">{format.number(variant.medianDays)}</td>
      <td data-numeric="true">{format.percent(variant.fitness)}</td>
    </>
  );
}

type PathProps = { path: readonly string[]; kindOf: (stage: string) => string | undefined; open: () => void };

function Path({ path, kindOf, open }: PathProps) {
  return (
    <button type="button" className={classes.path} onClick={open}>
      {path.length === 0 ? <span className={classes.chip}>Closed at once</span> : null}
      {path.map((stage, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a path visits a stage more than once; places tell visits apart
        <Fragment key={at}>
          {at > 0 ? <VisuallyHidden>, </VisuallyHidden> : null}
          <span className={classes.chip} data-kind={kindOf(stage)} title={stage}>
            {stage}
          </span>
        </Fragment>
      ))}
    </button>
  );
}
