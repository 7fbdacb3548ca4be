import type { Mover, MoverKind, MoverRow, MoversAnswer } from './movers';

/** How numbers are written where the words are read. */
export type WordsFormat = {
  count: (n: number) => string;
  money: (amount: number) => string;
  day: (day: string) => string;
};

/** A stretch of text; `deal` and `all` say what it opens. */
export type WordPart = { text: string; deal?: string; all?: MoverKind };
export type MoverSentence = { kind: MoverKind; parts: WordPart[] };

/** What moved, one sentence for each kind of move: how many deals, worth what, and the largest by name. */
export function moverWords(answer: Pick<MoversAnswer, 'rows' | 'due'>, format: WordsFormat): MoverSentence[] {
  return answer.rows.map((row) => ({ kind: row.kind, parts: sentence(row, answer.due, format) }));
}

/** The same as plain text. */
export function plainWords({ parts }: MoverSentence): string {
  return parts.map(({ text }) => text).join('');
}

const verbs: Record<MoverKind, [one: string, many: string]> = {
  won: ['was won', 'were won'],
  lost: ['was lost', 'were lost'],
  slipped: ['that was due slipped', 'that were due slipped'],
  increased: ['grew', 'grew'],
  decreased: ['shrank', 'shrank'],
  new: ['came in', 'came in'],
  reopened: ['came back', 'came back'],
};

function sentence(row: MoverRow, due: number, format: WordsFormat): WordPart[] {
  const { kind, count } = row;
  const [largest] = row.largest;
  const noun = count === 1 ? 'deal' : 'deals';
  const all: WordPart = { text: `${format.count(count)} ${noun}`, all: kind };
  const verb = kind === 'slipped' && due > count ? slippedOf(due, format) : verbs[kind][count === 1 ? 0 : 1];
  if (!largest || largest.amount === 0) return [all, { text: ` ${verb}.` }];
  const name: WordPart = { text: nameOf(largest), deal: largest.id };
  const details = detailsOf(kind, largest, count === 1, format);
  if (count === 1) return [all, { text: ` ${verb}: ` }, name, { text: `${details}.` }];
  const worth = isChange(kind)
    ? ` by ${format.money(Math.abs(row.amount))} in all, `
    : `, worth ${format.money(row.amount)}, `;
  const most = isChange(kind) ? 'most of all ' : 'the largest ';
  return [all, { text: ` ${verb}${worth}${most}` }, name, { text: `${details}.` }];
}

function slippedOf(due: number, format: WordsFormat): string {
  return `of the ${format.count(due)} that were due slipped`;
}

function isChange(kind: MoverKind): boolean {
  return kind === 'increased' || kind === 'decreased';
}

/** In brackets: what it is worth or became, when it was due and is now, whose it is. */
function detailsOf(kind: MoverKind, deal: Mover, isOnly: boolean, format: WordsFormat): string {
  const parts = isChange(kind)
    ? [
        `${isOnly ? `by ${format.money(Math.abs(deal.amount))}, ` : ''}from ${format.money(deal.before)} to ${format.money(deal.after)}`,
      ]
    : [format.money(deal.amount)];
  if (kind === 'slipped') parts.push(slipOf(deal, format));
  if (deal.owner) parts.push(deal.owner);
  return ` (${parts.join(', ')})`;
}

function slipOf({ closeBefore, closeAfter }: Mover, format: WordsFormat): string {
  const to = closeAfter === null ? 'now without a date' : `now ${format.day(closeAfter)}`;
  return closeBefore === null ? to : `due ${format.day(closeBefore)}, ${to}`;
}

function nameOf({ name, id }: Mover): string {
  return name?.trim() || id;
}
