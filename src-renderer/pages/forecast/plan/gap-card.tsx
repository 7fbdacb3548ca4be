import type { ForecastAnswer } from '#shared/results/forecast';
import type { GapAnswer, GapFactor } from '#shared/results/outlook';
import type { Formatters } from '../../../charts/formatters';
import { Card } from '../../../components/card';
import { EmptyState } from '../../../components/empty-state';
import { MetricState } from '../../../components/metric-state';
import { ChartSkeleton } from '../../../components/skeletons';
import { WarningList } from '../../../components/warning-list';
import { useFormat } from '../../../state/use-format';
import classes from '../forecast.module.css';
import { signed } from '../key-figures';
import { useGap } from './use-gap';

const factorNames: Readonly<Record<GapFactor, { name: string; text: string }>> = {
  volume: { name: 'Volume', text: 'deals in play' },
  cycle: { name: 'Cycle', text: 'share of them decided in the period' },
  conversion: { name: 'Conversion', text: 'share of the decided that is won' },
  size: { name: 'Size', text: 'value of a win' },
};

/** The gap to the target in parts that add up: more deals, or better conversion? */
export function GapCard({ answer }: { answer: ForecastAnswer }) {
  const query = useGap(answer.target);
  return (
    <MetricState
      query={query}
      skeleton={
        <Card title="Gap to the target">
          <ChartSkeleton height={220} bars={4} />
        </Card>
      }
    >
      {(gap) => <Gap gap={gap} />}
    </MetricState>
  );
}

function Gap({ gap }: { gap: GapAnswer }) {
  const format = useFormat();
  if (gap.gap === null || gap.rows.length === 0) {
    return (
      <Card title="Gap to the target">
        <EmptyState
          title={gap.target === null ? 'There is no target' : 'The gap cannot be split'}
          hint={
            gap.target === null ? 'Set one below.' : 'It takes past periods with wins to split it against.'
          }
        />
        <WarningList warnings={gap.warnings.filter(({ code }) => code !== 'no-target')} />
      </Card>
    );
  }
  return (
    <Card
      title={titleOf(gap, format)}
      caption={`Expected against what is needed: cycle, conversion and size as usual, volume what then reaches the target; ${gap.identityHolds ? 'the parts add up to the cent' : 'the parts do not add up: report this'}`}
    >
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Factor</th>
              {['Expected', 'Usual', 'Needed', 'Part of the gap', 'Alone it takes'].map((head) => (
                <th key={head} scope="col" data-numeric="true">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {gap.rows.map((row) => (
              <tr key={row.factor}>
                <td>
                  {factorNames[row.factor].name}
                  <div className={classes.facts}>{factorNames[row.factor].text}</div>
                </td>
                <td data-numeric="true">{level(row.factor, row.now, format)}</td>
                <td data-numeric="true">{level(row.factor, row.usual, format)}</td>
                <td data-numeric="true">{level(row.factor, row.needed, format)}</td>
                <td data-numeric="true">{signed(row.amount, format)}</td>
                <td data-numeric="true">{level(row.factor, row.alone, format)}</td>
              </tr>
            ))}
            <tr data-total="true">
              <td>Gap</td>
              <td />
              <td />
              <td />
              <td data-numeric="true">{signed(gap.gap, format)}</td>
              <td />
            </tr>
          </tbody>
        </table>
      </div>
      <WarningList warnings={gap.warnings} />
    </Card>
  );
}

function titleOf({ gap, verdict, target }: GapAnswer, format: Formatters): string {
  if (gap === null || gap <= 0)
    return `The mean lies ${format.moneyShort(Math.abs(gap ?? 0))} above the target of ${format.moneyShort(target)}`;
  const missing = `${format.moneyShort(gap)} is missing`;
  return verdict === 'generate'
    ? `${missing}, most of it in deals in play: generate`
    : `${missing}, most of it in what becomes of deals: convert`;
}

function level(factor: GapFactor, value: number, format: Formatters): string {
  if (factor === 'volume') return format.count(value);
  return factor === 'size' ? format.moneyShort(value) : format.percent(value, 1);
}
