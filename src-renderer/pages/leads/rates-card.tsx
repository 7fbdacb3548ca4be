import type { ActivityAnswer, ActivityRate, Share } from '#shared/results/leads';
import type { ChartTable } from '../../charts/chart-model';
import { textCell } from '../../charts/chart-model';
import { Card } from '../../components/card';
import { EmptyState } from '../../components/empty-state';
import { FiguresTable } from '../../components/figures-table';
import { WarningList } from '../../components/warning-list';
import { useFormat } from '../../state/use-format';
import classes from './leads.module.css';

const names: Record<ActivityRate['name'], string> = {
  connect: 'Calls answered',
  reply: 'E-mails answered',
  positive: '… with interest',
  held: 'Meetings held',
};

type Props = { answer: ActivityAnswer; accepted: Share | null; close: Share | null };

/** What came of activities, and of the leads and deals behind them, as far as the data says. */
export function RatesCard({ answer, accepted, close }: Props) {
  const format = useFormat();
  const { rates, rows, warnings, lengths, medianLength } = answer;
  const row = (name: string, { n, rate, low, high }: Share) => ({
    select: null,
    cells: [
      textCell(name),
      { text: `${format.percent(rate, 1)} (${format.percentRange(low, high, 1)})`, value: rate },
      { text: format.count(n), value: n },
    ],
  });
  const table: ChartTable<null> = {
    columns: [
      { label: 'Rate', numeric: false },
      { label: 'Share (95% interval)', numeric: true },
      { label: 'n', numeric: true },
    ],
    rows: [
      ...rates.map((rate) => row(names[rate.name], rate)),
      ...(accepted && accepted.n > 0 ? [row('MQL accepted', accepted)] : []),
      ...(close && close.n > 0 ? [row('Deals won, of closed', close)] : []),
    ],
  };
  const silent = rates
    .filter(({ name }) => name !== 'positive')
    .reduce((sum, { unknown }) => sum + unknown, 0);
  const all = rows
    .map(({ kind, activities }) => `${format.count(activities)} ${kindWords[kind] ?? kind}`)
    .join(', ');
  const calls = lengths.reduce((sum, one) => sum + one.calls, 0);
  const usual = lengths
    .filter(({ from }) => from >= 10 && from < 50)
    .reduce((sum, one) => sum + one.calls, 0);
  return (
    <Card title="What came of it" caption={all === '' ? undefined : `Done: ${all}`}>
      {table.rows.length === 0 ? (
        <EmptyState
          title="No activity says what came of it"
          hint="Import activities with a call result, disposition or outcome."
        />
      ) : (
        <FiguresTable table={table} caption="What came of it" />
      )}
      {silent > 0 ? (
        <p className={classes.note}>
          {format.count(silent)} more calls, e-mails and meetings do not say what came of them.
        </p>
      ) : null}
      {medianLength === null ? null : (
        <p className={classes.note}>
          An answered call takes {format.number(medianLength)} minutes at the median;{' '}
          {format.percent(calls > 0 ? usual / calls : null)} of {format.count(calls)} calls took 10 to 50
          minutes.
        </p>
      )}
      <WarningList warnings={warnings} />
    </Card>
  );
}

const kindWords: Record<string, string> = {
  call: 'calls',
  'e-mail': 'e-mails',
  meeting: 'meetings',
  task: 'other tasks',
};
