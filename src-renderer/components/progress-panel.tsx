import { Progress as Bar, Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Progress } from '#shared/contract/methods';
import { useFormat } from '../state/use-format';
import classes from './progress-panel.module.css';

type Props = {
  title: string;
  progress: Progress | null;
  /** What is worked on: names and sizes. */
  detail?: ReactNode;
  onCancel?: () => void;
  /** Inside a card: without a frame of its own. */
  plain?: boolean;
};

/** What is being done, how far it is, and a way to stop it. */
export function ProgressPanel({ title, progress, detail, onCancel, plain = false }: Props) {
  const format = useFormat();
  const share = progress?.fraction ?? null;
  const step = progress?.step ?? '';
  return (
    <section className={plain ? undefined : classes.panel} aria-label={title}>
      <div className={classes.head}>
        <p className={classes.title}>{title}</p>
        {onCancel && (
          <Button size="xs" variant="default" onClick={onCancel}>
            Cancel
          </Button>
        )}
      </div>
      <Bar.Root size={8} radius={4}>
        <Bar.Section
          value={share === null ? 100 : share * 100}
          animated={share === null}
          striped={share === null}
          color="var(--open)"
          aria-label={title}
        />
      </Bar.Root>
      <div className={classes.foot} aria-live="polite">
        <span>{step === title ? '' : step}</span>
        <span className="tabular">{share === null ? '' : format.percent(share)}</span>
      </div>
      {detail && <div className={classes.detail}>{detail}</div>}
    </section>
  );
}
