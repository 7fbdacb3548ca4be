import { Button } from '@mantine/core';
import { Card } from '../../components/card';
import { ProgressPanel } from '../../components/progress-panel';
import classes from './start-page.module.css';
import type { Opening } from './use-open-workspace';

const task = 'Generating the sample';

/** A generated company, so that every page can be seen before any file is at hand. */
export function TrySample({ opening }: { opening: Opening }) {
  if (opening.task === task) {
    return <ProgressPanel title={task} progress={opening.progress} onCancel={opening.cancel} />;
  }
  return (
    <Card title="Try the sample">
      <p className={classes.text}>
        A generated pipeline of 6,000 deals with teams, seasons, slipped dates and reopened deals. The same
        seed gives the same deals.
      </p>
      <div className={classes.actions}>
        <Button
          size="xs"
          variant="default"
          disabled={opening.task !== null}
          onClick={() =>
            void opening.open(task, (engine, options) => engine.call('workspace.openSample', {}, options))
          }
        >
          Try the sample
        </Button>
      </div>
    </Card>
  );
}
