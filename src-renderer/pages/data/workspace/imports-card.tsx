import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import type { ImportRecord } from '#shared/results/workspace';
import { Card } from '../../../components/card';
import { EmptyState } from '../../../components/empty-state';
import { ShowAll } from '../../../components/show-all';
import { useFormat } from '../../../state/use-format';
import { counted, kindLabels, systemLabel } from '../words';
import classes from './imports-card.module.css';

type Props = { imports: readonly ImportRecord[]; onUndo: (importId: number) => void; disabled: boolean };

/** Every import, newest first. The newest can be undone, so that what was before comes back exactly. */
export function ImportsCard({ imports, onUndo, disabled }: Props) {
  const newestFirst = [...imports].sort((a, b) => b.id - a.id);
  return (
    <Card title="Imports" caption="Undo takes out exactly what an import brought." flush>
      {newestFirst.length === 0 ? (
        <EmptyState title="Nothing was imported yet" />
      ) : (
        <ul className={classes.list}>
          {newestFirst.map((record) => (
            <ImportRow key={record.id} record={record} onUndo={onUndo} disabled={disabled} />
          ))}
        </ul>
      )}
    </Card>
  );
}

/** Files of one import that are listed at once, such as those of a folder of weekly exports. */
const mostFiles = 8;

type RowProps = { record: ImportRecord; onUndo: (importId: number) => void; disabled: boolean };

function ImportRow({ record, onUndo, disabled }: RowProps) {
  const format = useFormat();
  const [all, setAll] = useState(false);
  const files = all ? record.files : record.files.slice(0, mostFiles);
  const time = new Intl.DateTimeFormat(format.locale, { hour: '2-digit', minute: '2-digit' });
  return (
    <li className={classes.row}>
      <div className={classes.when}>
        <span className={classes.day}>{format.day(record.importedAt)}</span>
        <span className={classes.time}>{time.format(new Date(record.importedAt))}</span>
        <span className={classes.time}>{systemsOf(record)}</span>
        {record.snapshotDate && (
          <span className={classes.time}>Exported {format.day(record.snapshotDate)}</span>
        )}
      </div>
      <div className={classes.files}>
        <ul className={classes.fileList}>
          {files.map((file) => (
            <li key={file.name} className={classes.file}>
              <span className={classes.name} title={file.name}>
                {file.name}
              </span>
              <span className={classes.kind}>{kindLabels[file.kind]}</span>
              <span className={classes.rows}>
                {counted(file.rowsLoaded, format.count(file.rowsLoaded), 'row')}
                {file.rowsRejected > 0 && (
                  <span className={classes.rejected}> · {format.count(file.rowsRejected)} rejected</span>
                )}
              </span>
            </li>
          ))}
        </ul>
        <ShowAll shown={mostFiles} total={record.files.length} all={all} onToggle={() => setAll(!all)} />
      </div>
      <Button
        size="compact-xs"
        variant="default"
        disabled={disabled}
        leftSection={<IconArrowBackUp size={14} />}
        onClick={() => onUndo(record.id)}
      >
        Undo import
      </Button>
    </li>
  );
}

function systemsOf(record: ImportRecord): string {
  return [...new Set(record.files.map((file) => systemLabel(file.system)))].join(', ');
}
