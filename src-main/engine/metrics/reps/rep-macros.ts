import { filled } from '#engine/query/filled';
import repCountSql from '../sql/rep-count.sql?raw';
import repDealSql from '../sql/rep-deal.sql?raw';
import repEntrySql from '../sql/rep-entry.sql?raw';
import repsSql from '../sql/reps.sql?raw';

/** With all fields of the deal as known on the day, for filters by those that the narrow tables do not carry. */
const described = `(
    SELECT e.*, l.* EXCLUDE (key, life, owner, team, pipeline, segment, region, source, product, lead_type)
    FROM entry AS e
    JOIN weir.life(as_of) AS l ON l.key = e.key AND l.life = e.life
)`;

const widths = [
  { narrow: '', entry: described },
  { narrow: '_narrow', entry: 'entry' },
];

/** Deals of a workspace that is looked back at: those that stand as they were, those that changed since, and both. */
const parts = [
  { part: '', entries: 'rep_entry_at' },
  { part: '_told', entries: 'rep_entry_told' },
  { part: '_changed', entries: 'rep_entry_changed' },
];

/** The macros that reps are compared by, in the order that they have to be made. */
export const repMacros: readonly string[] = [
  repsSql,
  repEntrySql,
  ...widths.flatMap((width) => [
    ...parts.map((part) => filled(repDealSql, { ...width, ...part })),
    filled(repCountSql, { narrow: width.narrow }),
  ]),
];
