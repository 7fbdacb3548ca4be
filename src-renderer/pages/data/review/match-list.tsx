import { Button } from '@mantine/core';
import { IconArrowRight, IconCheck, IconLink } from '@tabler/icons-react';
import type { Mapping } from '#shared/model/mapping';
import { useFormat } from '../../../state/use-format';
import { counted } from '../words';
import classes from './match-list.module.css';
import type { NearMatch } from './near-matches';

type Props = {
  matches: readonly NearMatch[];
  disabled: boolean;
  onCorrect: (file: string, change: Mapping) => void;
};

/** Values that are almost the ones of a joined file: take them as the same, or leave them apart. */
export function MatchList({ matches, disabled, onCorrect }: Props) {
  const format = useFormat();
  if (matches.length === 0) return null;
  const answer = (match: NearMatch, to: string | null) =>
    onCorrect(match.file, { matches: { [match.field]: { [match.value]: to } } });
  return (
    <section className={classes.list} aria-label="Values that nearly match">
      {matches.map((match) => (
        <div
          key={`${match.file} ${match.field} ${match.value}`}
          className={classes.item}
          data-accepted={match.accepted || undefined}
        >
          {match.accepted ? (
            <IconCheck size={18} stroke={1.8} aria-hidden className={classes.icon} />
          ) : (
            <IconLink size={18} stroke={1.7} aria-hidden className={classes.icon} />
          )}
          <div className={classes.text}>
            <p className={classes.message}>
              <code>{match.value}</code>
              <IconArrowRight size={14} aria-label="to" />
              <code>{match.suggestion}</code>
            </p>
            <p className={classes.where}>
              {match.accepted
                ? `${counted(match.rows, format.count(match.rows), 'row')} of ${match.file} now read as ${match.suggestion}.`
                : `${counted(match.rows, format.count(match.rows), 'row')} of ${match.file} ${match.rows === 1 ? 'names' : 'name'} a ${match.field} that no joined file has.`}
            </p>
          </div>
          {match.accepted ? (
            <Button size="xs" variant="default" disabled={disabled} onClick={() => answer(match, null)}>
              Take back
            </Button>
          ) : (
            <>
              <Button size="xs" disabled={disabled} onClick={() => answer(match, match.suggestion)}>
                Treat as the same
              </Button>
              <Button size="xs" variant="default" disabled={disabled} onClick={() => answer(match, null)}>
                Leave apart
              </Button>
            </>
          )}
        </div>
      ))}
    </section>
  );
}
