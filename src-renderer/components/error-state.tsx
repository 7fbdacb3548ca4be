import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { toErrorData } from '#shared/contract/errors';
import classes from './states.module.css';

type ErrorStateProps = {
  error: unknown;
  /** What failed, in words; the error's own message follows. */
  title?: string;
  onRetry?: (() => void) | undefined;
};

/** What happened, what to do, and a way to try again, in the place where it happened. */
export function ErrorState({ error, title, onRetry }: ErrorStateProps) {
  const { code, message, hint } = toErrorData(error);
  return (
    <div className={classes.error} role="alert" data-error-code={code}>
      <IconAlertTriangle size={18} stroke={1.75} aria-hidden="true" className={classes.errorIcon} />
      <div className={classes.errorText}>
        <p className={classes.title}>{title ?? message}</p>
        {title ? <p className={classes.hint}>{message}</p> : null}
        {hint ? <p className={classes.hint}>{hint}</p> : null}
      </div>
      {onRetry ? (
        <Button size="xs" variant="default" className={classes.retry} onClick={onRetry}>
          Try again
        </Button>
      ) : null}
    </div>
  );
}
