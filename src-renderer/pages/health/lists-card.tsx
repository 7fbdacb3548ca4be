import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { type ActionList, type ActionListAnswer, type ActionRow, actionLists } from '#shared/results/health';
import { Card } from '../../components/card';
import { EmptyState } from '../../components/empty-state';
import { ErrorState } from '../../components/error-state';
import { ExportButton } from '../../components/export-button';
import { MetricState } from '../../components/metric-state';
import { ChartSkeleton } from '../../components/skeletons';
import { useDrill } from '../../state/use-drill';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { useScopedPath } from '../../state/use-scope';
import classes from './health.module.css';
import { useHealthControls } from './use-health-controls';

const labels: Record<ActionList, string> = {
  worklist: 'Work list',
  stale: 'Stale',
  cleanup: 'Clean-up',
  revisit: 'Revisit',
};
const order: readonly ActionList[] = ['worklist', 'stale', 'cleanup', 'revisit'];
const formats = [
  { format: 'csv', label: 'Export CSV' },
  { format: 'xlsx', label: 'Export Excel' },
] as const;
const shown = 25;

/** Lists to act on, each to be written as CSV or Excel. */
export function ListsCard({ ready }: { ready: boolean }) {
  const { day, limits, list: chosen, setList } = useHealthControls();
  const list = actionLists.find((known) => known === chosen) ?? 'worklist';
  const [error, setError] = useState<unknown>(null);
  const params = { ...day, ...limits, list };
  const query = useMetric(
    'metric.actionList',
    { ...params, rows: shown },
    { enabled: ready, keepPrevious: false },
  );
  const toolbar = (
    <>
      <SegmentedControl
        size="xs"
        aria-label="List"
        data={order.map((value) => ({ value, label: labels[value] }))}
        value={list}
        onChange={(next) => setList(next === 'worklist' ? null : next)}
      />
      {formats.map(({ format, label }) => (
        <ExportButton
          key={format}
          label={label}
          make={(engine, options) => engine.call('actions.export', { ...params, format }, options)}
          disabled={query.data?.total === 0}
          onError={setError}
        />
      ))}
    </>
  );
  return (
    <Card title="Lists to act on" caption={query.data?.text} toolbar={toolbar}>
      {error ? <ErrorState error={error} /> : null}
      <MetricState query={query} skeleton={<ChartSkeleton height={320} bars={8} />}>
        {(answer) => <Rows answer={answer} list={list} />}
      </MetricState>
    </Card>
  );
}

function Rows({ answer, list }: { answer: ActionListAnswer; list: ActionList }) {
  const format = useFormat();
  const { openDrill } = useDrill();
  const { day, limits } = useHealthControls();
  if (answer.rows.length === 0) {
    return <EmptyState title="No deal is on this list" hint="Choose another list or remove a filter." />;
  }
  const openAll = () =>
    openDrill({
      title: labels[list],
      behind: { metric: 'action-list', list, ...limits },
      scope: day,
      definition: 'action-list',
      method: 'metric.actionList',
      params: { list, ...limits },
    });
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
      <section className={classes.scroll} tabIndex={0} aria-label={labels[list]}>
        <table className={classes.actions}>
          <caption className="visually-hidden">{labels[list]}</caption>
          <thead>
            <tr>
              <th scope="col">Owner</th>
              <th scope="col">Deal</th>
              <th scope="col">{list === 'revisit' ? 'Lost from' : 'Stage'}</th>
              <th scope="col" data-numeric>
                Amount
              </th>
              <th scope="col">What to do</th>
              {list === 'revisit' ? <LostHeads /> : <OpenHeads />}
            </tr>
          </thead>
          <tbody>
            {answer.rows.map((row) => (
              <tr key={`${row.id} ${row.life}`}>
                <td>{row.owner ?? '–'}</td>
                <td className={`${classes.wide} ${classes.deal}`}>
                  <DealLink row={row} />
                </td>
                <td className={classes.wide}>{row.stage ?? '–'}</td>
                <td data-numeric>{format.money(row.amount)}</td>
                <td className={`${classes.wide} ${classes.action}`}>{row.action}</td>
                {list === 'revisit' ? <LostCells row={row} /> : <OpenCells row={row} />}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <button type="button" className={classes.more} onClick={openAll}>
        All {format.count(answer.total)} deals
        {answer.totalValue > 0 ? `, worth ${format.moneyShort(answer.totalValue)}` : ''}
      </button>
    </>
  );
}

function DealLink({ row }: { row: ActionRow }) {
  const scoped = useScopedPath();
  return <Link href={scoped(`/deals/${encodeURIComponent(row.id)}`)}>{row.name ?? row.id}</Link>;
}

function OpenHeads() {
  return (
    <>
      {['Still expected', 'Days open', 'In stage', 'Since touch'].map((label) => (
        <th key={label} scope="col" data-numeric>
          {label}
        </th>
      ))}
    </>
  );
}

function OpenCells({ row }: { row: ActionRow }) {
  const format = useFormat();
  return (
    <>
      <td data-numeric>{format.money(row.expectedValue === null ? null : Math.round(row.expectedValue))}</td>
      <td data-numeric>{format.number(row.ageDays, 0)}</td>
      <td data-numeric>{format.number(row.daysInStage, 0)}</td>
      <td data-numeric>{format.number(row.daysSinceTouch, 0)}</td>
    </>
  );
}

function LostHeads() {
  return (
    <>
      <th scope="col">Lost</th>
      <th scope="col">Reason</th>
    </>
  );
}

function LostCells({ row }: { row: ActionRow }) {
  const format = useFormat();
  return (
    <>
      <td>{format.day(row.lost)}</td>
      <td>{row.lossReason ?? '–'}</td>
    </>
  );
}
