import { Button, Select, Skeleton } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { Card } from '../../components/card';
import { ErrorState } from '../../components/error-state';
import { Page } from '../../components/page';
import { SaveButton } from '../../components/saved/save-button';
import { SavedList } from '../../components/saved/saved-list';
import { useSaved } from '../../components/saved/use-saved';
import { TableSkeleton } from '../../components/skeletons';
import { isCancelled } from '../../engine-client/errors';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { useAddressValue } from '../../state/use-scope';
import classes from './query.module.css';
import { ResultTable } from './result-table';
import { SchemaPanel } from './schema-panel';
import { runSentence } from './sentence';
import { useSqlRun } from './use-sql-run';

const SqlEditor = lazy(() => import('./sql-editor').then((m) => ({ default: m.SqlEditor })));
const limits = ['100', '1000', '10000', '100000'];

/** Read-only SQL over the tables and metric macros of the workspace. */
export function QueryPage() {
  const format = useFormat();
  const schema = useMetric('sql.schema', {});
  const [asked, setAsked] = useAddressValue('sql');
  const [text, setText] = useState(asked ?? '');
  const [limit, setLimit] = useState('1000');
  const { run, start, cancel } = useSqlRun();
  const { keepAsync } = useSaved('query');
  const isRunning = run.state === 'running';

  // A statement in the address is shown, and run where the page is opened with it.
  const isRun = useRef(false);
  useEffect(() => {
    if (asked === null) return;
    setText(asked);
    if (!isRun.current) void start(asked, 1000);
    isRun.current = true;
  }, [asked, start]);

  const go = () => {
    if (text.trim() === '') return;
    isRun.current = true;
    setAsked(text);
    void start(text, Number(limit));
  };
  return (
    <Page question="What does the workspace say in SQL?" answer={runSentence(run, format)} full>
      <div className={classes.page}>
        {schema.data ? (
          <SchemaPanel
            schema={schema.data}
            onUse={setText}
            saved={
              <SavedList
                kind="query"
                nothing="No query is saved yet. Save keeps the one in the editor in the workspace."
                onOpen={(item) => setText(item.content)}
              />
            }
          />
        ) : (
          <aside className={classes.panel}>
            <TableSkeleton rows={10} />
          </aside>
        )}
        <div className={classes.work}>
          <Card>
            <Suspense fallback={<Skeleton height={180} radius={6} />}>
              <SqlEditor text={text} schema={schema.data} onChange={setText} onRun={go} />
            </Suspense>
            <div className={classes.tools}>
              <Button
                size="xs"
                leftSection={<IconPlayerPlay size={14} stroke={1.8} />}
                disabled={isRunning || text.trim() === ''}
                onClick={go}
              >
                Run
              </Button>
              <Button
                size="xs"
                variant="default"
                leftSection={<IconPlayerStop size={14} stroke={1.8} />}
                disabled={!isRunning}
                onClick={cancel}
              >
                Cancel
              </Button>
              <Select
                size="xs"
                w={150}
                aria-label="Rows at most"
                data={limits.map((value) => ({
                  value,
                  label: `${format.count(Number(value))} rows at most`,
                }))}
                value={limit}
                allowDeselect={false}
                onChange={(value) => setLimit(value ?? '1000')}
                comboboxProps={{ shadow: 'md' }}
              />
              <SaveButton
                label="Save"
                disabled={text.trim() === ''}
                onSave={(name) => keepAsync({ name, content: text })}
              />
              <span className={classes.hint}>Read-only. Ctrl or ⌘ Enter runs.</span>
            </div>
          </Card>
          <div className={classes.result}>
            {run.state === 'failed' && !isCancelled(run.error) ? (
              <Card>
                <ErrorState error={run.error} title="The statement was not run to its end" />
              </Card>
            ) : run.state === 'done' ? (
              <ResultTable result={run.result} />
            ) : isRunning ? (
              <Card>
                <TableSkeleton rows={8} />
              </Card>
            ) : null}
          </div>
        </div>
      </div>
    </Page>
  );
}
