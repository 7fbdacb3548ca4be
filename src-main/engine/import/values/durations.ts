const clock = /^(\d+ days?,? )?\d{1,4}:\d{2}(:\d{2}(\.\d+)?)?$/i;
const iso = /^P(?=[\dT])(\d+D)?(T(\d+H)?(\d+M)?([\d.]+S)?)?$/;
const units = /^(\d+(\.\d+)?\s*(weeks?|days?|d|hours?|hrs?|h|minutes?|mins?|seconds?|secs?),?\s*)+$/i;
const named =
  /duration|elapsed|time (in|to)|dauer|durée|duraci[oó]n|duração|длительность|时长|耗时|所要時間|期間|소요|기간/i;

/** Whether this text is a length of time: `3 days 04:05`, `12:34:56`, `PT5M`, `2 hours 30 minutes`. */
export function isDuration(value: string): boolean {
  return clock.test(value) || iso.test(value) || units.test(value);
}

/** A clock time may be a time of day; a header, a unit, or more hours than a day has prove a length. */
export function areDurations(values: readonly string[], header: string): boolean {
  if (!values.every(isDuration)) return false;
  return (
    named.test(header) ||
    values.some((value) => !clock.test(value) || /day|^(2[4-9]|[3-9]\d|\d{3,}):/i.test(value))
  );
}

/** SQL of a length of time in days; NULL where the text is none. */
export function durationSql(text: string): string {
  const spelled = `regexp_replace(${text}, '^P(?:(\\d+)D)?(?:T(?:(\\d+)H)?(?:(\\d+)M)?(?:([\\d.]+)S)?)?$', '0\\1 days 0\\2 hours 0\\3 minutes 0\\4 seconds')`;
  return `epoch(TRY_CAST(replace(${spelled}, ',', '') AS INTERVAL)) / 86400`;
}
