import type { DateOrder } from '#shared/model/mapping';

/** How a day is written somewhere; `order` is the answer to give where the file cannot prove it. */
export type DateWriting = { write: (day: string) => string; order?: DateOrder };
/** How an amount in cents is written somewhere; `decimal` likewise. */
export type AmountWriting = { write: (cents: number) => string; decimal?: '.' | ',' };

const parts = (day: string) => day.split('-') as [year: string, month: string, day: string];
const by = (join: (year: string, month: string, day: string) => string, order?: DateOrder): DateWriting => ({
  write: (day) => join(...parts(day)),
  ...(order ? { order } : {}),
});
const inWords = (locale: string, options: Intl.DateTimeFormatOptions): DateWriting => ({
  write: (day) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`)),
});
const number = (text: string) => String(Number(text));
const full = { day: 'numeric', month: 'long', year: 'numeric' } as const;
const short = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const wide = (text: string) =>
  text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
const serial = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 25_569;

export const dateWritings: readonly DateWriting[] = [
  by((y, m, d) => `${y}-${m}-${d}`),
  by((y, m, d) => `${y}/${number(m)}/${number(d)}`),
  by((y, m, d) => `${y}.${m}.${d}`),
  by((y, m, d) => `${y}${m}${d}`),
  by((y, m, d) => `${y}-${m}-${d}T00:00:00.000Z`),
  by((y, m, d) => `${d}.${m}.${y}`, 'dmy'),
  by((y, m, d) => `${number(m)}/${number(d)}/${y}`, 'mdy'),
  by((y, m, d) => `${d}-${m}-${y}`, 'dmy'),
  by((y, m, d) => `${number(m)}/${number(d)}/${y.slice(2)} 12:00 AM`, 'mdy'),
  by((y, m, d) => `${y.slice(2)}.${m}.${d}`, 'ymd'),
  by((y, m, d) => `${y}年${number(m)}月${number(d)}日`),
  by((y, m, d) => wide(`${y}/${m}/${d}`)),
  by((y, m, d) => `平成${Number(y) - 1988}年${number(m)}月${number(d)}日`),
  by((y, m, d) => `${y}년 ${number(m)}월 ${number(d)}일`),
  by((y, m, d) => `${y}. ${number(m)}. ${number(d)}. 오전 12:00:00`),
  { write: (day) => String(serial(day)) },
  ...['en-US', 'en-GB', 'de', 'es', 'pt', 'fr', 'ru'].flatMap((locale) => [
    inWords(locale, full),
    inWords(locale, short),
    inWords(locale, { ...full, weekday: 'long' }),
  ]),
];

const money = (
  locale: string,
  dress: (text: string) => string = (text) => text,
  decimal?: '.' | ',',
): AmountWriting => ({
  write: (cents) => {
    const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 });
    return dress(format.format(cents / 100));
  },
  ...(decimal ? { decimal } : {}),
});
const negative = (text: string, write: (positive: string) => string) =>
  text.startsWith('-') ? write(text.slice(1)) : text;

export const amountWritings: readonly AmountWriting[] = [
  { write: (cents) => (cents / 100).toFixed(2), decimal: '.' },
  { write: (cents) => String(cents / 100), decimal: '.' },
  { write: (cents) => String(cents / 100).replace('.', ','), decimal: ',' },
  money('en-US', (text) => `$${text}`),
  money('en-US', (text) => negative(text, (amount) => `(${amount})`)),
  money('en-US', (text) => negative(`USD ${text}`.replace('USD -', '-USD '), (amount) => `−${amount}`)),
  money('en-IN', (text) => `₹ ${text}`),
  money('de-DE', (text) => `${text} €`),
  money('de-DE', (text) => negative(text, (amount) => `${amount}-`)),
  money('de-CH', (text) => `CHF ${text}`),
  money('fr-FR', (text) => `${text} €`),
  money('ru-RU', (text) => `${text} руб.`),
  money('pt-BR', (text) => `R$ ${text}`),
  money('sv-SE', (text) => `${text} kr`),
  money('pl-PL', (text) => `${text} zł`),
  money('en-US', (text) => `${text}元`),
  money('en-US', (text) => `￥${wide(text)}`),
  { write: (cents) => `${cents / 1_000_000}万元`, decimal: '.' },
  { write: (cents) => `$${cents / 100_000}K`, decimal: '.' },
  { write: (cents) => `${String(cents / 100_000_000).replace('.', ',')} Mio. €`, decimal: ',' },
];
