import type { Connection, Row } from '#engine/query/connection';
import type { MethodParams } from '#shared/contract/methods';
import type { Warning } from '#shared/results/envelope';
import {
  type ActivityAnswer,
  type ActivityRate,
  type Band,
  type HourCell,
  speedBands,
  touchBands,
} from '#shared/results/leads';
import { answer } from '../answer';
import type { WorkspaceFacts } from '../facts';
import { groupBy, sumOf } from '../group-by';
import { isWhole, lastingMacro } from '../narrow-macro';
import { type Fragment, macroArguments } from '../scope-sql';
import { besideArguments } from './lead-scope';
import { shareOf } from './share-of';

type Counted = Row & {
  weekday: number;
  hour: number | null;
  kind: string;
  direction: string | null;
  outcome: string | null;
  activities: number;
};
type Length = Row & { minutes: number; outcome: string | null; calls: number };
type Deals = Row & { speed: number; touches: number; fate: number; deals: number };

/** What was done in the period and what came of it, and the deals created in it by how they were worked. */
export async function activity(
  connection: Connection,
  facts: WorkspaceFacts,
  { kind, ...scope }: MethodParams<'metric.activity'>,
): Promise<ActivityAnswer> {
  const { args, warnings } = besideArguments(facts, scope, ['owner'], 'Activities');
  const macro = args.sql.includes('keep :=') ? 'activities' : 'activities_whole';
  const statement: Fragment = { sql: `FROM weir.${macro}(${args.sql})`, params: args.params };
  const [counted, lengths, deals] = await Promise.all([
    connection.beside((other) =>
      other.all<Counted>(
        `SELECT * REPLACE (activities::INTEGER AS activities) ${statement.sql}`,
        statement.params,
      ),
    ),
    connection.beside((other) =>
      other.all<Length>(
        `SELECT * REPLACE (calls::INTEGER AS calls) FROM weir.${macro === 'activities' ? 'call_lengths' : 'call_lengths_whole'}(${args.sql})`,
        args.params,
      ),
    ),
    dealWork(connection, facts, scope),
  ]);
  const kinds = [...groupBy(counted, (row) => row.kind)];
  const n = sumOf(counted, (row) => row.activities);
  const ofKind = counted.filter((row) => row.kind === kind);
  const rates = ratesOf(counted);
  const lost = deals.filter((row) => row.fate === 2);
  return {
    ...answer('activity', facts, scope, {
      n,
      rows: kinds
        .map(([name, rows]) => ({
          kind: name,
          activities: sumOf(rows, (row) => row.activities),
          inbound: sumOf(rows, (row) => (row.direction === 'inbound' ? row.activities : 0)),
          outbound: sumOf(rows, (row) => (row.direction === 'outbound' ? row.activities : 0)),
        }))
        .sort((a, b) => b.activities - a.activities || (a.kind < b.kind ? -1 : 1)),
      statement,
      warnings: [...warnings, ...missingWarnings(counted, lengths, n, rates.length > 0)],
    }),
    kind,
    rates,
    hours: hoursOf(ofKind),
    withoutTime: sumOf(ofKind, (row) => (row.hour === null ? row.activities : 0)),
    lengths: lengthsOf(lengths),
    medianLength: medianOf(lengths.filter(isTalk).map((row) => [row.minutes, row.calls])),
    touches: bandsOf(deals, touchBands, (row) => touchBand(row.touches)),
    speed: bandsOf(deals, speedBands, (row) => row.speed),
    medianTouchesWon: medianOf(deals.filter((row) => row.fate === 1).map((row) => [row.touches, row.deals])),
    lostAfterOne: shareOf(
      sumOf(lost, (row) => (row.touches === 1 ? row.deals : 0)),
      sumOf(lost, (row) => row.deals),
    ),
  };
}

/** Deals created in the period by how they were worked; none where no deal has an activity. */
async function dealWork(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: Omit<MethodParams<'metric.activity'>, 'kind'>,
): Promise<Deals[]> {
  const { some } = await connection.one<{ some: boolean }>('SELECT EXISTS (FROM weir.deal_touch) AS some');
  if (!some) return [];
  const { sql, params } = macroArguments(facts, scope, { period: true });
  const macro = isWhole(scope) ? 'deal_work_whole' : lastingMacro('deal_work', facts, scope);
  return connection.all<Deals>(
    `SELECT * REPLACE (deals::INTEGER AS deals) FROM weir.${macro}(${sql})`,
    params,
  );
}

const isTalk = ({ outcome, minutes }: Length) =>
  outcome === 'connected' || outcome === 'positive' || (outcome === null && minutes > 1);

function ratesOf(rows: readonly Counted[]): ActivityRate[] {
  const rate = (
    name: ActivityRate['name'],
    of: (row: Counted) => boolean,
    good: readonly string[],
  ): ActivityRate[] => {
    const all = rows.filter(of);
    const known = all.filter((row) => row.outcome !== null);
    const n = sumOf(known, (row) => row.activities);
    if (n === 0) return [];
    const k = sumOf(known, (row) => (good.includes(row.outcome ?? '') ? row.activities : 0));
    return [{ name, ...shareOf(k, n), unknown: sumOf(all, (row) => row.activities) - n }];
  };
  const out = (kind: string) => (row: Counted) => row.kind === kind && row.direction !== 'inbound';
  return [
    ...rate('connect', out('call'), ['connected', 'positive']),
    ...rate('reply', out('e-mail'), ['replied', 'positive']),
    ...rate('positive', out('e-mail'), ['positive']),
    ...rate('held', (row) => row.kind === 'meeting', ['held']),
  ];
}

function hoursOf(rows: readonly Counted[]): HourCell[] {
  const cells = new Map<number, HourCell>();
  for (const { weekday, hour, outcome, activities } of rows) {
    if (hour === null) continue;
    const place = weekday * 24 + hour;
    const cell = cells.get(place) ?? { weekday, hour, activities: 0, known: 0, connected: 0 };
    cell.activities += activities;
    if (outcome !== null) cell.known += activities;
    if (['connected', 'positive', 'replied', 'held'].includes(outcome ?? '')) cell.connected += activities;
    cells.set(place, cell);
  }
  return [...cells].sort(([a], [b]) => a - b).map(([, cell]) => cell);
}

const lengthBounds = [0, 1, 2, 5, 10, 15, 25, 50] as const;

function lengthsOf(rows: readonly Length[]): ActivityAnswer['lengths'] {
  if (rows.length === 0) return [];
  return lengthBounds.map((from, i) => {
    const to = lengthBounds[i + 1] ?? null;
    const own = rows.filter(({ minutes }) =>
      i === 0 ? minutes <= 0 : minutes > (i === 1 ? 0 : from) && (to === null || minutes <= to),
    );
    return { from, to, calls: sumOf(own, (row) => row.calls) };
  });
}

function touchBand(touches: number): number {
  return [0, 1, 3, 7, 12].findIndex((most) => touches <= most) === -1
    ? 5
    : [0, 1, 3, 7, 12].findIndex((most) => touches <= most);
}

function bandsOf(rows: readonly Deals[], labels: readonly string[], bandOf: (row: Deals) => number): Band[] {
  if (rows.length === 0) return [];
  return labels.map((label, band) => {
    const own = rows.filter((row) => bandOf(row) === band);
    const count = (fate: number) => sumOf(own, (row) => (row.fate === fate ? row.deals : 0));
    const all = sumOf(own, (row) => row.deals);
    return {
      band,
      label,
      share: shareOf(count(1) + count(2), all),
      won: shareOf(count(1), count(1) + count(2)),
    };
  });
}

/** The middle of values that are there several times. */
function medianOf(pairs: readonly [value: number, times: number][]): number | null {
  const sorted = [...pairs].sort(([a], [b]) => a - b);
  const all = sumOf(sorted, ([, times]) => times);
  let seen = 0;
  for (const [value, times] of sorted) {
    seen += times;
    if (seen * 2 >= all && all > 0) return value;
  }
  return null;
}

/** What the activities do not say, and which export would. */
function missingWarnings(
  rows: readonly Counted[],
  lengths: readonly Length[],
  n: number,
  hasRates: boolean,
): Warning[] {
  if (n === 0) return [];
  const warnings: Warning[] = [];
  if (!hasRates) {
    warnings.push({
      code: 'no-results',
      message:
        'No activity says what came of it: a column such as call result or disposition tells connect and reply rates.',
    });
  }
  if (rows.every((row) => row.hour === null)) {
    warnings.push({
      code: 'no-times',
      message: 'Activities have days only: an export with the time of each tells the hours of the week.',
    });
  }
  if (lengths.length === 0 && rows.some((row) => row.kind === 'call')) {
    warnings.push({
      code: 'no-lengths',
      message: 'No call says how long it took: a column of durations tells the lengths of calls.',
    });
  }
  return warnings;
}
