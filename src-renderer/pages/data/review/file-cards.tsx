import {
  IconAlertTriangle,
  IconArrowsExchange,
  IconBox,
  IconBuilding,
  IconCalendarEvent,
  IconCheck,
  IconCoins,
  IconHistory,
  IconInfoCircle,
  IconTarget,
  IconUserPlus,
  IconUsers,
} from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import type { FileKind } from '#shared/model/fields';
import type { FileReport } from '#shared/results/workspace';
import { useFormat } from '../../../state/use-format';
import { bytesText } from '../bytes';
import { counted, formatText, kindLabels } from '../words';
import classes from './file-cards.module.css';
import { verdictOf } from './file-verdict';
import { isPassedOver } from './review-report';

type Props = {
  files: readonly FileReport[];
  selected: string;
  onSelect: (file: string) => void;
};

const icons: Record<FileKind, typeof IconCoins> = {
  opportunities: IconCoins,
  'stage-history': IconHistory,
  activities: IconCalendarEvent,
  accounts: IconBuilding,
  products: IconBox,
  owners: IconUsers,
  leads: IconUserPlus,
  targets: IconTarget,
  rates: IconArrowsExchange,
};

/** One card a file: what it was recognised as, how surely and why. Arrow keys move between them. */
export function FileCards({ files, selected, onSelect }: Props) {
  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = files.findIndex((file) => file.file === selected);
    const next = files[(at + step + files.length) % files.length];
    if (!next) return;
    onSelect(next.file);
    event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[files.indexOf(next)]?.focus();
  }

  return (
    <div className={classes.cards} role="tablist" aria-label="Files" onKeyDown={onKeyDown}>
      {files.map((file) => (
        <FileCard
          key={file.file}
          file={file}
          selected={file.file === selected}
          onSelect={() => onSelect(file.file)}
        />
      ))}
    </div>
  );
}

function FileCard({
  file,
  selected,
  onSelect,
}: {
  file: FileReport;
  selected: boolean;
  onSelect: () => void;
}) {
  const format = useFormat();
  const KindIcon = icons[file.kind];
  return (
    <button
      type="button"
      role="tab"
      id={tabId(file.file)}
      aria-selected={selected}
      aria-controls={panelId}
      tabIndex={selected ? 0 : -1}
      className={classes.card}
      onClick={onSelect}
    >
      <span className={classes.top}>
        <KindIcon size={16} stroke={1.6} aria-hidden className={classes.icon} />
        <span className={classes.file} title={file.file}>
          {ownName(file)}
        </span>
      </span>
      <span className={classes.kind}>
        {isPassedOver(file) ? file.systemLabel : kindLabels[file.kind]}
        {file.system !== 'generic' && !isPassedOver(file) && (
          <span className={classes.system}>{file.systemLabel}</span>
        )}
      </span>
      <span className={classes.facts} title={writtenAs(file)}>
        {counted(file.rowsRead, format.count(file.rowsRead), 'row')} · {bytesText(file.bytes, format.locale)}
        <br />
        {writtenAs(file)}
      </span>
      <span className={classes.reason} title={file.reason}>
        <span className={classes.sure} data-low={file.confidence < 0.7 || undefined}>
          {format.percent(file.confidence)} sure
        </span>{' '}
        {file.reason}
      </span>
      <FileVerdict file={file} />
    </button>
  );
}

const verdictIcons = {
  ask: IconAlertTriangle,
  good: IconCheck,
  known: IconCheck,
  note: IconInfoCircle,
} as const;

function FileVerdict({ file }: { file: FileReport }) {
  const format = useFormat();
  const { tone, text } = verdictOf(file, format);
  const ToneIcon = verdictIcons[tone];
  return (
    <span className={classes.verdict} data-tone={tone}>
      <ToneIcon size={14} aria-hidden />
      {text}
    </span>
  );
}

/** The name without the way through archives and folders, which the card tells below. */
function ownName({ file, container }: FileReport): string {
  if (container.length === 0) return file;
  return file.split(' › ').at(-1)?.split('/').at(-1) ?? file;
}

/** How the file is written: where it was taken out of, or its format. */
function writtenAs(file: FileReport): string {
  return file.container.length > 0 ? `From ${file.container.join(' › ')}` : formatText(file);
}

export const panelId = 'import-file';

export function tabId(file: string): string {
  return `import-file-${encodeURIComponent(file)}`;
}
