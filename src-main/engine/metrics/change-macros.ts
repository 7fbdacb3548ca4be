import { filled } from '#engine/query/filled';
import { narrowFields } from '#shared/model/fields';
import changeDatesSql from './sql/change-dates.sql?raw';
import changeGrossSql from './sql/change-gross.sql?raw';
import changeLegsSql from './sql/change-legs.sql?raw';
import changePathSql from './sql/change-path.sql?raw';
import changePathNarrowSql from './sql/change-path-narrow.sql?raw';
import changeStepsSql from './sql/change-steps.sql?raw';
import changeStepsNarrowSql from './sql/change-steps-narrow.sql?raw';
import changesSql from './sql/changes.sql?raw';
import moverSql from './sql/mover.sql?raw';
import pushSql from './sql/push.sql?raw';
import slippageSql from './sql/slippage.sql?raw';
import slippageDealSql from './sql/slippage-deal.sql?raw';
import slippageDealNarrowSql from './sql/slippage-deal-narrow.sql?raw';

const stateColumns = [
  '@.amount AS amount',
  '@.owner AS owner',
  '@.outcome AS outcome',
  '@.stage_id AS stage_id',
  '@.stage AS stage',
  '@.expected_close AS expected_close',
  "CASE WHEN @.outcome <> 'open' THEN weir_step.last.closed_at END AS closed_at",
  'CASE WHEN weir_step.last.entered_at <= @.from_at THEN weir_step.last.entered_at END AS stage_entered_at',
  "CASE WHEN @.amount IS NOT NULL THEN coalesce(weir_step.last.amount_origin, 'amount') END AS amount_origin",
];

/** `changed` leaves out lives that ended up to the first day, which are most. */
const wide = {
  narrow: '',
  life: 'life',
  open_on: 'life(day)',
  expected_close: 'o.expected_close',
  is_open: "o.outcome = 'open'",
  changed: "(o.outcome = 'open' OR o.settled_at >= weir.until(from_day))",
  changed_path: 'change_path',
};

/** `before` and `after` are what replaces the columns of a deal; `last` keeps those of the last day. */
const stepped = {
  ...wide,
  last: ", 'last': {'closed_at': o.closed_at, 'entered_at': o.stage_entered_at, 'amount_origin': o.amount_origin}",
  before: stateOf('before'),
  after: stateOf('after'),
};

/** Knows no close dates, and no window of them. */
const narrow = {
  narrow: '_narrow',
  life: 'narrow_life_at',
  open_on: 'open_life(day)',
  expected_close: 'NULL',
  is_open: 'o.fate = 3',
  changed: 'o.settled >= weir.until_tick(from_day)',
  changed_path: 'changed_path_narrow',
};

/** Between the two days as one move, or each change that was recorded between them for itself. */
const net = {
  each: '',
  said: '',
  moved: 'change_path',
  life_of_leg: "CASE WHEN leg['bucket'] = 'start' THEN start_life ELSE life END",
};
const ofStep = {
  each: '_of_step',
  said: ', of each change that was recorded between the days',
  moved: 'change_step',
  life_of_leg: 'life',
};

/** Planning takes longer the more columns there are: those that a filter or breakdown can name. */
const fields = narrowFields.map((field) => `o.${field}`).join(', ');

/** All lives that count on a day, and those alone that were not the same on both. */
const narrowPaths = [
  { name: 'change_path_narrow', which: 'changed after the first day or are open', among: '' },
  {
    name: 'changed_path_narrow',
    which: 'changed between the days',
    among: `
        AND o.key IN (
            SELECT key FROM weir.past_state WHERE to_at >= weir.until(from_day) AND to_at < weir.until(to_day)
            UNION ALL
            -- Or had its first state or began.
            SELECT key
            FROM weir.narrow_life
            WHERE settled >= weir.until_tick(from_day) AND greatest(known, stage_known) >= weir.until_tick(from_day)
        )`,
  },
];

/** Columns of a deal as it was before or after a change. */
function stateOf(side: 'before' | 'after'): string {
  return stateColumns.map((column) => column.replaceAll('@', `weir_step.${side}`)).join(',\n        ');
}

/** The macros of changes and slippage, in the order that they have to be made. */
export const changeMacros: readonly string[] = [
  changeLegsSql,
  changePathSql,
  ...narrowPaths.map((parts) => filled(changePathNarrowSql, { ...parts, fields })),
  filled(changeStepsSql, stepped),
  filled(changeStepsNarrowSql, { fields }),
  changeDatesSql,
  pushSql,
  slippageDealSql,
  filled(slippageDealNarrowSql, { fields }),
  ...[wide, narrow].flatMap((parts) => [
    ...[net, ofStep].map((moved) => filled(changesSql, { ...parts, ...moved })),
    ...[changeGrossSql, slippageSql, moverSql].map((sql) => filled(sql, parts)),
  ]),
];
