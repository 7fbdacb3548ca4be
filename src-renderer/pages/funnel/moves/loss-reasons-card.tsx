import { SegmentedControl } from '@mantine/core';
import type { MetricAnswer } from '#shared/results/envelope';
import type { LossReasonRow } from '#shared/results/loss-reasons';
import { heatMatrix } from '../../../charts/heat-matrix';
import { Card } from '../../../components/card';
import { CardMenu } from '../../../components/card-menu';
import { EmptyState } from '../../../components/empty-state';
import { ImportLink } from '../../../components/import-link';
import { MetricState } from '../../../components/metric-state';
import { NothingClosed } from '../../../components/nothing-closed';
import { TableSkeleton } from '../../../components/skeletons';
import { WarningList } from '../../../components/warning-list';
import { useDrill } from '../../../state/use-drill';
import { useFormat } from '../../../state/use-format';
import { useAddressValue, useScope } from '../../../state/use-scope';
import { HeatTable } from './heat-table';
import classes from './moves.module.css';
import { mostColumns, reasonMatrix } from './reason-matrix';
import { useLossReasons } from './use-section-answer';

const title = 'Why deals are lost, and where';

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
              ? `The ${mostColumns.owner} owners with most losses, by the reason given in two levels, the deeper the more; a cell opens its deals`
              : 'Lost in the period, by the reason given in two levels, the deeper the more; a cell opens its deals'
          }
          toolbar={toolbar}
          actions={<ReasonsMenu answer={answer} byOwner={byOwner} />}
        >
          {answer.n === 0 ? (
            <NothingClosed title="No deal was lost in this period" hint="Widen the period to see losses." />
          ) : answer.rows.every(({ reason }) => reason === null) ? (
            <EmptyState
              title="No loss has a reason"
              hint="Map the column of loss reasons on the Data page, or export it with the deals."
              action={<ImportLink />}
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
  const write = controls.weight === 'value' ? format.moneyShort : format.count;
  const { corner, columns, total, rows } = reasonMatrix(answer.rows, byOwner, controls.weight);
  return (
    <HeatTable
      caption={title}
      corner={corner}
      columns={columns}
      total={total}
      rows={rows.map((row) => ({
        name: row.name,
        total: write(row.total),
        cells: row.cells.map((cell, at) =>
          cell === null
            ? null
            : {
                text: write(cell.value),
                value: cell.value,
                colour: 'var(--lost)',
                label: `${row.name}, ${columns[at]}: ${write(cell.value)}`,
                open: () => openDrill(cell.select),
              },
        ),
      }))}
    />
  );
}

function ReasonsMenu({ answer, byOwner }: { answer: MetricAnswer<LossReasonRow>; byOwner: boolean }) {
  const format = useFormat();
  const { controls } = useScope();
  const write = controls.weight === 'value' ? format.moneyShort : format.count;
  return (
    <CardMenu
      title={title}
      build={(context) => heatMatrix(reasonMatrix(answer.rows, byOwner, controls.weight), write, context)}
      about={{ title, definition: 'loss-reasons', method: 'metric.lossReasons' }}
    />
  );
}
