import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodingNamed } from '#engine/import/encodings/encoding-names';
import { type Bench, openBench } from './support/staged';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

/** Three deals as people of a language write them: the header, and cells of every row. */
const small: Record<string, string> = {
  zh: '商机名称,客户名称,销售阶段,预计金额\n云平台扩容,上海华信科技有限公司,方案报价,120000\n数据中心改造,北京天元集团,赢单,98000\n',
  'zh names': 'id,owner,stage,amount\n1,王小明,Won,100\n2,李娜,Lost,200\n3,陈强,Won,300\n',
  'zh-tw':
    '商機名稱,客戶,階段,金額\n雲端擴充專案,台灣大哥大股份有限公司,提案報價,120000\n機房改造,聯發科技,贏單,98000\n',
  ja: '商談名,取引先名,フェーズ,金額\nクラウド移行,株式会社山田製作所,見積提示,1200000\n保守契約更新,東京電子,受注,800000\n',
  'ja names': 'id,owner,stage\n1,田中太郎,Won\n2,佐藤花子,Lost\n3,鈴木一郎,Won\n',
  ko: '영업기회명,고객사,진행단계,예상매출\n클라우드 전환,주식회사 한빛소프트,제안,120000\n유지보수 계약,서울전자,계약완료,98000\n',
  'ko names': 'id,owner,stage\n1,김민수,Won\n2,이영희,Lost\n3,박지성,Won\n',
  ru: 'Название,Клиент,Этап,Сумма\nВнедрение CRM,ООО Ромашка,Переговоры,120000\nПоставка серверов,Газпром,Успешно,98000\n',
  'ru names': 'id,owner,stage\n1,Иванов,Won\n2,Петрова,Lost\n',
  de: 'Möglichkeit;Verantwortlich;Phase;Betrag\nGroßauftrag Süd;Jürgen Müller;Gewonnen;1200\nErweiterung;Käthe Groß;Verloren;980\n',
  'de once': 'id,name,stage\n1,Müller GmbH,Won\n2,Schmidt AG,Lost\n',
  fr: 'Opportunité;Étape;Propriétaire;Montant\nRénovation du siège;Négociation;Hélène Lefèvre;1200\nContrat;Gagné;François;980\n',
  es: 'Oportunidad,Etapa,Compañía,Importe\nRenovación,Negociación,Construcción Ibáñez,1200\nAmpliación,Ganada,Señor Muñoz,980\n',
  pt: 'Negociação;Situação;Responsável;Valor\nExpansão;Não iniciada;João Gonçalves;1200\nRenovação;Ganha;Conceição;980\n',
  pl: 'Możliwość;Właściciel;Etap;Wartość\nRozbudowa sieci;Łukasz Wójcik;Zamknięta;1200\nUmowa roczna;Grażyna Dąbrowska;Wygrana;980\n',
  cs: 'Příležitost;Vlastník;Fáze;Částka\nRozšíření sítě;Jiří Dvořák;Vyhráno;1200\nSmlouva;Božena Němcová;Ztraceno;980\n',
  tr: 'Fırsat;Müşteri;Aşama;Tutar\nBulut geçişi;Işık Şirketi;Kazanıldı;1200\nYıllık bakım;Güneş Ağ;Kaybedildi;980\n',
  el: 'Ευκαιρία;Πελάτης;Στάδιο;Ποσό\nΑναβάθμιση;Ελληνική Εταιρεία;Κερδήθηκε;1200\n',
};

const written: readonly (readonly [text: string, encoding: string])[] = [
  ...['gb18030', 'gbk'].map((encoding) => ['zh', encoding] as const),
  ['zh names', 'gbk'],
  ['zh-tw', 'big5'],
  ...['shift_jis', 'euc-jp'].map((encoding) => ['ja', encoding] as const),
  ...['shift_jis', 'euc-jp'].map((encoding) => ['ja names', encoding] as const),
  ['ko', 'cp949'],
  ['ko names', 'euc-kr'],
  ...['windows-1251', 'koi8-r', 'iso-8859-5'].map((encoding) => ['ru', encoding] as const),
  ...['windows-1251', 'koi8-r'].map((encoding) => ['ru names', encoding] as const),
  ...['de', 'fr', 'es', 'pt'].flatMap(
    (text) =>
      [
        [text, 'windows-1252'],
        [text, 'macintosh'],
      ] as const,
  ),
  ['de once', 'windows-1252'],
  ['pl', 'windows-1250'],
  ['pl', 'iso-8859-2'],
  ['cs', 'windows-1250'],
  ['cs', 'iso-8859-2'],
  ['tr', 'windows-1254'],
  ['el', 'windows-1253'],
];

const textOf = (name: string): string => small[name] ?? '';

async function headAndRows(bytes: Buffer) {
  const { file, query } = await bench.stage(bytes);
  const rows = await query(`FROM raw."${file.raw}"`);
  return {
    file,
    cells: [file.dialect.headers, ...rows.map((row) => Object.values(row).map((cell) => cell ?? ''))],
  };
}

describe('a small file', () => {
  it.each(written)('of %s in %s is read as it was written', async (name, encoding) => {
    const text = textOf(name);
    const { file, cells } = await headAndRows(iconv.encode(text, encoding));
    expect(cells.map((row) => row.join('|'))).toEqual(
      text
        .trim()
        .split('\n')
        .map((line) => line.replaceAll(/[,;]/g, '|')),
    );
    expect(file.encodingDamage).toBe(0);
  });

  it.each(written.filter(([name]) => name !== 'de once'))(
    'of %s in %s is read surely',
    async (name, encoding) => {
      const { file } = await bench.stage(iconv.encode(textOf(name), encoding));
      expect(file.encodingConfidence).toBeGreaterThan(0.6);
    },
  );

  it('with one letter that says little is read with doubt, and shows what else it could be', async () => {
    const { file } = await bench.stage(iconv.encode('id,name,stage\n1,Çelik,Won\n', 'windows-1252'));
    expect(file.encodingConfidence).toBeLessThan(0.95);
    expect(file.encodings[0]).toMatchObject({ encoding: 'windows-1252', sample: '1,Çelik,Won' });
    expect(file.encodings.length).toBeGreaterThan(2);
    const sum = file.encodings.reduce((all, { confidence }) => all + confidence, 0);
    expect(sum).toBeLessThanOrEqual(1.01);
  });
});

describe('a large file', () => {
  const ascii = (columns: number) =>
    ['id,name,stage,amount', ...Array.from({ length: 60_000 }, () => '17,plain and simple,Won,100')]
      .map((line) => `${line.split(',').slice(0, columns).join(',')}\n`)
      .join('');

  it.each([
    ['zh names', 'gbk'],
    ['ko names', 'cp949'],
    ['ja names', 'shift_jis'],
    ['ru names', 'windows-1251'],
    ['pl', 'windows-1250'],
    ['fr', 'windows-1252'],
  ])(
    'whose first letters, of %s in %s, stand behind a megabyte of ASCII is read as it was written',
    async (name, encoding) => {
      const rows = textOf(name).replaceAll(';', ',').split('\n').slice(1).join('\n');
      const { file, query } = await bench.stage(
        Buffer.concat([
          Buffer.from(ascii(rows.split('\n')[0]?.split(',').length ?? 0)),
          iconv.encode(rows, encoding),
        ]),
      );
      const last = await query(`FROM raw."${file.raw}" WHERE rowid = ${file.rows - 1}`);
      expect(file.encodingDamage).toBe(0);
      expect(Object.values(last[0] ?? {}).join()).toBe(rows.trim().split('\n').at(-1));
    },
  );
});

describe('a mixture', () => {
  it('of UTF-8 and a few bytes that are none is UTF-8, the places counted', async () => {
    const text = Buffer.from(textOf('zh'));
    const bytes = Buffer.concat([text, Buffer.from([0xe9, 0x0a]), text, Buffer.from([0xff, 0x0a]), text]);
    const { file } = await bench.stage(bytes);
    expect(file).toMatchObject({ encoding: 'utf-8', encodingDamage: 2 });
    expect(file.warnings.find(({ code }) => code === 'encoding-damage')?.message).toContain('2 places');
  });

  it('whose broken bytes come first is UTF-8 all the same', async () => {
    const bytes = Buffer.concat([
      Buffer.from('id,name\n1,'),
      Buffer.from([0xe9, 0x0a]),
      Buffer.from('2,plain\n'.repeat(200_000)),
      Buffer.from(textOf('ru').repeat(20)),
    ]);
    expect((await bench.stage(bytes)).file).toMatchObject({ encoding: 'utf-8', encodingDamage: 1 });
  });
});

describe('wide encodings', () => {
  it.each(['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'])(
    '%s is told with a mark and without',
    async (encoding) => {
      for (const addBOM of [true, false]) {
        const { cells } = await headAndRows(iconv.encode(textOf('ko'), encoding, { addBOM }));
        expect(cells[1]?.[0]).toBe('클라우드 전환');
      }
    },
  );
});

describe('an encoding that the user names', () => {
  it('is taken, and the others stay in sight', async () => {
    const { file } = await bench.stage(iconv.encode(textOf('ru'), 'windows-1251'), 'ru.csv', {
      encoding: 'KOI8-R',
    });
    expect(file.encoding).toBe('koi8-r');
    expect(file.encodings.map(({ encoding }) => encoding).slice(0, 2)).toEqual(['koi8-r', 'windows-1251']);
  });

  it.each([
    ['UTF8', 'utf-8'],
    ['utf-8-sig', 'utf-8'],
    ['Latin-1', 'iso-8859-1'],
    ['latin9', 'iso-8859-15'],
    ['CP1252', 'windows-1252'],
    ['ANSI', 'windows-1252'],
    ['ISO 8859-2', 'iso-8859-2'],
    ['Shift-JIS', 'shift_jis'],
    ['cp932', 'shift_jis'],
    ['EUC_KR', 'euc-kr'],
    ['ms949', 'cp949'],
    ['GB2312', 'gb2312'],
    ['KOI8-R', 'koi8-r'],
    ['UTF-16', 'utf-16le'],
    ['Mac Roman', 'macintosh'],
  ])('%s is %s', (name, encoding) => {
    expect(encodingNamed(name)).toBe(encoding);
  });

  it('and nobody knows is refused', () => {
    expect(() => encodingNamed('klingon')).toThrow('klingon');
  });
});
