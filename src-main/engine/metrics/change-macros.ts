import changeLegsSql from './sql/change-legs.sql?raw';
import changesSql from './sql/changes.sql?raw';
import slippageSql from './sql/slippage.sql?raw';

const due = 'weir.is_due(o.expected_close, close_from, close_to)';

/** The close date a deal had while it was open last decides; closing sets it to the day it closed. */
const wide = {
  narrow: '',
  life: 'life',
  key_of: 'weir.key_of',
  is_open: "o.outcome = 'open'",
  fate: "CASE o.outcome WHEN 'won' THEN 1 WHEN 'lost' THEN 2 ELSE 3 END",
  known: 'weir.tick(o.known_from)',
  closed: 'weir.tick(o.closed_at)',
  due,
  last_due: `CASE WHEN o.outcome = 'open' OR (close_from IS NULL AND close_to IS NULL) THEN ${due}
            ELSE weir.is_due(coalesce(l.expected_close, o.expected_close), close_from, close_to) END`,
  open_last: 'LEFT JOIN weir.open_last(from_day, to_day) AS l ON l.key = o.key',
};

const narrow = {
  ...wide,
  narrow: '_narrow',
  life: 'narrow_life_at',
  is_open: 'o.fate = 3',
  fate: 'o.fate',
  known: 'o.known',
  closed: 'o.closed',
  due: 'true',
  last_due: 'true',
  open_last: '',
};

/** The macros of changes and slippage, in the order that they have to be made. */
export const changeMacros: readonly string[] = [
  changeLegsSql,
  ...[wide, narrow].map((parts) =>
    Object.entries(parts).reduce(
      (text, [name, part]) => text.replaceAll(`{{${name}}}`, () => part),
      changesSql,
    ),
  ),
  slippageSql,
];
