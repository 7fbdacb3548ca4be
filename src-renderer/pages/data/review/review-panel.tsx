import { Button } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import type { InspectReport } from '#shared/results/workspace';
import { Card } from '../../../components/card';
import { ErrorState } from '../../../components/error-state';
import { useFormat } from '../../../state/use-format';
import { StageList } from '../stage-list';
import { inOrder, type StageItem } from '../stage-order';
import type { useImportSession } from '../use-import-session';
import { counted } from '../words';
import { DecisionList } from './decision-list';
import { FileCards } from './file-cards';
import { FileDetail } from './file-detail';
import { FileList } from './file-list';
import { MappingFileMenu } from './mapping-file-menu';
import { MatchList } from './match-list';
import classes from './review-panel.module.css';
import { openDecisions, rowsToCome, stagesFile } from './review-report';

type Props = {
  report: InspectReport;
  session: ReturnType<typeof useImportSession>;
  onAdd: (files: File[]) => void;
};

/** More files than this are rows of a list. */
const mostCards = 8;

/** What the files were understood as, before anything is loaded: questions first, then files, then stages. */
export function ReviewPanel({ report, session, onAdd }: Props) {
  const [chosen, setChosen] = useState('');
  const file = report.files.find((entry) => entry.file === chosen) ?? report.files[0];
  const stages = useMemo(() => inOrder(report.stages), [report.stages]);
  const decisions = openDecisions(report);
  const { correct } = session;
  const correctFile = useMemo(
    () => (change: Parameters<typeof correct>[1]) => file && correct(file.file, change),
    [file, correct],
  );

  function setStages(next: StageItem[]) {
    const entries = next.map(({ stage, kind, rank }) => [stage, { kind, rank }] as const);
    const at = stagesFile(report);
    if (at) correct(at, { stages: Object.fromEntries(entries) });
  }

  if (!file) return null;
  const Files = report.files.length > mostCards ? FileList : FileCards;
  return (
    <div className={classes.panel} aria-busy={session.changing}>
      <ReviewHeader report={report} session={session} questions={decisions.length} onAdd={onAdd} />
      {session.error !== null && <ErrorState error={session.error} />}
      {session.notice !== null && <Notice session={session} />}
      <DecisionList decisions={decisions} disabled={session.changing} onCorrect={correct} />
      <MatchList
        matches={session.matches}
        corrections={session.corrections}
        disabled={session.changing}
        onCorrect={correct}
      />
      <Files files={report.files} selected={file.file} onSelect={setChosen} />
      <FileDetail file={file} disabled={session.changing} onCorrect={correctFile} onForget={session.forget} />
      {stages.length > 0 && (
        <Card
          title="Stages in the order deals pass them"
          caption="Order and meaning decide every conversion and win rate. Drag, or use the arrows."
          flush
        >
          <StageList stages={stages} onChange={setStages} disabled={session.changing} />
        </Card>
      )}
    </div>
  );
}

/** What was done that the page does not show otherwise, and the way back where there is one. */
function Notice({ session }: Pick<Props, 'session'>) {
  const { notice, forgotten, changing, remember } = session;
  return (
    <p className={classes.notice} role="status">
      {notice}{' '}
      {forgotten && (
        <Button
          size="compact-xs"
          variant="default"
          disabled={changing}
          onClick={() => void remember(forgotten)}
        >
          Undo
        </Button>
      )}
    </p>
  );
}

type HeaderProps = Props & { questions: number };

/** What would happen, and the buttons that make it happen; it stays in view. */
function ReviewHeader({ report, session, questions, onAdd }: HeaderProps) {
  const format = useFormat();
  const input = useRef<HTMLInputElement>(null);
  const { loads, rejected } = rowsToCome(report);
  const files = counted(report.files.length, format.count(report.files.length), 'file');
  return (
    <div className={classes.header}>
      <p className={classes.summary} aria-live="polite">
        {session.changing ? (
          'Reading again with the correction…'
        ) : (
          <>
            <b>{counted(loads, format.count(loads), 'row')}</b> to load
            {rejected > 0 && (
              <>
                {', '}
                <b className={classes.rejected}>{format.count(rejected)}</b> rejected
              </>
            )}
            {questions > 0 && (
              <span className={classes.rejected}>
                {' · '}
                {questions === 1 ? 'one question' : `${questions} questions`} to answer first
              </span>
            )}
          </>
        )}
      </p>
      <label className={classes.date}>
        Exported on
        <input
          type="date"
          value={session.snapshotDate ?? ''}
          disabled={session.changing}
          onChange={(event) => session.setSnapshotDate(event.currentTarget.value || undefined)}
        />
      </label>
      <MappingFileMenu report={report} session={session} />
      <Button size="xs" variant="default" onClick={() => input.current?.click()}>
        Add files
      </Button>
      <Button size="xs" variant="default" onClick={session.discard}>
        Discard
      </Button>
      <Button
        size="xs"
        disabled={session.changing || questions > 0 || loads === 0}
        onClick={() => void session.load()}
      >
        Import {files}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="More files to import"
        onChange={(event) => {
          onAdd([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}
