import iconv from 'iconv-lite';
import type { Mapping } from '#shared/model/mapping';

/** A list of deals as cells of text under neutral names, `engage_date` and `close_date` as YYYY-MM-DD or empty. */
export type Deals = Record<string, string>[];

/** How people of one place write the list: words, dates, amounts, and the bytes of the file. */
export type Locale = {
  name: string;
  encoding: string;
  delimiter: string;
  newline?: string;
  addBOM?: boolean;
  /** Header of each neutral name, in the order of the columns. */
  headers: Record<string, string>;
  /** Word of each stage. */
  stages: Record<string, string>;
  date(day: string): string;
  amount(value: number): string;
  /** Lines above the header, and cells of a total row below the data by neutral name. */
  title?: string[];
  total?: Record<string, (deals: Deals) => string>;
};

/** The bytes of the list as people of that place would send it. */
export function transcoded(deals: Deals, locale: Locale): Buffer {
  const { headers, delimiter, newline = '\r\n', title = [], total } = locale;
  const names = Object.keys(headers);
  const rows = deals.map((deal) => names.map((name) => cellOf(deal, name, locale)));
  if (total) rows.push(names.map((name) => total[name]?.(deals) ?? ''));
  const lines = [Object.values(headers), ...rows].map((cells) =>
    cells.map((cell) => quoted(cell, delimiter)).join(delimiter),
  );
  const text = [...title, ...lines, ''].join(newline);
  return iconv.encode(text, locale.encoding, { addBOM: locale.addBOM ?? false });
}

function cellOf(deal: Record<string, string>, name: string, locale: Locale): string {
  const cell = deal[name] ?? '';
  if (cell === '') return '';
  if (name === 'deal_stage') return locale.stages[cell] ?? cell;
  if (name === 'engage_date' || name === 'close_date') return locale.date(cell);
  return name === 'close_value' ? locale.amount(Number(cell)) : cell;
}

function quoted(cell: string, delimiter: string): string {
  return cell.includes(delimiter) || cell.includes('"') ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The mapping that says in other words what the headers of a locale mean. */
export function mappingOfLocale({ headers, stages }: Locale): Mapping {
  const fields: Record<string, string> = {
    opportunity_id: 'id',
    sales_agent: 'owner',
    product: 'product',
    account: 'account',
    deal_stage: 'stage',
    engage_date: 'created_at',
    close_date: 'closed_at',
    close_value: 'amount',
  };
  const kinds = { Prospecting: 'open', Engaging: 'open', Won: 'won', Lost: 'lost' } as const;
  return {
    kind: 'opportunities',
    columns: Object.fromEntries(
      Object.entries(headers).map(([name, header]) => [fields[name] ?? name, header]),
    ),
    stages: Object.fromEntries(
      Object.entries(kinds).map(([stage, kind]) => [stages[stage] ?? stage, { kind }]),
    ),
  };
}

const parts = (day: string) => day.split('-').map(Number) as [year: number, month: number, day: number];
const grouped = (value: number, locale: string, digits: number) =>
  new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    value,
  );
const long = (day: string, locale: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

const english = {
  opportunity_id: 'opportunity_id',
  sales_agent: 'sales_agent',
  product: 'product',
  account: 'account',
  deal_stage: 'deal_stage',
  engage_date: 'engage_date',
  close_date: 'close_date',
  close_value: 'close_value',
};
const headersOf = (...words: string[]) =>
  Object.fromEntries(Object.keys(english).map((name, i) => [name, words[i] ?? name]));
const stagesOf = (prospecting: string, engaging: string, won: string, lost: string) => ({
  Prospecting: prospecting,
  Engaging: engaging,
  Won: won,
  Lost: lost,
});

export const locales: readonly Locale[] = [
  {
    name: 'Chinese, GB18030',
    encoding: 'gb18030',
    delimiter: ',',
    headers: headersOf('商机编号', '负责人', '产品', '客户名称', '销售阶段', '创建日期', '成交日期', '金额'),
    stages: stagesOf('初步接触', '方案沟通', '赢单', '输单'),
    date: (day) => '%1年%2月%3日'.replace(/%(\d)/g, (_, n) => String(parts(day)[n - 1])),
    amount: (value) => `${grouped(value, 'zh-CN', 2)}元`,
  },
  {
    name: 'Korean, CP949',
    encoding: 'cp949',
    delimiter: ',',
    headers: headersOf('영업기회번호', '담당자', '제품', '고객사', '영업단계', '생성일', '종료일', '금액'),
    stages: stagesOf('발굴', '제안', '수주', '실주'),
    date: (day) => `${parts(day).join('. ')}.`,
    amount: (value) => `₩${grouped(value, 'ko-KR', 0)}`.replace('₩', '￦'),
  },
  {
    name: 'Japanese, Shift-JIS',
    encoding: 'shift_jis',
    delimiter: ',',
    headers: headersOf('案件番号', '担当者', '製品', '取引先', 'フェーズ', '作成日', '完了日', '金額'),
    stages: stagesOf('初回接触', '提案', '受注', '失注'),
    date: (day) =>
      '平成%1年%2月%3日'.replace(/%(\d)/g, (_, n) =>
        String(n === '1' ? parts(day)[0] - 1988 : parts(day)[n - 1]),
      ),
    amount: (value) => `${grouped(value, 'ja-JP', 0)}円`,
  },
  {
    name: 'German, Windows-1252',
    encoding: 'windows-1252',
    delimiter: ';',
    headers: headersOf(
      'Chancennummer',
      'Verkäufer',
      'Produkt',
      'Kunde',
      'Phase',
      'Angelegt am',
      'Abgeschlossen am',
      'Betrag',
    ),
    stages: stagesOf('Erstkontakt', 'Angebot', 'Gewonnen', 'Verloren'),
    date: (day) => long(day, 'de', { day: '2-digit', month: '2-digit', year: 'numeric' }),
    amount: (value) => `${grouped(value, 'de-DE', 2)} €`,
  },
  {
    name: 'English, UTF-16 with tabs',
    encoding: 'utf-16le',
    addBOM: true,
    delimiter: '\t',
    headers: english,
    stages: {},
    date: (day) =>
      long(day, 'en-GB', { day: '2-digit', month: 'short', year: '2-digit' })
        .replaceAll(' ', '-')
        .replace('Sept', 'Sep'),
    amount: (value) => `$${grouped(value, 'en-US', 2)}`,
  },
  {
    name: 'Russian, Windows-1251',
    encoding: 'windows-1251',
    delimiter: ';',
    headers: headersOf(
      'Номер сделки',
      'Менеджер',
      'Продукт',
      'Клиент',
      'Этап',
      'Дата создания',
      'Дата закрытия',
      'Сумма',
    ),
    stages: stagesOf('Первый контакт', 'Предложение', 'Выиграна', 'Проиграна'),
    date: (day) => long(day, 'ru', { day: 'numeric', month: 'long', year: 'numeric' }),
    amount: (value) => `${grouped(value, 'ru-RU', 2)} руб.`,
  },
  {
    name: 'a report with title rows and a total',
    encoding: 'utf-8',
    addBOM: true,
    delimiter: ',',
    // The total stands where the id is, so the id does not come first.
    headers: Object.fromEntries([['sales_agent', 'sales_agent'], ...Object.entries(english)]),
    stages: {},
    title: ['Sales pipeline by agent', 'As of 12/31/2017', ''],
    total: {
      sales_agent: () => 'Total',
      close_value: (deals) =>
        grouped(
          deals.reduce((sum, deal) => sum + Number(deal.close_value), 0),
          'en-US',
          2,
        ),
    },
    date: (day) => long(day, 'en-US', { day: 'numeric', month: 'numeric', year: 'numeric' }),
    amount: (value) => grouped(value, 'en-US', 2),
  },
];
