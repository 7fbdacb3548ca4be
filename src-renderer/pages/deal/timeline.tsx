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

/** How the engine came to know of a change, in words. */
const origins: Record<string, string> = {
  log: 'Stage history',
  date: 'Stage date',
  created: 'Creation date',
  closed: 'Closing date',
  guess: 'Inferred',
  seen: 'State when exported',
  snapshot: 'List of that day',
  activity: 'Activity',
};

const mostRows = 16;

/** Every change of the deal, oldest first, with the line of the file that says so. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  const format = useFormat();
  const columns = useMemo<GridColumn<TimelineEntry>[]>(
    () => [
      {
        id: 'at',
        label: 'When',
        width: 116,
        minWidth: 116,
        cell: (row) => <TwoLines first={format.day(row.at)} second={timeText(row.at)} />,
      },
      {
        id: 'field',
        label: 'What',
        width: 140,
        minWidth: 134,
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
        width: 280,
        minWidth: 200,
        cell: (row) => <Change entry={row} format={format} />,
        title: (row) => [row.old, row.new].filter((value) => value !== null).join(' › '),
      },
      {
        id: 'source',
        label: 'Known from',
        width: 220,
        minWidth: 180,
        cell: (row) => <TwoLines first={originText(row)} second={placeText(row)} />,
        title: (row) => `${originText(row)} ${placeText(row)}`.trim(),
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
          rowHeight={44}
          height={Math.min(entries.length, mostRows) * 44 + 36}
        />
      )}
    </Card>
  );
}

function Change({ entry, format }: { entry: TimelineEntry; format: Formatters }) {
  if (entry.field === 'activity') return <Activity entry={entry} />;
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

/** An activity has its type where other entries have what was before. */
function Activity({ entry: { old: type, new: subject } }: { entry: TimelineEntry }) {
  return (
    <span className={classes.change}>
      {type !== null && type !== subject && <span className={classes.kind}>{type}</span>}
      <span className={classes.after}>{subject}</span>
    </span>
  );
}

function shown(value: string, field: TimelineEntry['field'], format: Formatters): string {
  if (field === 'amount' && Number.isFinite(Number(value))) return format.money(Number(value));
  if (field === 'expected_close') return format.day(value);
  if (field === 'outcome') return value.charAt(0).toUpperCase() + value.slice(1);
  return value;
}

/** The time of a moment that has one. */
function timeText(at: string): string {
  const time = at.slice(11, 16);
  return time === '00:00' ? '' : time;
}

function originText({ origin }: TimelineEntry): string {
  return origins[origin] ?? origin;
}

/** The line first: it stays when a long file name is cut short. */
function placeText({ file, line }: TimelineEntry): string {
  if (file === null) return '';
  return line === null ? file : `Line ${line} of ${file}`;
}

function TwoLines({ first, second }: { first: string; second: string }) {
  return (
    <span className={classes.lines}>
      <span>{first}</span>
      {second !== '' && <span className={classes.second}>{second}</span>}
    </span>
  );
}
