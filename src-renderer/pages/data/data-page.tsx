import { Card } from '../../components/card';
import { ErrorState } from '../../components/error-state';
import { Page } from '../../components/page';
import { ProgressPanel } from '../../components/progress-panel';
import { TableSkeleton } from '../../components/skeletons';
import { useFormat } from '../../state/use-format';
import { useStatus, useWorkspace } from '../../state/use-workspace';
import { bytesText } from './bytes';
import { answerOf } from './data-answer';
import classes from './data-page.module.css';
import { DropZone } from './drop-zone';
import { ResultPanel } from './result-panel';
import { ReviewPanel } from './review/review-panel';
import { useImportFiles, useImportSession, useSourcesOfAddress } from './use-import-session';
import { useUndoImport } from './workspace/use-undo-import';
import { WorkspaceContents } from './workspace/workspace-contents';

/** Files in, and what came of them: read, correct, check, load, look back, undo. */
export function DataPage() {
  const session = useImportSession();
  useSourcesOfAddress();
  const importFiles = useImportFiles();
  const status = useStatus();
  const { data: workspace } = useWorkspace();
  const format = useFormat();
  const undo = useUndoImport((id) => {
    if (session.result?.import === id) session.dismiss();
  });
  const { phase } = session;
  const reviewing = phase === 'review' && session.report !== null;
  return (
    <Page
      question={
        reviewing ? 'Are these files understood correctly?' : 'What is in this workspace, and how good is it?'
      }
      answer={answerOf(session, status.data, format)}
    >
      {undo.dialog}
      <div className={classes.stack}>
        {phase === 'reading' && (
          <ProgressPanel
            title={session.progress?.step ?? 'Reading'}
            progress={session.progress}
            onCancel={session.cancel}
            detail={session.files
              .map((file) => `${file.name} (${bytesText(file.bytes, format.locale)})`)
              .join(', ')}
          />
        )}
        {phase === 'loading' && (
          <ProgressPanel
            title="Importing"
            progress={session.progress}
            onCancel={session.cancel}
            detail={session.report?.files.map((file) => file.file).join(', ')}
          />
        )}
        {reviewing && session.report && (
          <ReviewPanel report={session.report} session={session} onAdd={importFiles} />
        )}
        {phase === 'done' && session.result && (
          <ResultPanel result={session.result} onUndo={undo.ask} onDismiss={session.dismiss} />
        )}
        {(phase === 'idle' || phase === 'done') && (
          <>
            {session.error !== null && (
              <ErrorState error={session.error} title="The files could not be read" />
            )}
            <DropZone
              compact={(status.data?.opportunities ?? 0) > 0}
              title="Drop the files your CRM exported"
              hint={
                workspace?.sample
                  ? 'They go into a new workspace; the sample stays as it is. CSV, Excel, JSON, Parquet or ZIP: deals, stage history, activities, accounts, products, owners.'
                  : 'CSV, Excel, JSON, Parquet or ZIP: deals, stage history, activities, accounts, products, owners. Drop files that belong together at once.'
              }
              onFiles={importFiles}
            />
            {status.isPending && (
              <Card title="Imports">
                <TableSkeleton rows={5} />
              </Card>
            )}
            {status.isError && <ErrorState error={status.error} onRetry={() => void status.refetch()} />}
            {status.data && status.data.imports.length + status.data.opportunities > 0 && (
              <WorkspaceContents status={status.data} onUndo={undo.ask} undoing={undo.busy} />
            )}
          </>
        )}
      </div>
    </Page>
  );
}
