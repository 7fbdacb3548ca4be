import { Skeleton } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { lazy, Suspense, useRef, useState } from 'react';
import { Card } from '../../components/card';
import { ErrorState } from '../../components/error-state';
import { Page } from '../../components/page';
import { SavedList } from '../../components/saved/saved-list';
import { TableSkeleton } from '../../components/skeletons';
import { isCancelled } from '../../engine-client/errors';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { ExampleList } from './example-list';
import classes from './query.module.css';
import { ResultCard } from './result-card';
import { RunProgress } from './run-progress';
import { SchemaPanel } from './schema-panel';
import { runSentence } from './sentence';
import type { EditorHandle } from './sql-editor';
import { StatementTools } from './statement-tools';
import { useStatement } from './use-statement';

const SqlEditor = lazy(() => import('./sql-editor').then((m) => ({ default: m.SqlEditor })));

/** Read-only SQL over the tables and metric macros of the workspace. */
export function QueryPage() {
  const format = useFormat();
  const schema = useMetric('sql.schema', {});
  const statement = useStatement();
  const { text, setText, run, wrong, go, cancel } = statement;
  const editor = useRef<EditorHandle>(null);
  const [opened, setOpened] = useState('');
  useWindowEvent('keydown', (event) => {
    if (event.key === 'Escape' && run.state === 'running') cancel();
  });
  return (
    <Page question="What does the workspace say in SQL?" answer={runSentence(run, format)} full>
      <div className={classes.page}>
        {schema.data ? (
          <SchemaPanel
            schema={schema.data}
            onUse={setText}
            onInsert={(name) => editor.current?.insert(name)}
            saved={
              <SavedList
                kind="query"
                nothing="No query is saved yet. Save keeps the one in the editor in the workspace."
                onOpen={(item) => {
                  setText(item.content);
                  setOpened(item.name);
                }}
              />
            }
          />
        ) : (
          <aside className={classes.panel} aria-label="What can be queried">
            {schema.isError ? (
              <ErrorState error={schema.error} onRetry={() => void schema.refetch()} />
            ) : (
              <TableSkeleton rows={10} />
            )}
          </aside>
        )}
        <div className={classes.work}>
          <Card>
            <Suspense fallback={<Skeleton height={92} radius={6} />}>
              <SqlEditor
                ref={editor}
                text={text}
                schema={schema.data}
                wrong={wrong}
                onChange={setText}
                onRun={() => go(text)}
              />
            </Suspense>
            <StatementTools statement={statement} name={opened} />
          </Card>
          <div className={classes.result}>
            {run.state === 'failed' && !isCancelled(run.error) ? (
              <ErrorState error={run.error} title="The statement was not run to its end" />
            ) : null}
            {run.state === 'done' ? <ResultCard result={run.result} /> : null}
            {run.state === 'running' ? <RunProgress progress={statement.progress} /> : null}
            {run.state === 'none' && schema.data ? (
              <Card
                title="Start from an example"
                caption="Or from a metric on the left, which says what its numbers mean."
              >
                <ExampleList examples={schema.data.examples} onUse={go} />
              </Card>
            ) : null}
          </div>
        </div>
      </div>
    </Page>
  );
}
