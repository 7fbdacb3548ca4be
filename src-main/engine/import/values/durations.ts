import type { DurationUnit } from '#shared/model/mapping';
import { literal } from '../../query/sql-text';
import { headerText } from '../words/read-header';
import { type NumberFormat, numberSql } from './numbers';

/** Units that a plain number may count; `seconds` that one is. */
const units = {
  weeks: { seconds: 604_800, words: 'weeks? wks? w wochen? semaines? semanas? недел\\p{L}* 周 星期 週間 주' },
  days: { seconds: 86_400, words: 'days? d tage?n? t jours? j d[ií]as? дн\\p{L}* день 天 日 일' },
  hours: {
    seconds: 3600,
    words: 'hours? hrs? hr h stunden? std heures? horas? час\\p{L}* ч 小时 小時 時間 时 시간',
  },
  minutes: { seconds: 60, words: 'minutes? minuten minutos? mins? m мин\\p{L}* 分钟 分鐘 分 분' },
  seconds: { seconds: 1, words: 'seconds? sekunden? secondes? segundos? secs? sec s сек\\p{L}* 秒 초' },
  milliseconds: { seconds: 0.001, words: 'milliseconds? millis ms 毫秒 밀리초' },
} as const satisfies Record<DurationUnit, { seconds: number; words: string }>;

export const durationUnits = Object.keys(units) as DurationUnit[];

const number = String.raw`\d+(?:[.,]\d+)?`;
const wordsOf = (unit: DurationUnit) => units[unit].words.split(' ').join('|');
const part = `${number}\\s*(?:${durationUnits.map(wordsOf).join('|')})\\.?`;
const clock = String.raw`(\d{1,6}):(\d{2})(?::(\d{2}(?:\.\d+)?))?`;
const spelled = `(?:${part}[\\s,;]*(?:and|und|y|e|et|и)?\\s*)*`;
const grammar = `^\\s*${spelled}(?:${clock})?\\s*$`;
const iso = /^P(?=[\dT])(\d+W)?(\d+D)?(T(\d+H)?(\d+M)?([\d.]+S)?)?$/;
const isoGrammar = String.raw`^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$`;
const isoSpelled = String.raw`0\1 weeks 0\2 days 0\3 hours 0\4 minutes 0\5 seconds`;
const readable = new RegExp(grammar, 'iu');
const onlyClock = new RegExp(`^${clock}$`);
const named =
  /duration|elapsed|time (in|to)|dauer|durée|duraci[oó]n|duração|длительность|时长|耗时|所要時間|期間|소요|기간/i;

/** Whether this text is a length of time: `3 days 04:05`, `2d 4h`, `12:34:56`, `PT5M`, `3天4小时`. */
export function isDuration(value: string): boolean {
  return iso.test(value) || (value.trim() !== '' && readable.test(value));
}

/** A clock time may be a time of day; a header, a unit, or more hours than a day has prove a length. */
export function areDurations(values: readonly string[], header: string): boolean {
  if (!values.every(isDuration)) return false;
  return (
    named.test(header) ||
    values.some((value) => !onlyClock.test(value) || /^(2[4-9]|[3-9]\d|\d{3,}):/.test(value))
  );
}

/** The unit that a header names: `Days in stage`, `Time in stage (hours)`, `停留天数`; null where it names none or several. */
export function unitInHeader(header: string): DurationUnit | null {
  const words = headerText(header);
  const found = durationUnits.filter((unit) => {
    const long = wordsOf(unit)
      .split('|')
      .filter((word) => word.length > 1 || /[^a-zч]/i.test(word));
    return (
      new RegExp(`(?<!\\p{L})(?:${long.filter(isSpaced).join('|')})(?!\\p{L})`, 'iu').test(words) ||
      long.some((word) => !isSpaced(word) && words.includes(word))
    );
  });
  const [only] = found;
  if (found.includes('milliseconds')) return 'milliseconds';
  return found.length === 1 && only ? only : bracketed(header);
}

function isSpaced(word: string): boolean {
  return !/[\p{Script=Han}\p{Script=Hangul}]/u.test(word);
}

/** `[h]`, `(d)`, `in h` */
function bracketed(header: string): DurationUnit | null {
  const letter = /[([ ]([dhms])[)\]]?\s*$/i.exec(header)?.[1]?.toLowerCase();
  return durationUnits.find((unit) => unit[0] === letter) ?? null;
}

/** SQL of a length of time in days; NULL where the text is none. Plain numbers count `plain.unit`. */
export function durationSql(text: string, plain?: { unit: DurationUnit; number: NumberFormat }): string {
  const whole = `regexp_replace(trim(${text}), ${literal(isoGrammar)}, ${literal(isoSpelled)})`;
  const told = durationUnits.map((unit) => {
    const pattern = `(${number})\\s*(?:${wordsOf(unit)})(?:[^\\p{L}]|$)`;
    const value = `replace(regexp_extract(${whole}, ${literal(`(?i)${pattern}`)}, 1), ',', '.')`;
    return `coalesce(TRY_CAST(nullif(${value}, '') AS DOUBLE), 0) * ${units[unit].seconds}`;
  });
  const clocked = [1, 2, 3].map((group, i) => {
    const value = `regexp_extract(${whole}, ${literal(`${clock}\\s*$`)}, ${group})`;
    return `coalesce(TRY_CAST(nullif(${value}, '') AS DOUBLE), 0) * ${[3600, 60, 1][i]}`;
  });
  const sum = `(${[...told, ...clocked].join(' + ')}) / 86400`;
  const spelledSql = `CASE WHEN trim(${text}) <> '' AND regexp_matches(${whole}, ${literal(`(?i)${grammar}`)}) THEN ${sum} END`;
  if (!plain) return spelledSql;
  return `coalesce(${numberSql(text, plain.number, 'DOUBLE')} * ${units[plain.unit].seconds} / 86400, ${spelledSql})`;
}
