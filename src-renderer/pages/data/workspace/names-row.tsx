import { Button } from '@mantine/core';
import { useState } from 'react';
import { type MatchField, valueMatchSchema } from '#shared/model/value-match';
import type { AlikeValues, DataQualityResult, ValueMatch } from '#shared/results/quality';
import { ShowAll } from '../../../components/show-all';
import { fieldLabel, useFields } from '../../../state/use-fields';
import { useWorkspace } from '../../../state/use-workspace';
import { ChangeStatus } from './change-status';
import classes from './findings-card.module.css';
import { NameDeals } from './name-deals';
import { type Changing, useChange } from './use-change';

const mostShown = 6;

/** Names that are probably the same, to be taken as one or left apart; and what was said of others, to be taken back. */
export function NamesRow({ quality }: { quality: DataQualityResult }) {
  const { alike, matches, allKnownOn } = quality;
  const [all, setAll] = useState(false);
  const change = useChange();
  const shown = all ? alike : alike.slice(0, mostShown);
  return (
    <li className={classes.row}>
      <div className={classes.text}>
        <p className={classes.message}>
          {alike.length > 0 ? 'Names that are probably the same' : 'Names that were decided'}
        </p>
        <p className={classes.hint}>
          {alike.length > 0
            ? 'Taken as the same, both count as one on every page. The files stay as they are.'
            : 'This holds for files that come later, too.'}
        </p>
        <ul className={classes.pairs}>
          {shown.map((pair) => (
            <PairRow
              key={`${pair.field} ${pair.value} ${pair.like}`}
              pair={pair}
              asOf={allKnownOn}
              change={change}
            />
          ))}
        </ul>
        <ShowAll shown={mostShown} total={alike.length} all={all} onToggle={() => setAll(!all)} />
        <ChangeStatus change={change} />
        {matches.length > 0 && <SaidList matches={matches} change={change} />}
      </div>
    </li>
  );
}

type PairProps = { pair: AlikeValues; asOf: string; change: Changing };

function PairRow({ pair, asOf, change }: PairProps) {
  const label = fieldLabel(useFields(), pair.field);
  const readOnly = useWorkspace().data?.readOnly === true;
  const field = valueMatchSchema.shape.field.safeParse(pair.field).data;
  const { value, like } = pair;
  return (
    <li className={classes.pair}>
      <span className={classes.field}>{label}</span>
      <NameDeals field={pair.field} value={value} deals={pair.deals} asOf={asOf} />
      <NameDeals field={pair.field} value={like} deals={pair.likeDeals} asOf={asOf} />
      <span className={classes.answers}>
        {field && (
          <>
            <Button
              size="compact-xs"
              variant="default"
              disabled={change.busy || readOnly}
              aria-label={`Same: take ${value} as ${like}`}
              onClick={() => change.make(saying(field, value, like, undefined))}
            >
              Same
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              disabled={change.busy || readOnly}
              aria-label={`Apart: ${value} and ${like}`}
              onClick={() => change.make(saying(field, value, null, undefined))}
            >
              Apart
            </Button>
          </>
        )}
      </span>
    </li>
  );
}

function SaidList({ matches, change }: { matches: readonly ValueMatch[]; change: Changing }) {
  const fields = useFields();
  const [all, setAll] = useState(false);
  const readOnly = useWorkspace().data?.readOnly === true;
  return (
    <>
      <ul className={classes.said} aria-label="Names that were decided">
        {(all ? matches : matches.slice(0, mostShown)).map((match) => (
          <li key={`${match.field} ${match.value}`} className={classes.saying}>
            <span className={classes.field}>{fieldLabel(fields, match.field)}</span>
            <span className={classes.decided}>
              {match.becomes === null ? (
                <>
                  <b>{match.value}</b> is left apart
                </>
              ) : (
                <>
                  <b>{match.value}</b> counts as <b>{match.becomes}</b>
                </>
              )}
              {match.said === 'mapping' && ', by the mapping of its file'}
            </span>
            {(match.said === 'workspace' || match.becomes !== null) && (
              <Button
                size="compact-xs"
                variant="default"
                disabled={change.busy || readOnly}
                aria-label={`Take back what was decided of ${match.value}`}
                onClick={() => change.make(takingBack(match))}
              >
                Take back
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ShowAll shown={mostShown} total={matches.length} all={all} onToggle={() => setAll(!all)} />
    </>
  );
}

/** The change that says `becomes` of a name of which `before` was said; undefined for nothing. */
function saying(
  field: MatchField,
  value: string,
  becomes: string | null | undefined,
  before: string | null | undefined,
): Parameters<Changing['make']>[0] {
  const said =
    becomes === undefined
      ? `${value}: decided no more.`
      : becomes === null
        ? `${value} is left apart.`
        : `${value} counts as ${becomes}.`;
  return {
    run: (engine, options) => engine.call('values.match', { field, value, becomes }, options),
    said,
    undo: (engine, options) => engine.call('values.match', { field, value, becomes: before }, options),
  };
}

/** What a mapping said is overruled; what was said for the workspace is forgotten. */
function takingBack({ field, value, becomes, said }: ValueMatch) {
  return said === 'mapping'
    ? saying(field, value, null, undefined)
    : saying(field, value, undefined, becomes);
}
