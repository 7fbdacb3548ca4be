import { Button } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import type { Mapping } from '#shared/model/mapping';
import type { Decision } from '#shared/results/workspace';
import classes from './decision-list.module.css';
import { RateAnswer } from './rate-answer';

export type FileDecision = { file: string; decision: Decision };

type Props = {
  decisions: readonly FileDecision[];
  disabled: boolean;
  onCorrect: (file: string, change: Mapping) => void;
};

/** What only the user can know. Each choice is a button that answers at once. */
export function DecisionList({ decisions, disabled, onCorrect }: Props) {
  if (decisions.length === 0) return null;
  return (
    <section className={classes.list} aria-label="Questions to answer">
      {decisions.map(({ file, decision }) => (
        <div
          key={`${file} ${decision.code} ${decision.column ?? ''} ${decision.rate?.currency ?? ''}`}
          className={classes.item}
        >
          <IconHelpCircle size={18} stroke={1.7} aria-hidden className={classes.icon} />
          <div className={classes.text}>
            <p className={classes.message}>{decision.message}</p>
            <p className={classes.where}>
              {file}
              {decision.column ? ` · ${decision.column}` : ''}
            </p>
          </div>
          <div className={classes.choices}>
            {decision.rate && (
              <RateAnswer
                rate={decision.rate}
                disabled={disabled}
                onAnswer={(change) => onCorrect(file, change)}
              />
            )}
            {decision.choices.map((choice) => (
              <Button
                key={choice.value}
                size="xs"
                variant="default"
                disabled={disabled}
                onClick={() => onCorrect(file, choice.map)}
              >
                {choice.label}
              </Button>
            ))}
          </div>
        </div>
      ))}
    </section>
  );
}
