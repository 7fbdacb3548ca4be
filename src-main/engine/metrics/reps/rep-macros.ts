import { filled } from '#engine/query/filled';
import repChangedSql from '../sql/rep-changed.sql?raw';
import repCountSql from '../sql/rep-count.sql?raw';
import repDealSql from '../sql/rep-deal.sql?raw';
import repEntrySql from '../sql/rep-entry.sql?raw';
import repOtherSql from '../sql/rep-other.sql?raw';
import repSumSql from '../sql/rep-sum.sql?raw';
import repSumTurnSql from '../sql/rep-sum-turn.sql?raw';
import repTurnSql from '../sql/rep-turn.sql?raw';
import repUnsettledSql from '../sql/rep-unsettled.sql?raw';
import repsSql from '../sql/reps.sql?raw';

/** With the fields that the narrow tables carry, which no deal changes but the owner. */
const carried = `(
    SELECT e.*, n.team, n.segment, n.region, n.source, n.product, n.lead_type
    FROM entry AS e
    JOIN weir.narrow_life AS n ON n.key = e.key AND n.life = e.life
)`;

/** With all fields of the deal as known on the day, for filters by those that the narrow tables do not carry. */
const described = `(
    SELECT
        e.*,
        n.team,
        n.segment,
        n.region,
        n.source,
        n.product,
        n.lead_type,
        l.* EXCLUDE (key, life, owner, team, pipeline, segment, region, source, product, lead_type)
    FROM entry AS e
    JOIN weir.narrow_life AS n ON n.key = e.key AND n.life = e.life
    JOIN weir.life(as_of) AS l ON l.key = e.key AND l.life = e.life
)`;

/** What filters can ask for: _slim has the owner and the pipeline alone, and joins nothing. */
const widths = [
  { narrow: '', entry: described },
  { narrow: '_narrow', entry: carried },
  { narrow: '_slim', entry: 'entry' },
];

/** Deals that do not stand on a day as they stand now. */
const parts = ['changed', 'handed'];

/** The macros that reps are compared by, in the order that they have to be made. */
export const repMacros: readonly string[] = [
  repsSql,
  repUnsettledSql,
  repChangedSql,
  repEntrySql,
  repTurnSql,
  ...widths.flatMap((width) => [
    ...[repDealSql, repCountSql, repSumSql, repSumTurnSql].map((sql) => filled(sql, width)),
    ...parts.map((part) => filled(repOtherSql, { ...width, part })),
  ]),
];
