import type { Connection } from '#engine/query/connection';
import { aalenJohansen, normalisedAge, valueAt } from '#engine/stats/aalen-johansen';
import { arrivedSum, type Estimate, flow, logInterval, meanOf, poissonCount } from '#engine/stats/flow';
import { kaplanMeier, restrictedMean } from '#engine/stats/kaplan-meier';
import { type RiskTable, subjects, supportedAge } from '#engine/stats/risk-table';
import type { MetricAnswer } from '#shared/results/envelope';
import type { VelocityRow } from '#shared/results/velocity';
import { answer, type MetricScope } from './answer';
import { cleanUpWarnings } from './clean-ups';
import { constants } from './constants';
import type { WorkspaceFacts } from './facts';
import { groupBy, sumOf, toCents } from './group-by';
import { narrowMacro } from './narrow-macro';
import { outcomeRisk } from './outcome-risk';
import { macroArguments } from './scope-sql';
import { readableAge } from './support';
import { velocityWarnings } from './velocity-warnings';

type OpenCell = { key: string | null; t: number | null; n: number; value: number };
type ClosedRow = {
  key: string | null;
  won: number;
  lost: number;
  unpriced: number;
  won_value: number;
  won_squares: number;
  mean_days_won: number | null;
  recent: number;
  recent_value: number;
  recent_squares: number;
  recent_days: number | null;
};

/**
 * What the pipeline yields a day by Little's law: open deals × Aalen–Johansen share won × mean booked value of wins / mean
 * days open of all deals; beside it the textbook's product and the value won a day up to the as-of day. Deals without a
 * usable date of creation are left out of the open ones, and so are dormant deals, where the days open end too. The period
 * bounds the creation of the deals for share and days, and the closing of those whose value counts.
 */
export async function velocity(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MetricScope,
): Promise<MetricAnswer<VelocityRow>> {
  const now = macroArguments(facts, scope, { period: false });
  const args = macroArguments(facts, scope, { period: true });
  const statement = {
    sql: `FROM weir.${narrowMacro('velocity_closed', facts, scope)}(${args.sql}, recent_for := ${constants.trailingDays})`,
    params: args.params,
  };
  const [cleanUps, open, closed, { tables, booked }] = await Promise.all([
    connection.beside((other) => cleanUpWarnings(other, facts, scope)),
    connection.beside((other) =>
      other.all<OpenCell>(`FROM weir.${narrowMacro('velocity_open', facts, scope)}(${now.sql})`, now.params),
    ),
    connection.beside((other) => other.all<ClosedRow>(statement.sql, statement.params)),
    outcomeRisk(connection, facts, scope),
  ]);
  const openOf = groupBy(open, (cell) => cell.key);
  const rows = closed.map((row) => {
    const cells = openOf.get(row.key) ?? [];
    const whole = velocityRow(row, cells, tables.get(row.key));
    if (!booked) return whole;
    return { ...whole, bookedVelocity: velocityRow(row, cells, booked.get(row.key)).velocity };
  });
  const warnings = [
    ...velocityWarnings(
      rows,
      sumOf(closed, (row) => row.unpriced),
    ),
    ...cleanUps,
  ];
  return answer('velocity', facts, scope, { n: sumOf(rows, (row) => row.n), rows, statement, warnings });
}

function velocityRow(
  closed: ClosedRow,
  cells: readonly OpenCell[],
  table: RiskTable | undefined,
): VelocityRow {
  const { share, days, tau, dormantAfter } = curveFactors(table);
  const isDormant = ({ t }: OpenCell) => t !== null && dormantAfter !== null && t > dormantAfter;
  const active = cells.filter((cell) => cell.t !== null && !isDormant(cell));
  const dormant = cells.filter(isDormant);
  const open = poissonCount(sumOf(active, (cell) => cell.n));
  const value = meanOf(closed.won, closed.won_value, closed.won_squares);
  const product = flow(open, share, value, days);
  const realised = realisedOf(closed);
  const textbook = textbookOf(
    closed,
    sumOf(cells, (cell) => cell.n),
  );
  const gap = gapOf(product?.value, realised.realised);
  return {
    key: closed.key,
    n: table ? subjects(table) : 0,
    open: open?.value ?? 0,
    ...named('open', logInterval(open)),
    openValue: toCents(sumOf(active, (cell) => cell.value)),
    dormant: sumOf(dormant, (cell) => cell.n),
    dormantValue: toCents(sumOf(dormant, (cell) => cell.value)),
    dormantAfter,
    undated: sumOf(cells, ({ t, n }) => (t === null ? n : 0)),
    winRate: share?.value ?? null,
    winRateLow: share?.low ?? null,
    winRateHigh: share?.high ?? null,
    tau,
    won: closed.won,
    averageWon: value === null ? null : toCents(value.value),
    ...named('averageWon', logInterval(value)),
    daysOpen: days?.value ?? null,
    ...named('daysOpen', logInterval(days)),
    velocity: product?.value ?? null,
    ...logInterval(product),
    ...textbook,
    ...realised,
    gap,
    textbookGap: gapOf(textbook.textbook, realised.realised),
    nonStationary: gap !== null && Math.abs(gap) > constants.stationaryGap,
  };
}

/** Share won by tau, the age at which wins are as good as over, and the mean days open up to it. */
function curveFactors(table: RiskTable | undefined) {
  const tau = table ? lateAge(table) : null;
  if (!table || tau === null) return { share: null, days: null, tau, dormantAfter: null };
  const curve = aalenJohansen(table);
  const share = valueAt(curve, 'won', tau);
  const dormantAfter = normalisedAge(curve, 'won', constants.dormantShare, tau) ?? tau;
  const { mean, se } = restrictedMean(kaplanMeier(table), dormantAfter);
  const days: Estimate = mean === null ? null : { value: mean, se };
  return { share: share.value === null ? null : share, days, tau, dormantAfter };
}

/**
 * The last age with enough deals at risk, whatever share of all they are: at the age that curves are drawn to, 5 % of the
 * deals are still open, and the product would miss those that they win.
 */
function lateAge(table: RiskTable): number | null {
  if (subjects(table) < constants.smallSample) return readableAge(table);
  return supportedAge(table, { count: constants.supportCount, share: 0 });
}

function realisedOf({ recent, recent_value, recent_squares, recent_days }: ClosedRow) {
  const span = Math.max(1, recent_days ?? constants.trailingDays);
  const { low, high } = logInterval(arrivedSum(recent_value, recent_squares));
  return {
    realised: recent_value / span,
    realisedLow: low === null ? null : low / span,
    realisedHigh: high === null ? null : high / span,
    realisedDays: span,
    realisedDeals: recent,
  };
}

/** Open deals × won / (won + lost) × mean won value / mean days of the won. */
function textbookOf({ won, lost, won_value, mean_days_won }: ClosedRow, open: number) {
  const rate = won + lost > 0 ? won / (won + lost) : null;
  const known = rate !== null && won > 0 && mean_days_won !== null && mean_days_won > 0;
  return {
    textbook: known ? (open * rate * (won_value / won)) / mean_days_won : null,
    textbookOpen: open,
    textbookWinRate: rate,
    textbookDays: mean_days_won,
  };
}

function gapOf(estimate: number | null | undefined, realised: number | null): number | null {
  return estimate == null || !realised ? null : estimate / realised - 1;
}

type Bounds = { low: number | null; high: number | null };

/** Bounds of a factor under its own names: openLow, openHigh. */
function named<Name extends string>(name: Name, { low, high }: Bounds) {
  return { [`${name}Low`]: low, [`${name}High`]: high } as Record<
    `${Name}Low` | `${Name}High`,
    number | null
  >;
}
