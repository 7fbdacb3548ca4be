import { filled } from '#engine/query/filled';
import { recentDatabase } from '#engine/query/recent-database';
import dueDealSql from '../sql/due-deal.sql?raw';
import openDealNarrowSql from '../sql/open-deal-narrow.sql?raw';
import pipelineNarrowSql from '../sql/pipeline-narrow.sql?raw';
import repLoadNarrowSql from '../sql/rep-load-narrow.sql?raw';
import staleDealSql from '../sql/stale-deal.sql?raw';
import openLifeSql from './open-life.sql?raw';

const join =
  'LEFT JOIN (FROM weir.last_follow_up(as_of, source := source) WHERE follows) AS f ON f.key = o.key';

/** Where the macros of open deals are, and what they read: all fields of a deal, those of narrow tables, or months that are held. */
const wide = { weir: 'weir', narrow: '', kept: '', followed: 'f.day', join_followed: join };
const narrow = { ...wide, narrow: '_narrow' };
const recent = {
  weir: recentDatabase,
  narrow: '',
  kept: ', followed_on',
  followed: 'CASE WHEN follows THEN o.followed_on END',
  join_followed: '',
};

const inNarrow = [openDealNarrowSql, repLoadNarrowSql, pipelineNarrowSql];
const inBoth = [staleDealSql, dueDealSql];

/** Macros of open deals, each after those it calls; made after weir.open_life, weir.standing_deal_narrow and weir.rule_deal. */
export const openMacros: readonly string[] = [
  ...inNarrow.map((sql) => filled(sql, narrow)),
  ...inBoth.flatMap((sql) => [filled(sql, wide), filled(sql, narrow)]),
];

/** The same from weir.open_spell: NAME there answers as weir.NAME_narrow does. */
export const recentMacros: readonly string[] = [openLifeSql, ...inNarrow, ...inBoth].map((sql) =>
  filled(sql, recent),
);
