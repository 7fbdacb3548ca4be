/** Languages whose months and weekdays are written as words; in Chinese, Japanese and Korean they are numbers. */
const languages = ['en', 'de', 'es', 'pt', 'fr', 'ru'];

/** The formats of calendars made so far: making one takes far longer than writing a date with it. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Spellings that the calendars of the platform do not list, in the order of the months. */
const otherMonths = [
  'jan feb mar apr may jun jul aug sept oct nov dec',
  'jänner feber mrz apr mai jun jul aug sep okt nov dez',
  'jan fév mar avr mai jun jul aoû sep oct nov déc',
  'jan feb mar abr may jun jul ago setiembre oct nov dic',
  'янв фев март апр май июнь июль авг сен окт ноя дек',
  '一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月',
].flatMap((row) => row.split(' '));

/** Names of the months of all languages, lower case, without dots: month n stands at n, n + 12, n + 24, … */
export const monthWords: readonly string[] = spelled(12, otherMonths, (language, month) => {
  const date = new Date(Date.UTC(2023, month, 15));
  const name = (options: Intl.DateTimeFormatOptions) => partOf(language, date, 'month', options);
  // With a day beside it a Russian month is in the genitive.
  return [
    name({ month: 'long' }),
    name({ month: 'long', day: 'numeric' }),
    name({ month: 'short' }),
    name({ month: 'short', day: 'numeric' }),
  ];
});

const otherWeekdays = [
  'mon tues wed thurs fri sat sun',
  'mon tue wed thur fri sat sun',
  'segunda terça quarta quinta sexta sábado domingo',
].flatMap((row) => row.split(' '));

/** Names of the weekdays, Monday first, as `monthWords` has those of the months. */
export const weekdayWords: readonly string[] = spelled(7, otherWeekdays, (language, weekday) => {
  const date = new Date(Date.UTC(2023, 0, 2 + weekday));
  return (['long', 'short'] as const).map((weekday) => partOf(language, date, 'weekday', { weekday }));
});

/** Eras of the Japanese calendar with the year before their first. */
export const eras: Readonly<Record<string, number>> = {
  明治: 1867,
  大正: 1911,
  昭和: 1925,
  平成: 1988,
  令和: 2018,
  m: 1867,
  t: 1911,
  s: 1925,
  h: 1988,
  r: 2018,
};

export const afternoonWords: readonly string[] = ['pm', '오후', '下午', '午後', '晚上'];
export const morningWords: readonly string[] = ['am', '오전', '上午', '午前', '凌晨', '早上'];

/** Minutes east of Greenwich. Names that several zones share (CST, IST, BST) are not here: such times stay as written. */
export const zoneMinutes: Readonly<Record<string, number>> = {
  z: 0,
  utc: 0,
  gmt: 0,
  wet: 0,
  west: 60,
  cet: 60,
  cest: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  est: -300,
  edt: -240,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  jst: 540,
  kst: 540,
  hkt: 480,
  sgt: 480,
  aest: 600,
  aedt: 660,
  nzst: 720,
  nzdt: 780,
};
export const sharedZones: readonly string[] = ['cst', 'ist', 'bst'];

function formatOf(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
  formats.set(key, format);
  return format;
}

/** A list in rows of `size`; every spelling of every language is in its column, with and without accents. */
function spelled(
  size: number,
  others: readonly string[],
  namesOf: (language: string, n: number) => string[],
): string[] {
  const perPlace = Array.from({ length: size }, (_, n) => {
    const named = languages.flatMap((language) => namesOf(language, n));
    const all = [...named, ...others.filter((_, i) => i % size === n)];
    return [...new Set(all.flatMap((name) => [name, withoutAccents(name)]))];
  });
  const rows = Math.max(...perPlace.map((names) => names.length));
  return Array.from({ length: rows * size }, (_, i) => {
    const names = perPlace[i % size] ?? [];
    return names[Math.floor(i / size)] ?? names[0] ?? '';
  });
}

function partOf(
  language: string,
  date: Date,
  type: 'month' | 'weekday',
  options: Intl.DateTimeFormatOptions,
): string {
  const parts = formatOf(language, options).formatToParts(date);
  const name = parts.find((part) => part.type === type)?.value ?? '';
  return name.toLowerCase().replace('-feira', '').replaceAll('.', '');
}

/** Latin letters lose their accents; `й` is a letter of its own. */
function withoutAccents(name: string): string {
  return /[а-я]/.test(name) ? name : name.normalize('NFD').replace(/\p{M}/gu, '');
}
