import { Tabs } from '@mantine/core';
import { useState } from 'react';
import type { Mapping } from '#shared/model/mapping';
import type { FileReport } from '#shared/results/workspace';
import { WarningList } from '../../../components/warning-list';
import { useFormat } from '../../../state/use-format';
import { ColumnsTable } from './columns-table';
import { DamageList } from './damage-list';
import { panelId, tabId } from './file-cards';
import classes from './file-detail.module.css';
import { FormatControls } from './format-controls';
import { isNearMatch } from './near-matches';
import { PreviewTable } from './preview-table';
import { RejectsTable } from './rejects-table';
import { RememberedNote } from './remembered-note';
import { TableChoice } from './table-choice';

type Props = {
  file: FileReport;
  disabled: boolean;
  onCorrect: (change: Mapping) => void;
  onForget: (headers: string) => void;
};

/** One file in full: columns, first rows, rejected rows, and how it is read. */
export function FileDetail({ file, disabled, onCorrect, onForget }: Props) {
  const format = useFormat();
  const warnings = file.warnings.filter(
    (warning) => !isNearMatch(warning) && warning.code !== 'mapping-remembered',
  );
  const [chosen, setTab] = useState<string | null>('columns');
  const tab = chosen === 'damage' && file.damage.length === 0 ? 'columns' : chosen;
  return (
    <section className={classes.panel} role="tabpanel" id={panelId} aria-labelledby={tabId(file.file)}>
      <Tabs value={tab} onChange={setTab} keepMounted={false} classNames={{ list: classes.tabs ?? '' }}>
        <Tabs.List>
          <Tabs.Tab value="columns">Columns</Tabs.Tab>
          <Tabs.Tab value="rows">First rows</Tabs.Tab>
          <Tabs.Tab
            value="rejects"
            rightSection={
              file.rowsRejected > 0 ? (
                <span className={classes.count}>{format.count(file.rowsRejected)}</span>
              ) : null
            }
          >
            Rejected rows
          </Tabs.Tab>
          {file.damage.length > 0 && (
            <Tabs.Tab
              value="damage"
              rightSection={<span className={classes.count}>{format.count(file.damage.length)}</span>}
            >
              Damage
            </Tabs.Tab>
          )}
          <Tabs.Tab value="format">How it is read</Tabs.Tab>
          <span className={classes.name}>{file.file}</span>
        </Tabs.List>
        {file.remembered && (
          <RememberedNote remembered={file.remembered} disabled={disabled} onForget={onForget} />
        )}
        {warnings.length > 0 && (
          <div className={classes.warnings}>
            <WarningList warnings={warnings} />
          </div>
        )}
        <Tabs.Panel value="columns">
          <ColumnsTable file={file} onCorrect={onCorrect} />
        </Tabs.Panel>
        <Tabs.Panel value="rows">
          <PreviewTable file={file} />
        </Tabs.Panel>
        <Tabs.Panel value="rejects">
          <RejectsTable file={file} />
        </Tabs.Panel>
        <Tabs.Panel value="damage">
          <DamageList damage={file.damage} />
        </Tabs.Panel>
        <Tabs.Panel value="format">
          <TableChoice file={file} disabled={disabled} onChoose={(table) => onCorrect({ table })} />
          <FormatControls file={file} disabled={disabled} onCorrect={onCorrect} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}
