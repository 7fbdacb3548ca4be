import { useMemo, useState } from 'react';
import type { ChangeBucket, ChangeRow } from '#shared/results/changes';
import { bucketLabels } from '../../charts/bucket-labels';
import { BreakdownSelect } from '../../components/breakdown-select';
import { Card } from '../../components/card';
import { EmptyState } from '../../components/empty-state';
import { MetricState } from '../../components/metric-state';
import { ShowAll } from '../../components/show-all';
import { ChartSkeleton } from '../../components/skeletons';
import { WarningList } from '../../components/warning-list';
import { useDrill } from '../../state/use-drill';
import { fieldLabel, useFields } from '../../state/use-fields';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { useScope } from '../../state/use-scope';
import { changedGroups } from './changed-groups';
import { GroupsTable } from './groups-table';
import { useChangeControls } from './use-change-controls';

const firstGroups = 15;

/** What came and went by owner or another field; each figure opens its deals. */
export function GroupsCard() {
  const fields = useFields();
  const { by: chosen, setBy } = useChangeControls();
  const by = fields.find(({ field }) => field === chosen)?.field ?? fields[0]?.field;
  if (!by) return null;
  return <Groups by={by} label={fieldLabel(fields, by)} onChange={setBy} />;
}

type GroupsProps = { by: string; label: string; onChange: (by: string | null) => void };

function Groups({ by, label, onChange }: GroupsProps) {
  const title = `What came and went, by ${label.toLowerCase()}`;
  const choice = <BreakdownSelect value={by} onChange={onChange} />;
  const { days, gross } = useChangeControls();
  const query = useMetric('metric.changes', { ...days, by, gross });
  return (
    <MetricState
      query={query}
      skeleton={
        <Card title={title} toolbar={choice}>
          <ChartSkeleton height={320} bars={8} />
        </Card>
      }
    >
      {(answer) => (
        <Card
          title={title}
          caption="Those that moved most come first; each figure opens its deals"
          toolbar={choice}
        >
          <Table rows={answer.rows} by={by} label={label} />
          <WarningList warnings={answer.warnings.filter(({ code }) => !ofThePage.has(code))} />
        </Card>
      )}
    </MetricState>
  );
}

/** These stand at the waterfall. */
const ofThePage = new Set(['no-amount', 'back-dated', 'undated', 'deleted', 'days-swapped', 'after-as-of']);

function Table({ rows, by, label }: { rows: readonly ChangeRow[]; by: string; label: string }) {
  const format = useFormat();
  const { controls } = useScope();
  const { days, gross } = useChangeControls();
  const { openDrill } = useDrill();
  const [all, setAll] = useState(false);
  const byValue = controls.weight === 'value' && rows.some(({ amount }) => amount !== 0);
  const { buckets, groups } = useMemo(() => changedGroups(rows, byValue), [rows, byValue]);
  if (groups.length === 0) return <EmptyState title="No group has a deal" hint="Choose another field." />;
  const shown = all ? groups : groups.slice(0, firstGroups);
  const open = (key: string | null, bucket: ChangeBucket) =>
    openDrill({
      title: `${key ?? '(empty)'}: ${bucketLabels[bucket].toLowerCase()}`,
      behind: { metric: 'changes', bucket, gross },
      group: { field: by, value: key },
      scope: days,
      definition: gross ? 'changes.gross' : 'changes',
      method: 'metric.changes',
      params: { by, gross },
    });
  return (
    <>
      <GroupsTable
        label={label}
        buckets={buckets}
        groups={shown}
        write={byValue ? format.moneyShort : format.count}
        onOpen={open}
      />
      <ShowAll shown={firstGroups} total={groups.length} all={all} onToggle={() => setAll(!all)} />
    </>
  );
}
