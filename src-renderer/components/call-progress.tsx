import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import type { MethodName } from '#shared/contract/methods';
import { useRunningCall } from '../state/call-progress';
import classes from './call-progress.module.css';
import { ProgressPanel } from './progress-panel';

type CallProgressProps = {
  method: MethodName;
  /** What is being done. */
  title: string;
  /** Inside a card: without a frame of its own. */
  plain?: boolean;
  /** Stands here while nothing is told. */
  children?: ReactNode;
};

/** After a second of waiting: how far a question is, and a way to stop it; when it was stopped, a way to ask again. */
export function CallProgress({ method, title, plain = false, children = null }: CallProgressProps) {
  const client = useQueryClient();
  const call = useRunningCall(method);
  const isRunning = call !== undefined;
  const [isSlow, setSlow] = useState(false);
  const [isStopped, setStopped] = useState(false);
  useEffect(() => {
    if (!isRunning) return setSlow(false);
    setStopped(false);
    const timer = setTimeout(() => setSlow(true), 1000);
    return () => clearTimeout(timer);
  }, [isRunning]);
  if (call && isSlow) {
    const stop = () => {
      setStopped(true);
      void client.cancelQueries({ queryKey: [method] });
    };
    return (
      <div className={plain ? undefined : classes.framed}>
        <ProgressPanel title={title} progress={call.progress} onCancel={stop} plain={plain} />
      </div>
    );
  }
  if (!isRunning && isStopped) {
    const again = () => void client.refetchQueries({ queryKey: [method], type: 'active' });
    return (
      <div className={plain ? classes.stopped : `${classes.stopped} ${classes.framed}`}>
        <span>Stopped.</span>
        <Button size="xs" variant="default" onClick={again}>
          Ask again
        </Button>
      </div>
    );
  }
  return <>{children}</>;
}
