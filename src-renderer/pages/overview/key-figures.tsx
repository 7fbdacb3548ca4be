import type { OverviewRow, WinRateRow } from '#shared/results/metrics';
import type { Formatters } from '../../charts/formatters';
import { Figure } from '../../components/figure';
import { FigureRow } from '../../components/figure-row';
import { useDrill } from '../../state/use-drill';
import { useFormat } from '../../state/use-format';
import { useScope } from '../../state/use-scope';

/** Open pipeline, what was won, win rate and time to win, each with what most tools would print beside it. */
export function KeyFigures({ row }: { row: OverviewRow }) {
  const format = useFormat();
  const { controls } = useScope();
  const { openDrill } = useDrill();
  const { totals, winRate, previousWinRate, timeToWin } = row;
  const unpriced = row.pipeline.reduce((sum, stage) => sum + stage.unpriced, 0);
  const byValue = controls.weight === 'value';
  const closed = winRate.won + winRate.lost;
  const worth = (value: number) => (value === 0 ? undefined : `worth ${format.moneyShort(value)}`);
  return (
    <FigureRow>
      <Figure
        label="Open pipeline"
        tone="open"
        value={byValue ? format.moneyShort(totals.openValue) : format.count(totals.open)}
        unit={byValue ? undefined : dealsWord(totals.open)}
        basis={byValue ? `${format.count(totals.open)} ${dealsWord(totals.open)}` : worth(totals.openValue)}
        naive={unpriced > 0 ? `${format.count(unpriced)} without an amount` : undefined}
        onOpen={() =>
          openDrill({
            title: 'Open pipeline',
            behind: { metric: 'pipeline' },
            definition: 'pipeline',
            method: 'metric.overview',
          })
        }
      />
      <Figure
        label="Won"
        tone="won"
        value={byValue ? format.moneyShort(winRate.wonValue) : format.count(winRate.won)}
        unit={byValue ? undefined : dealsWord(winRate.won)}
        basis={byValue ? `${format.count(winRate.won)} ${dealsWord(winRate.won)}` : worth(winRate.wonValue)}
        naive={winRate.averageWon ? `${format.moneyShort(winRate.averageWon)} on average` : undefined}
        onOpen={() =>
          openDrill({
            title: 'Won deals',
            behind: { metric: 'win-rate', part: 'won' },
            definition: 'win-rate.closed',
            method: 'metric.winRate',
          })
        }
      />
      <Figure
        label={byValue ? 'Win rate, closed value' : 'Win rate, closed deals'}
        value={format.percent(byValue ? winRate.closedValueRate : winRate.closedRate)}
        interval={byValue ? undefined : intervalOf(winRate.low, winRate.high, format)}
        basis={
          byValue
            ? `${format.moneyShort(winRate.wonValue)} of ${format.moneyShort(winRate.wonValue + winRate.lostValue)} closed`
            : closed === 0
              ? 'no deal has closed yet'
              : `${format.count(winRate.won)} of ${format.count(closed)} closed`
        }
        naive={changeOf(winRate, previousWinRate, byValue, format)}
        onOpen={() =>
          openDrill({
            title: 'Closed deals',
            behind: { metric: 'win-rate', part: 'closed' },
            definition: byValue ? 'win-rate.value' : 'win-rate.closed',
            method: 'metric.winRate',
          })
        }
      />
      <Figure
        label="Win rate, deals created"
        value={format.percent(winRate.cohortRate)}
        interval={intervalOf(winRate.cohortLow, winRate.cohortHigh, format)}
        basis={winRate.tau === null ? 'too few deals' : `by day ${format.number(winRate.tau)} after creation`}
        naive={
          timeToWin && timeToWin.n > 0
            ? `naive ${format.percent(timeToWin.events / timeToWin.n)} won so far`
            : undefined
        }
        onOpen={() =>
          openDrill({
            title: 'Deals created',
            behind: { metric: 'win-rate', part: 'created' },
            definition: 'win-rate.cohort',
            method: 'metric.winRate',
          })
        }
      />
      <Figure
        label="Time to win, median"
        value={format.number(timeToWin?.median)}
        unit={timeToWin?.median == null ? undefined : 'days'}
        interval={
          timeToWin?.low == null || timeToWin.high === null
            ? undefined
            : `${format.number(timeToWin.low)}–${format.number(timeToWin.high)}`
        }
        basis={
          timeToWin
            ? `${format.count(timeToWin.events)} won of ${format.count(timeToWin.n)}`
            : 'no deal won yet'
        }
        naive={timeToWin?.naiveMean == null ? undefined : `naive mean ${format.days(timeToWin.naiveMean)}`}
        onOpen={() =>
          openDrill({
            title: 'Won deals',
            behind: { metric: 'cycle', part: 'won' },
            definition: 'cycle.won',
            method: 'metric.cycle',
            params: { outcome: 'won' },
          })
        }
      />
    </FigureRow>
  );
}

function dealsWord(count: number): string {
  return count === 1 ? 'deal' : 'deals';
}

function intervalOf(low: number | null, high: number | null, format: Formatters): string | undefined {
  return low === null || high === null ? undefined : format.percentRange(low, high);
}

function changeOf(
  now: WinRateRow,
  before: WinRateRow | null,
  byValue: boolean,
  format: Formatters,
): string | undefined {
  const rate = (row: WinRateRow) => (byValue ? row.closedValueRate : row.closedRate);
  const earlier = before ? rate(before) : null;
  const current = rate(now);
  if (earlier === null || current === null) return undefined;
  return `before ${format.percent(earlier)} (${format.points(current - earlier)})`;
}
