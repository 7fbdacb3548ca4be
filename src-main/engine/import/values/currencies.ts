/** Signs and words for currencies that mean one currency wherever they stand. */
const signs: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  '￡': 'GBP',
  '₩': 'KRW',
  '￦': 'KRW',
  '₹': 'INR',
  '₽': 'RUB',
  '₺': 'TRY',
  '₫': 'VND',
  '฿': 'THB',
  '₴': 'UAH',
  '₪': 'ILS',
  元: 'CNY',
  人民币: 'CNY',
  RMB: 'CNY',
  円: 'JPY',
  원: 'KRW',
  zł: 'PLN',
  Kč: 'CZK',
  Ft: 'HUF',
  'Fr.': 'CHF',
  лв: 'BGN',
  'руб.': 'RUB',
  руб: 'RUB',
  'р.': 'RUB',
  R$: 'BRL',
  US$: 'USD',
  USD$: 'USD',
  A$: 'AUD',
  AU$: 'AUD',
  C$: 'CAD',
  CA$: 'CAD',
  HK$: 'HKD',
  NT$: 'TWD',
  NZ$: 'NZD',
  S$: 'SGD',
  MX$: 'MXN',
  'CN¥': 'CNY',
  'JP¥': 'JPY',
};

/**
 * Signs that several currencies share. Alone in a file they say nothing; among others they stand for themselves. Yen and
 * won have the byte of the backslash in the code pages of Japan and Korea, so that is what they are read as.
 */
const shared: readonly string[] = ['$', '＄', '¥', '￥', '\\', 'kr.', 'kr', 'Rs.', 'Rs'];

const codes: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** All signs and words, the longest first, so that `US$` is not taken for `$`. */
export const currencySigns: readonly string[] = [...Object.keys(signs), ...shared].sort(
  (a, b) => b.length - a.length,
);

/** The currency that a sign or code names; the sign itself where several share it; null for any other text. */
export function currencyOfSign(text: string): string | null {
  const upper = text.toUpperCase();
  if (codes.has(upper)) return upper;
  return signs[text] ?? signs[upper] ?? (shared.includes(text) ? text : null);
}

/** Whether this is one currency for sure, and not a sign that several share. */
export function isCurrencyCode(text: string): boolean {
  return codes.has(text);
}

const languages = ['en', 'zh', 'ko', 'ja', 'de', 'es', 'pt', 'fr', 'ru'];
let names: Map<string, string> | undefined;

/** The currency that a cell of a currency column names: `EUR`, `eur`, `€`, `EUR - Euro`, `US Dollar`, `人民币`. */
export function currencyOfCell(cell: string): string | null {
  const text = cell.trim();
  const sign = currencyOfSign(text);
  if (sign) return sign;
  names ??= namesOfCurrencies();
  const named = names.get(plain(text));
  if (named) return named;
  const code = /(?:^|[^\p{L}])([A-Z]{3})(?:$|[^\p{L}])/u.exec(text)?.[1];
  return code && codes.has(code) ? code : null;
}

/** What currencies are called in the languages of exports, as the platform knows them; common currencies win. */
function namesOfCurrencies(): Map<string, string> {
  const found = new Map<string, string>();
  for (const language of languages) {
    const display = new Intl.DisplayNames(language, { type: 'currency', fallback: 'none' });
    for (const code of codes) {
      const name = display.of(code);
      if (name && !found.has(plain(name))) found.set(plain(name), code);
    }
  }
  return found;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[.\s]+/g, '');
}
