import { filled } from '#engine/query/filled';
import changeLegsSql from './sql/change-legs.sql?raw';
import changePathSql from './sql/change-path.sql?raw';
import changePathNarrowSql from './sql/change-path-narrow.sql?raw';
import changeStepsSql from './sql/change-steps.sql?raw';
import changesSql from './sql/changes.sql?raw';
import moverSql from './sql/mover.sql?raw';
import pushSql from './sql/push.sql?raw';
import slippageSql from './sql/slippage.sql?raw';

const priced = ['@.amount AS amount', '@.owner AS owner'];
const staged = [
  '@.outcome AS outcome',
  '@.stage_id AS stage_id',
  '@.stage AS stage',
  '@.expected_close AS expected_close',
  "CASE WHEN @.outcome <> 'open' THEN weir_step.last.closed_at END AS closed_at",
  'CASE WHEN weir_step.last.entered_at <= @.from_at THEN weir_step.last.entered_at END AS stage_entered_at',
  "CASE WHEN @.amount IS NOT NULL THEN coalesce(weir_step.last.amount_origin, 'amount') END AS amount_origin",
];

/**
 * `changed` leaves out lives that ended up to the first day, which are most; `before` and `after` are what replaces the columns of a deal; `last` keeps those of the
 * last day.
 */
const wide = {
  narrow: '',
  life: 'life',
  is_open: "o.outcome = 'open'",
  stage_known: 'weir.tick(o.stage_known_from)',
  changed: "(o.outcome = 'open' OR o.settled_at >= weir.until(from_day))",
  last: ", 'last': {'closed_at': o.closed_at, 'entered_at': o.stage_entered_at, 'amount_origin': o.amount_origin}",
  before: stateOf('before', [...priced, ...staged]),
  after: stateOf('after', [...priced, ...staged]),
};

const narrow = {
  narrow: '_narrow',
  life: 'narrow_life_at',
  is_open: 'o.fate = 3',
  stage_known: 'o.stage_known',
  changed: 'o.settled >= weir.until_tick(from_day)',
  last: '',
  before: stateOf('before', priced),
  after: stateOf('after', priced),
};

/** Columns of a deal as it was before or after a change. */
function stateOf(side: 'before' | 'after', columns: readonly string[]): string {
  return columns.map((column) => column.replaceAll('@', `weir_step.${side}`)).join(',\n        ');
}

/** The macros of changes and slippage, in the order that they have to be made. */
export const changeMacros: readonly string[] = [
  changeLegsSql,
  changePathSql,
  changePathNarrowSql,
  pushSql,
  ...[wide, narrow].flatMap((parts) =>
    [changesSql, changeStepsSql, slippageSql, moverSql].map((sql) => filled(sql, parts)),
  ),
];
