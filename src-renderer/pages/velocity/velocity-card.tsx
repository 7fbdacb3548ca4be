import type { MetricAnswer } from '#shared/results/envelope';
import type { VelocityRow } from '#shared/results/velocity';
import type { Formatters } from '../../charts/formatters';
import { Card } from '../../components/card';
import { Figure } from '../../components/figure';
import { MetricState } from '../../components/metric-state';
import { ChartSkeleton } from '../../components/skeletons';
import { WarningList } from '../../components/warning-list';
import { useDrill } from '../../state/use-drill';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { useScope } from '../../state/use-scope';
import { yieldSentence } from './sentence';
import classes from './velocity-card.module.css';

const title = 'What the pipeline yields a day';

/** The four factors of the velocity and their product, each beside the textbook's, and what was won a day. */
export function VelocityCard() {
  const { scope } = useScope();
  const format = useFormat();
  const query = useMetric('metric.velocity', scope);
  return (
    <MetricState
      query={query}
      skeleton={
        <Card title={title}>
          <ChartSkeleton height={96} />
        </Card>
      }
    >
      {(answer) => (
        <Card
          title={yieldSentence(answer.rows[0], format) ?? title}
          caption="Open deals × share won × value of a win ÷ days open of all deals, won, lost and still open; the textbook takes the days of the won ones alone"
        >
          <Factors answer={answer} format={format} />
          <WarningList warnings={answer.warnings} />
        </Card>
      )}
    </MetricState>
  );
}

type Part = 'open' | 'dormant' | 'won' | 'realised';

function Factors({ answer, format }: { answer: MetricAnswer<VelocityRow>; format: Formatters }) {
  const { openDrill } = useDrill();
  const row = answer.rows[0];
  if (!row) return null;
  const about = { definition: 'velocity', method: 'metric.velocity' } as const;
  const open = (name: string, part: Part) => () =>
    openDrill({ title: name, behind: { metric: 'velocity', part, days: row.dormantAfter }, ...about });
  const cohort = (name: string) => () =>
    openDrill({ title: name, behind: { metric: 'cycle', part: 'n' }, ...about });
  const money = format.moneyShort;
  return (
    <div className={classes.factors}>
      <Figure
        label="Open deals"
        tone="open"
        value={format.count(row.open)}
        interval={range(row.openLow, row.openHigh, (v) => format.number(v, 0))}
        basis={leftOut(row, format)}
        naive={`textbook ${format.count(row.textbookOpen)}`}
        onOpen={open('Open deals, dormant ones left out', 'open')}
      />
      <Figure
        label="× Share won"
        value={format.percent(row.winRate, 1)}
        interval={row.winRateLow === null ? undefined : format.percentRange(row.winRateLow, row.winRateHigh)}
        basis={
          row.tau === null ? 'too few deals' : `by day ${format.number(row.tau, 0)} of ${format.count(row.n)}`
        }
        naive={textbook(row.textbookWinRate, (v) => format.percent(v, 1))}
        onOpen={cohort('Deals created')}
      />
      <Figure
        label="× Value of a win"
        tone="won"
        value={money(row.averageWon)}
        interval={range(row.averageWonLow, row.averageWonHigh, money)}
        basis={row.won === 0 ? 'none won yet' : `mean of ${format.count(row.won)} won`}
        naive={textbook(row.averageWon, money)}
        onOpen={open('Won deals', 'won')}
      />
      <Figure
        label="÷ Days open"
        value={format.number(row.daysOpen, 1)}
        interval={range(row.daysOpenLow, row.daysOpenHigh, (v) => format.number(v, 1))}
        basis={`mean of all ${format.count(row.n)}`}
        naive={textbook(row.textbookDays, (v) => `${format.number(v, 1)} (won)`)}
        onOpen={cohort('Deals created')}
      />
      <Figure
        label="= Value a day"
        value={money(row.velocity)}
        interval={range(row.low, row.high, money)}
        basis={gapText(row.gap, format)}
        naive={textbook(row.textbook, money)}
        onOpen={open('Open deals, dormant ones left out', 'open')}
      />
      <Figure
        label="Won a day"
        tone="won"
        value={money(row.realised)}
        interval={range(row.realisedLow, row.realisedHigh, money)}
        basis={`${format.deals(row.realisedDeals)} in ${format.days(row.realisedDays)}`}
        onOpen={open(`Won in the last ${format.days(row.realisedDays)}`, 'realised')}
      />
    </div>
  );
}

function textbook(value: number | null, write: (value: number) => string): string | undefined {
  return value === null ? undefined : `textbook ${write(value)}`;
}

function range(
  low: number | null,
  high: number | null,
  write: (value: number) => string,
): string | undefined {
  return low === null || high === null ? undefined : `${write(low)}–${write(high)}`;
}

function leftOut({ dormant, undated }: VelocityRow, format: Formatters): string {
  const parts = [
    dormant > 0 ? `${format.count(dormant)} dormant` : null,
    undated > 0 ? `${format.count(undated)} undated` : null,
  ].filter((part) => part !== null);
  return parts.length > 0 ? `without ${parts.join(', ')}` : 'none dormant';
}

function gapText(gap: number | null, format: Formatters): string | undefined {
  if (gap === null) return undefined;
  return `${gap > 0 ? '+' : ''}${format.percent(gap)} to won a day`;
}
