import { ErrorState } from '../../components/error-state';
import { Page } from '../../components/page';
import { ProgressPanel } from '../../components/progress-panel';
import { DropZone } from '../data/drop-zone';
import { useImportFiles, useImportSession } from '../data/use-import-session';
import { NewWorkspace } from './new-workspace';
import { RecentWorkspaces } from './recent-workspaces';
import classes from './start-page.module.css';
import { TrySample } from './try-sample';
import { useOpenWorkspace } from './use-open-workspace';

/** The way in: drop files, open what was open before, make something new, or try the sample. */
export function StartPage() {
  const session = useImportSession();
  const importFiles = useImportFiles();
  const opening = useOpenWorkspace();
  return (
    <Page question="Start" answer="Drop the files your CRM exported, or open a workspace.">
      <div className={classes.stack}>
        {session.error !== null && <ErrorState error={session.error} title="The files could not be read" />}
        {opening.error !== null && <ErrorState error={opening.error} />}
        {session.phase === 'reading' ? (
          <ProgressPanel
            title={session.progress?.step ?? 'Reading'}
            progress={session.progress}
            onCancel={session.cancel}
          />
        ) : (
          <DropZone
            title="Drop your exports here"
            hint="Deals, stage history, activities, accounts, products, owners: CSV, Excel, JSON or ZIP from any CRM. They stay on this machine, in one workspace file of your own."
            onFiles={importFiles}
          />
        )}
        <div className={classes.columns}>
          <RecentWorkspaces opening={opening} />
          <div className={classes.ways}>
            <TrySample opening={opening} />
            <NewWorkspace opening={opening} />
          </div>
        </div>
      </div>
    </Page>
  );
}
