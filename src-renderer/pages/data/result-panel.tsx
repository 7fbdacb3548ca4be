import { Button } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { ImportReport } from '#shared/results/workspace';
import { WarningList } from '../../components/warning-list';
import { useFormat } from '../../state/use-format';
import classes from './result-panel.module.css';
import { counted, evidenceLabels } from './words';

type Props = { result: ImportReport; onUndo: (importId: number) => void; onDismiss: () => void };

/** What an import brought, and where to go from there. */
export function ResultPanel({ result, onUndo, onDismiss }: Props) {
  const format = useFormat();
  const rejected = result.files.reduce((sum, file) => sum + file.rowsRejected, 0);
  return (
    <section className={classes.panel} aria-label="Import result" role="status">
      <IconCheck size={20} stroke={2} aria-hidden className={classes.icon} />
      <div className={classes.text}>
        <p className={classes.title}>
          {counted(result.opportunities, format.count(result.opportunities), 'deal')} from{' '}
          {counted(result.files.length, format.count(result.files.length), 'file')} imported
        </p>
        <p className={classes.facts}>
          {[
            result.stageEvents > 0
              ? counted(result.stageEvents, format.count(result.stageEvents), 'stage change')
              : null,
            result.activities > 0
              ? counted(result.activities, format.count(result.activities), 'activity', 'activities')
              : null,
            rejected > 0
              ? counted(rejected, format.count(rejected), 'row rejected', 'rows rejected')
              : 'no row rejected',
            `history: ${evidenceLabels[result.evidence].toLowerCase()}`,
          ]
            .filter((fact) => fact !== null)
            .join(' · ')}
        </p>
        <WarningList warnings={result.warnings} />
      </div>
      <Button component={Link} href="/funnel" size="xs">
        Open the funnel
      </Button>
      <Button component={Link} href="/deals" size="xs" variant="default">
        Show the deals
      </Button>
      <Button size="xs" variant="default" onClick={() => onUndo(result.import)}>
        Undo import
      </Button>
      <button type="button" className={classes.close} aria-label="Close" onClick={onDismiss}>
        <IconX size={16} />
      </button>
    </section>
  );
}
