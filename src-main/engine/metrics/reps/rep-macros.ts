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

/** The macros that reps are compared by, in the order that they have to be made. */
export const repMacros: readonly string[] = [
  repsSql,
  repEntrySql,
  ...widths.map(({ narrow, entry }) =>
    repDealSql.replaceAll('{{narrow}}', narrow).replace('{{entry}}', () => entry),
  ),
];
