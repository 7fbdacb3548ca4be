import { Button } from '@mantine/core';
import { IconCheck, IconLink, IconLinkOff } from '@tabler/icons-react';
import type { Mapping } from '#shared/model/mapping';
import { useFormat } from '../../../state/use-format';
import { counted } from '../words';
import classes from './match-list.module.css';
import type { NearMatch } from './near-matches';

type Props = {
  matches: readonly NearMatch[];
  corrections: Record<string, Mapping>;
  disabled: boolean;
  onCorrect: (file: string, change: Mapping) => void;
};

type Answer = 'open' | 'same' | 'apart';

const icons = { open: IconLink, same: IconCheck, apart: IconLinkOff } as const;

/** Values that are almost those of a joined file: take them as the same, or leave them apart. */
export function MatchList({ matches, corrections, disabled, onCorrect }: Props) {
  if (matches.length === 0) return null;
  return (
    <section className={classes.list} aria-label="Values that nearly match">
      {matches.map((match) => (
        <MatchRow
          key={`${match.file} ${match.field} ${match.value}`}
          match={match}
          answer={answerOf(match, corrections[match.file])}
          disabled={disabled}
          onAnswer={(to) => onCorrect(match.file, { matches: { [match.field]: { [match.value]: to } } })}
        />
      ))}
    </section>
  );
}

function answerOf({ field, value }: NearMatch, corrected: Mapping | undefined): Answer {
  const to = corrected?.matches?.[field]?.[value];
  if (to === undefined) return 'open';
  return to === null ? 'apart' : 'same';
}

type RowProps = {
  match: NearMatch;
  answer: Answer;
  disabled: boolean;
  onAnswer: (to: string | null) => void;
};

function MatchRow({ match, answer, disabled, onAnswer }: RowProps) {
  const format = useFormat();
  const { value, suggestion, field } = match;
  const StateIcon = icons[answer];
  const rows = `${counted(match.rows, format.count(match.rows), 'row')} of ${match.file}`;
  const said = {
    open: `${rows} ${match.rows === 1 ? 'names' : 'name'} a ${field} that no joined file has.`,
    same: `${rows} ${match.rows === 1 ? 'is' : 'are'} joined as ${suggestion}.`,
    apart: `${rows} ${match.rows === 1 ? 'stays' : 'stay'} unmatched.`,
  }[answer];
  return (
    <div className={classes.item} data-answer={answer}>
      <StateIcon size={18} stroke={1.7} aria-hidden className={classes.icon} />
      <div className={classes.text}>
        <p className={classes.message}>
          Is <b>{value}</b> the same {field} as <b>{suggestion}</b>?
        </p>
        <p className={classes.where}>{said}</p>
      </div>
      {answer !== 'same' && (
        <Button
          size="xs"
          variant={answer === 'open' ? 'filled' : 'default'}
          disabled={disabled}
          onClick={() => onAnswer(suggestion)}
        >
          Treat as the same
        </Button>
      )}
      {answer !== 'apart' && (
        <Button size="xs" variant="default" disabled={disabled} onClick={() => onAnswer(null)}>
          Leave apart
        </Button>
      )}
    </div>
  );
}
