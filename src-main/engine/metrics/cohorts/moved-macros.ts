import { filled } from '#engine/query/filled';
import movedSql from '../sql/cohort-moved.sql?raw';

const wide = `SELECT
        dim AS key,
        weir.tick(o.started_at) AS started,
        weir.age_step(o.started_at, o.closed_at) AS booked_age,
        weir.age_step(o.started_at, o.dated_at) AS dated_age,
        o.amount
    FROM weir.clean_up_life(as_of) AS o
    WHERE keep
        AND o.dated_at >= o.started_at
        AND (
            o.observed_from IS NULL
            OR o.observed_from <= o.started_at
            OR weir.tick(o.observed_from) < weir.tick(o.dated_at)
        )`;

const narrow = `SELECT dim AS key, o.started, o.booked_age, o.dated_age, o.amount
    FROM weir.clean_up_move_at(as_of) AS o
    WHERE keep AND o.dated_age IS NOT NULL AND weir.is_lost_on(as_of, o.closed, o.reopened)`;

/** weir.cohort_risk_moved over all fields of a deal, and over those that the narrow tables carry. */
export const cohortMovedMacros: readonly string[] = [
  { moves: wide, narrow: '', key: 'weir.key_of(key)' },
  { moves: narrow, narrow: '_narrow', key: 'weir.word_of(key)' },
].map((parts) => filled(movedSql, parts));
