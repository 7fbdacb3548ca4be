import type { Connection } from '#engine/query/connection';
import { counted } from '#shared/results/counted';
import type { Finding } from '#shared/results/quality';

const casesShown = 50;

type Words = { message: (deals: number, cases: number) => string; hint: string };

/** In the order of what to look at first. */
const words: Record<string, Words> = {
  'bulk-lost': {
    message: (deals, cases) =>
      `${counted(deals, 'deal was', 'deals were')} lost on ${counted(cases, 'day', 'days')} with far more losses than usual, which looks like a clean-up.`,
    hint: 'Their loss dates say when somebody tidied up, not when the deal was lost: lengths and curves count them from the last activity or change of stage before.',
  },
  'bulk-moved': {
    message: (deals, cases) =>
      `${counted(deals, 'deal', 'deals')} had their expected closes moved together, ten or more in one minute by one owner, ${counted(cases, 'time', 'times')}.`,
    hint: 'These are not decisions about single deals; slippage counts them all the same.',
  },
  'back-dated-close': {
    message: (deals) =>
      `${counted(deals, 'closed deal carries', 'closed deals carry')} a close date before the day on which the log shows them closed.`,
    hint: 'They count on the day of the log, when they were known. Figures by close date in the CRM differ by them; weir win-rate --booked counts them on it.',
  },
  'closed-before-created': {
    message: (deals) =>
      `${counted(deals, 'deal was closed before it was', 'deals were closed before they were')} created.`,
    hint: 'They count as won or lost, but no length is read off them. Correct the dates in the CRM.',
  },
  'stage-before-created': {
    message: (deals) =>
      `${counted(deals, 'deal came to a stage before it was', 'deals came to a stage before they were')} created.`,
    hint: 'Their time since creation is too short; a change of CRM often makes such dates. Correct the creation dates, or measure from another date: weir cycle --start.',
  },
  'stage-after-close': {
    message: (deals) =>
      `${counted(deals, 'closed deal has dates of stages after its closing', 'closed deals have dates of stages after their closing')}.`,
    hint: 'These dates are left out, so that the deals are closed as the list says. Correct them in the CRM.',
  },
  'created-in-future': {
    message: (deals) =>
      `${counted(deals, 'deal was', 'deals were')} created after the latest day of the data.`,
    hint: 'Correct the creation dates in the CRM; until then the deals count from that day on.',
  },
  'closed-in-future': {
    message: (deals) =>
      `${counted(deals, 'deal is', 'deals are')} closed on a day after the latest day of the data.`,
    hint: 'Correct the close dates in the CRM; until then the deals count as open before that day.',
  },
  'impossible-expected-close': {
    message: (deals) =>
      `${counted(deals, 'deal is', 'deals are')} expected to close more than ten years ahead or before 1990.`,
    hint: 'Correct the dates in the CRM; coverage and forecasts leave such deals out of every period.',
  },
  'same-deal-twice': {
    message: (deals, cases) =>
      `${counted(deals, 'deal shares', 'deals share')} name, account and amount with another one, in ${counted(cases, 'group', 'groups')}.`,
    hint: 'Merge what is one deal in the CRM; each counts as a deal of its own here.',
  },
  'same-moment': {
    message: (deals) =>
      `${counted(deals, 'deal changed its stage', 'deals changed their stage')} several times at one moment of the log.`,
    hint: 'They count in the order of the CRM’s probability or of the stages, closed stages last; the visits in between have no length.',
  },
  'reopened-soon': {
    message: (deals) => `${counted(deals, 'deal was', 'deals were')} reopened within 30 days of closing.`,
    hint: 'They go on as if they had not been closed; seen from a day in between they were closed.',
  },
  'reopened-later': {
    message: (deals) => `${counted(deals, 'deal', 'deals')} came back more than 30 days after closing.`,
    hint: 'They count once for each life, each with a clock of its own.',
  },
};

/** What weir.finding lists, by kind, the largest cases first. A deal in several cases of a kind counts once. */
export async function findings(connection: Connection): Promise<Finding[]> {
  const rows = await connection.all<Case & { code: string }>(
    'FROM weir.finding ORDER BY code, deals DESC, day, owner NULLS FIRST',
  );
  if (rows.length === 0) return [];
  const totals = await connection.all<{ code: string; deals: number }>(
    'SELECT code, count(DISTINCT key) AS deals FROM weir.finding_deal GROUP BY code',
  );
  const codes = Object.keys(words);
  totals.sort((a, b) => codes.indexOf(a.code) - codes.indexOf(b.code));
  return totals.map(({ code, deals }) => {
    const cases = rows.filter((row) => row.code === code);
    const { message, hint } = words[code] ?? { message: () => code, hint: '' };
    return {
      code,
      message: message(deals, new Set(cases.map(keyOf(code))).size),
      hint,
      deals,
      cases: cases.slice(0, casesShown).map(({ code: _code, ...one }) => one),
    };
  });
}

type Case = { day: string | null; owner: string | null; deals: number; ids: string[] };

/** A day of losses stands there for everybody and for the owners it is large for. */
function keyOf(code: string): (one: Case, i: number) => string {
  return ({ day }, i) => (code === 'bulk-lost' ? (day ?? '') : String(i));
}
