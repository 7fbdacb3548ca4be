import {
  IconArrowRight,
  IconCalendar,
  IconCircleDot,
  IconCoins,
  IconFlag,
  IconPlus,
  IconUser,
  IconWalk,
} from '@tabler/icons-react';
import { useMemo } from 'react';
import type { TimelineEntry } from '#shared/results/metrics';
import type { Formatters } from '../../charts/formatters';
import { Card } from '../../components/card';
import { EmptyState } from '../../components/empty-state';
import type { GridColumn } from '../../components/grid/grid-column';
import { VirtualGrid } from '../../components/grid/virtual-grid';
import { useFormat } from '../../state/use-format';
import { counted } from '../data/words';
import classes from './deal-page.module.css';

const looks: Record<TimelineEntry['field'], { label: string; Icon: typeof IconPlus }> = {
  created: { label: 'Created', Icon: IconPlus },
  stage: { label: 'Stage', Icon: IconCircleDot },
  amount: { label: 'Amount', Icon: IconCoins },
  expected_close: { label: 'Expected close', Icon: IconCalendar },
  owner: { label: 'Owner', Icon: IconUser },
  outcome: { label: 'Outcome', Icon: IconFlag },
  activity: { label: 'Activity', Icon: IconWalk },
};

const mostRows = 20;

/** Every change of the deal, oldest first, with the line of the file that says so. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  const format = useFormat();
  const columns = useMemo<GridColumn<TimelineEntry>[]>(
    () => [
      { id: 'at', label: 'When', width: 136, minWidth: 132, cell: (row) => momentText(row.at, format) },
      {
        id: 'field',
        label: 'What',
        width: 136,
        minWidth: 126,
        cell: (row) => {
          const { label, Icon } = looks[row.field];
          return (
            <span className={classes.what}>
              <Icon size={15} stroke={1.6} aria-hidden />
              {label}
            </span>
          );
        },
      },
      {
        id: 'change',
        label: 'Change',
        width: 240,
        minWidth: 170,
        cell: (row) => <Change entry={row} format={format} />,
        title: (row) => [row.old, row.new].filter((value) => value !== null).join(' → '),
      },
      {
        id: 'source',
        label: 'Known from',
        width: 260,
        minWidth: 220,
        cell: (row) => <span className={classes.source}>{sourceText(row, format)}</span>,
        title: (row) => sourceText(row, format),
      },
    ],
    [format],
  );
  return (
    <Card
      title="Timeline"
      caption={`${counted(entries.length, format.count(entries.length), 'entry', 'entries')}, oldest first`}
      flush
    >
      {entries.length === 0 ? (
        <EmptyState title="No change is on record" hint="A stage history export brings the changes." />
      ) : (
        <VirtualGrid
          flat
          label="Changes of the deal"
          columns={columns}
          count={entries.length}
          rowAt={(index) => entries[index]}
          rowHeight={36}
          height={Math.min(entries.length, mostRows) * 36 + 36}
        />
      )}
    </Card>
  );
}

function Change({ entry, format }: { entry: TimelineEntry; format: Formatters }) {
  const before = entry.old === null ? null : shown(entry.old, entry.field, format);
  const after = entry.new === null ? '' : shown(entry.new, entry.field, format);
  return (
    <span className={classes.change}>
      {before !== null && (
        <>
          <span className={classes.before}>{before}</span>
          <IconArrowRight size={13} stroke={1.6} aria-label="to" className={classes.arrow} />
        </>
      )}
      <span className={classes.after}>{after}</span>
    </span>
  );
}

function shown(value: string, field: TimelineEntry['field'], format: Formatters): string {
  if (field === 'amount' && Number.isFinite(Number(value))) return format.money(Number(value));
  if (field === 'expected_close') return format.day(value);
  if (field === 'outcome') return value.charAt(0).toUpperCase() + value.slice(1);
  return value;
}

/** A day, with the time where the moment has one. */
function momentText(at: string, format: Formatters): string {
  const time = at.slice(11, 16);
  return time === '' || time === '00:00' ? format.day(at) : `${format.day(at)}, ${time}`;
}

function sourceText({ file, line, origin }: TimelineEntry, format: Formatters): string {
  if (file === null) return origin;
  return line === null ? `${file}, ${origin}` : `${file} line ${format.count(line)}, ${origin}`;
}
