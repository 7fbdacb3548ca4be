import type { Damage } from '#shared/results/workspace';
import type { MalformedRow } from '../raw-table';
import { strayReasons } from '../structure/stray-words';
import { counted } from './damage-kind';

const kinds = [
  { code: 'header-repeated', reason: strayReasons.header, what: 'the names of the columns again' },
  { code: 'totals-among-rows', reason: strayReasons.total, what: 'a total of other rows' },
  { code: 'groups-among-rows', reason: strayReasons.group, what: 'the name of a group of rows' },
  { code: 'notes-among-rows', reason: strayReasons.note, what: 'a note' },
] as const;

/** Lines among the rows that are no rows; each is rejected, here they are counted. */
export function strayLines(malformed: readonly MalformedRow[]): Damage[] {
  return kinds.flatMap(({ code, reason, what }) => {
    const lines = malformed.filter((row) => row.reason === reason);
    if (lines.length === 0) return [];
    const message = `${counted(lines.length, 'line holds', 'lines hold')} ${what}; ${lines.length === 1 ? 'it is' : 'they are'} left out.`;
    const samples = lines.slice(0, 1).map(({ line, record }) => ({ line, value: record.slice(0, 200) }));
    const hint = 'Nothing is to be done; they are listed under the rejected rows.';
    return [{ code, message, column: null, count: lines.length, samples, mended: true, hint }];
  });
}
