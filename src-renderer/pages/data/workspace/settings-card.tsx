import { Select } from '@mantine/core';
import { settingsSchema, type WorkspaceSettings } from '#shared/model/settings';
import { Card } from '../../../components/card';
import { ErrorState } from '../../../components/error-state';
import { TableSkeleton } from '../../../components/skeletons';
import { useMetric } from '../../../state/use-metric';
import { useWorkspace } from '../../../state/use-workspace';
import { ChangeStatus } from './change-status';
import classes from './settings-card.module.css';
import { monthName, settingText, zones } from './settings-words';
import { useChange } from './use-change';

/** What holds for the workspace as a whole. A choice is saved at once and can be taken back. */
export function SettingsCard() {
  const query = useMetric('settings.get', {});
  return (
    <Card title="Settings of this workspace" caption="A choice is worked into every page at once.">
      {query.isPending && <TableSkeleton rows={3} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && <Settings settings={query.data} />}
    </Card>
  );
}

const missingChoices = (['keep', 'delete'] as const).map((missing) => ({
  value: missing,
  label: settingText(missing),
}));
const monthChoices = Array.from({ length: 12 }, (_, at) => ({
  value: String(at + 1),
  label: monthName(at + 1),
}));

function Settings({ settings }: { settings: WorkspaceSettings }) {
  const { data: workspace } = useWorkspace();
  const change = useChange();
  const shared = {
    size: 'xs',
    allowDeselect: false,
    disabled: change.busy || workspace?.readOnly === true,
  } as const;

  function choose(setting: keyof WorkspaceSettings, value: string | number | null) {
    const before = settings[setting];
    if (value === null || value === before) return;
    const next = settingsSchema.partial().safeParse({ [setting]: value }).data;
    if (!next) return;
    change.make({
      run: (engine, options) => engine.call('settings.set', next, options),
      said: `Saved: ${settingText(value)}. Before: ${settingText(before)}.`,
      undo: (engine, options) => engine.call('settings.set', { [setting]: before }, options),
    });
  }

  return (
    <div className={classes.settings}>
      <Select
        {...shared}
        label="Deals that left the newest whole list"
        description="Kept, they count as they were seen last. Left out, they count as deleted."
        data={missingChoices}
        value={settings.missing}
        onChange={(missing) => choose('missing', missing)}
      />
      <Select
        {...shared}
        label="Fiscal year begins in"
        description="Targets by fiscal quarter or year fall on these months."
        data={monthChoices}
        value={String(settings.fiscalYearStart)}
        onChange={(month) => choose('fiscalYearStart', Number(month))}
      />
      <Select
        {...shared}
        label="Time zone"
        description="Times with an offset fall on the days of this zone. Plain dates stay as they are."
        data={zones(settings.timeZone)}
        value={settings.timeZone}
        searchable
        limit={100}
        nothingFoundMessage="No such zone"
        onChange={(timeZone) => choose('timeZone', timeZone)}
      />
      {workspace?.readOnly && <p className={classes.note}>The workspace is open for reading only.</p>}
      <ChangeStatus change={change} />
    </div>
  );
}
