/** In microseconds. */
const quarterDay = 6 * 3_600_000_000;

/** Microseconds from the year 1 to 1970: keeps what is divided above zero, where dividing rounds down. */
const sinceYearOne = 62_135_596_800_000_000;

/** Length of a tick, the step in which moments and ages are counted, in microseconds. */
export function tickLength(coarse: boolean): number {
  return coarse ? quarterDay : 1;
}

/** SQL for the number of the tick that `moment` is in. Coarse ticks start at the quarters of a day. */
export function tickSql(coarse: boolean): string {
  return coarse ? `((epoch_us(moment) + ${sinceYearOne}) // ${quarterDay})::INTEGER` : 'epoch_us(moment)';
}

/** SQL for the moment at which the tick of number `ticks` begins. */
export function momentSql(coarse: boolean): string {
  return coarse ? `make_timestamp(ticks::BIGINT * ${quarterDay} - ${sinceYearOne})` : 'make_timestamp(ticks)';
}

/** SQL for the number of the tick that the day begins with. */
export function dayTickSql(coarse: boolean, day: string): string {
  const ticks = `(${day} - DATE '0001-01-01') * ${dayTicks(coarse)}`;
  return coarse ? `(${ticks})::INTEGER` : `(${ticks} - ${sinceYearOne})`;
}

/** How many ticks a day has. */
export function dayTicks(coarse: boolean): number {
  return (24 * 3_600_000_000) / tickLength(coarse);
}

/** The tick that the year 1 begins with. */
export function firstTick(coarse: boolean): number {
  return coarse ? 0 : -sinceYearOne;
}
