import { VisuallyHidden } from '@mantine/core';
import { Fragment } from 'react';
import type { MetricAnswer } from '#shared/results/envelope';
import type { BounceRow, ConformancePart, ConformanceRow, VariantRow } from '#shared/results/flow';
import { Card } from '../../../components/card';
import { CardMenu } from '../../../components/card-menu';
import { EmptyState } from '../../../components/empty-state';
import { ImportLink } from '../../../components/import-link';
import { MetricState } from '../../../components/metric-state';
import { Column, Columns } from '../../../components/page';
import { TableSkeleton } from '../../../components/skeletons';
import { useOpenVisits } from '../../../components/stage-times-card';
import { WarningList } from '../../../components/warning-list';
import { useDrill } from '../../../state/use-drill';
import { useFormat } from '../../../state/use-format';
import { useMetric } from '../../../state/use-metric';
import classes from './moves.module.css';
import { bounceChart, sharesChart, variantsChart } from './path-charts';
import { useConformance } from './use-section-answer';

/** A table of more stages than this takes the whole width, so that their names can be read. */
const mostBeside = 12;

const about = { definition: 'conformance', method: 'metric.conformance' } as const;

const shareTitle = 'How many deals keep to the path';
const bounceTitle = 'Where deals bounce back, and what it costs';
const pathsTitle = 'The paths that deals take most';

const words: Record<ConformancePart, string> = {
  'on-path': 'Keep to the path',
  straight: 'Straight through',
  skip: 'Skip a stage',
  'allowed-skip': 'Skip as allowed',
  loop: 'Visit a stage again',
  back: 'Move back',
  reopened: 'Reopened',
};

/** How deals keep to the path, where they bounce back, and the paths they take. */
export function ConformanceCards() {
  const query = useConformance();
  return (
    <MetricState
      query={query}
      skeleton={
        <Card title="How many deals keep to the path">
          <TableSkeleton rows={8} />
        </Card>
      }
    >
      {(answer) => <Conformance answer={answer} />}
    </MetricState>
  );
}

function Conformance({ answer }: { answer: MetricAnswer<ConformanceRow> }) {
  const [row] = answer.rows;
  if (!row || row.deals === 0) {
    return (
      <Card title="How many deals keep to the path">
        <EmptyState title="No deal was created in this period" hint="Widen the period or remove a filter." />
      </Card>
    );
  }
  if (answer.warnings.some(({ code }) => code === 'no-stage-history')) {
    return (
      <Card title="How many deals keep to the path">
        <EmptyState
          title="Which stages deals passed is not in the data"
          hint="A stage history export, or later exports of the same list, would show their paths."
          action={<ImportLink />}
        />
      </Card>
    );
  }
  const isLong = row.stages.length > mostBeside;
  return (
    <Columns>
      <Column span={isLong ? 12 : 5}>
        <SharesCard row={row} warnings={answer.warnings} />
      </Column>
      <Column span={isLong ? 12 : 7}>
        <BounceCard rows={row.stages} />
      </Column>
      <Column span={12}>
        <VariantsCard row={row} />
      </Column>
    </Columns>
  );
}

function SharesCard({ row, warnings }: { row: ConformanceRow; warnings: MetricAnswer<unknown>['warnings'] }) {
  const format = useFormat();
  const { openDrill } = useDrill();
  const caption = row.template
    ? `Of ${format.count(row.deals)} deals created, judged by the template ${row.template}`
    : `Of ${format.count(row.deals)} deals created, judged by the order of the stages; a template on the Data page allows skips`;
  return (
    <Card
      title={shareTitle}
      caption={caption}
      actions={
        <CardMenu
          title={shareTitle}
          build={(context) => sharesChart(row, words, context)}
          about={{ ...about, title: shareTitle }}
        />
      }
    >
      <div className={classes.shares}>
        {row.shares
          .filter(({ part }) => part !== 'allowed-skip' || row.template !== null)
          .map(({ part, deals, share, low, high }) => (
            <Share
              key={part}
              name={words[part]}
              share={share ?? 0}
              figure={format.percent(share, 1)}
              range={
                share === null
                  ? `${part === 'straight' ? 'at most' : 'at least'} ${format.count(deals)}`
                  : `${format.percentRange(low, high)} · ${format.count(deals)}`
              }
              open={() =>
                openDrill({ ...about, title: words[part], behind: { metric: 'conformance', part } })
              }
            />
          ))}
      </div>
      <p className={classes.visits}>
        {row.meanVisits === null
          ? 'How often deals visit a stage is not in the data.'
          : `${format.number(row.meanVisits, 1)} visits a deal; repeat visits are legal and counted.`}
      </p>
      {warnings.length > 0 ? (
        <div className={classes.below}>
          <WarningList warnings={warnings} />
        </div>
      ) : null}
    </Card>
  );
}

type ShareProps = { name: string; share: number; figure: string; range: string; open: () => void };

function Share({ name, share, figure, range, open }: ShareProps) {
  return (
    <>
      <button type="button" className={classes.open} onClick={open}>
        {name}
      </button>
      <div className={classes.bar} aria-hidden="true">
        <div className={classes.fill} style={{ width: `${share * 100}%` }} />
      </div>
      <span className={classes.figure}>
        {figure} <span className={classes.muted}>{range}</span>
      </span>
    </>
  );
}

function BounceCard({ rows }: { rows: readonly BounceRow[] }) {
  const format = useFormat();
  const { openDrill } = useDrill();
  const openVisits = useOpenVisits();
  const openSql = () => openDrill({ ...about, title: 'Path conformance' }, 'definition');
  return (
    <Card
      title={bounceTitle}
      actions={
        <CardMenu
          title={bounceTitle}
          build={(context) => bounceChart(rows, context)}
          about={{ ...about, title: bounceTitle }}
        />
      }
      caption={
        <>
          Re-work is time in a stage after having been as far or further; a stage opens its visits.{' '}
          <button type="button" className={classes.open} onClick={openSql}>
            Definition
          </button>
        </>
      }
    >
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Stage</th>
              {['Go back', '95% interval', 'Exits', 'Visits a deal', 'Re-work days'].map((label) => (
                <th key={label} scope="col" data-numeric="true">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.stage}>
                <td className={classes.name} title={row.stage}>
                  <button
                    type="button"
                    className={classes.open}
                    onClick={() => openVisits({ stage: row.stage, visits: row.visits })}
                  >
                    {row.stage}
                  </button>
                </td>
                <td data-numeric="true">{format.percent(row.bounceRate, 1)}</td>
                <td data-numeric="true">{format.percentRange(row.low, row.high)}</td>
                <td data-numeric="true">{format.count(row.exits)}</td>
                <td data-numeric="true">{format.fixed(row.meanVisits, 2)}</td>
                <td data-numeric="true">{format.count(row.reworkDays)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function VariantsCard({ row }: { row: ConformanceRow }) {
  const format = useFormat();
  const { openDrill } = useDrill();
  const status = useMetric('workspace.status', {});
  const priced = row.variants.some(({ value }) => value !== 0);
  const kinds = new Map(status.data?.stages.map(({ stage, kind }) => [stage, kind]));
  return (
    <Card
      title={pathsTitle}
      actions={
        <CardMenu
          title={pathsTitle}
          build={(context) => variantsChart(row, context)}
          about={{ ...about, title: pathsTitle }}
        />
      }
      caption={`${format.count(row.variants.length)} of ${format.count(row.paths)} different paths; a path opens its deals`}
    >
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Path</th>
              {variantHeads(priced).map((label) => (
                <th key={label} scope="col" data-numeric="true">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {row.variants.map((variant) => (
              <tr key={variant.path.join('>')}>
                <td>
                  <Path
                    path={variant.path}
                    kindOf={(stage) => kinds.get(stage)}
                    open={() =>
                      openDrill({
                        ...about,
                        title: variant.path.join(' → ') || 'Closed at once',
                        behind: { metric: 'conformance', path: variant.path },
                      })
                    }
                  />
                </td>
                <Figures variant={variant} priced={priced} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function variantHeads(priced: boolean): string[] {
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
