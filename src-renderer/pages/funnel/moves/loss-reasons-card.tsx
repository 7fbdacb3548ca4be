import { SegmentedControl } from '@mantine/core';
import type { MetricAnswer } from '#shared/results/envelope';
import type { LossReasonRow } from '#shared/results/loss-reasons';
import { Card } from '../../../components/card';
import { EmptyState } from '../../../components/empty-state';
import { MetricState } from '../../../components/metric-state';
import { NothingClosed } from '../../../components/nothing-closed';
import { TableSkeleton } from '../../../components/skeletons';
import { WarningList } from '../../../components/warning-list';
import { useDrill } from '../../../state/use-drill';
import { useFormat } from '../../../state/use-format';
import { useAddressValue, useScope } from '../../../state/use-scope';
import { HeatTable } from './heat-table';
import classes from './moves.module.css';
import { useLossReasons } from './use-section-answer';

const title = 'Why deals are lost, and where';

/** Columns of a table that people can still read. */
const mostColumns = { stage: 12, owner: 7 };

/** Loss reasons by the stage deals were lost from, or by owner. */
export function LossReasonsCard() {
  const [across, setAcross] = useAddressValue('losses');
  const byOwner = across === 'owner';
  const query = useLossReasons();
  const toolbar = (
    <SegmentedControl
      size="xs"
      aria-label="Loss reasons across"
      data={[
        { value: 'stage', label: 'By stage' },
        { value: 'owner', label: 'By owner' },
      ]}
      value={byOwner ? 'owner' : 'stage'}
      onChange={(next) => setAcross(next === 'owner' ? next : null)}
    />
  );
  return (
    <MetricState
      query={query}
      skeleton={
        <Card title={title} toolbar={toolbar}>
          <TableSkeleton rows={8} />
        </Card>
      }
    >
      {(answer) => (
        <Card
          title={title}
          caption={
            byOwner
              ? `The ${mostColumns.owner} owners with most losses, by the reason given in two levels; a cell opens its deals`
              : 'Lost in the period, by the reason given in two levels; a cell opens its deals'
          }
          toolbar={toolbar}
        >
          {answer.n === 0 ? (
            <NothingClosed title="No deal was lost in this period" hint="Widen the period to see losses." />
          ) : answer.rows.every(({ reason }) => reason === null) ? (
            <EmptyState
              title="No loss has a reason"
              hint="Map the column of loss reasons on the Data page, or export it with the deals."
            />
          ) : (
            <div className={classes.stack}>
              <Reasons answer={answer} byOwner={byOwner} />
              {/* How many have none is said on top. */}
              <WarningList warnings={answer.warnings.filter(({ code }) => code !== 'no-reason')} />
            </div>
          )}
        </Card>
      )}
    </MetricState>
  );
}

function Reasons({ answer, byOwner }: { answer: MetricAnswer<LossReasonRow>; byOwner: boolean }) {
  const format = useFormat();
  const { openDrill } = useDrill();
  const { controls } = useScope();
  const { rows } = answer;
  const amount = (some: readonly LossReasonRow[]) =>
    some.reduce((sum, row) => sum + (controls.weight === 'value' ? row.value : row.count), 0);
  const write = controls.weight === 'value' ? format.moneyShort : format.count;
  const columnOf = (row: LossReasonRow) => (byOwner ? (row.key ?? null) : row.stage);
  const columns = sorted(rows, columnOf, amount).slice(0, byOwner ? mostColumns.owner : mostColumns.stage);
  const lines = sorted(rows, nameOf, amount);
  return (
    <HeatTable
      caption={title}
      corner="Reason"
      columns={columns.map((name) => name ?? (byOwner ? 'No owner' : 'Not known'))}
      total="All"
      rows={lines.map((name) => {
        const own = rows.filter((row) => nameOf(row) === name);
        const reasons = [...new Set(own.flatMap(({ values }) => values))];
        return {
          name,
          total: write(amount(own)),
          cells: columns.map((column) => {
            const here = own.filter((row) => columnOf(row) === column);
            if (here.length === 0) return null;
            const where = column ?? 'not known';
            return {
              text: write(amount(here)),
              value: amount(here),
              colour: 'var(--lost)',
              label: `${name}, ${where}: ${write(amount(here))}`,
              open: () =>
                openDrill({
                  title: `${name}, ${where}`,
                  behind: { metric: 'loss-reasons', reasons, ...(byOwner ? {} : { stage: column }) },
                  ...(byOwner ? { group: { field: 'owner', value: column } } : {}),
                  definition: 'loss-reasons',
                  method: 'metric.lossReasons',
                }),
            };
          }),
        };
      })}
    />
  );
}

function nameOf({ category, reason }: LossReasonRow): string {
  if (reason === null) return 'No reason given';
  return category ? `${category}: ${reason}` : reason;
}

/** Different values, those of most losses first. */
function sorted<T>(
  rows: readonly LossReasonRow[],
  partOf: (row: LossReasonRow) => T,
  amount: (rows: readonly LossReasonRow[]) => number,
): T[] {
  const values = [...new Set(rows.map(partOf))];
  const size = new Map(values.map((value) => [value, amount(rows.filter((row) => partOf(row) === value))]));
  return values.sort((a, b) => (size.get(b) ?? 0) - (size.get(a) ?? 0));
}
