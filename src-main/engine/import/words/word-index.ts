import { type Concept, concepts, type LanguageWords } from './concepts';

/** Little words that say nothing of a field, in all languages. */
const fillers =
  /(?<![\p{L}])(?:the|of|in|for|and|a|an|de|la|le|les|el|los|del|da|do|das|dos|du|des|d|l|der|die|das|des|und|et|y|e|en|em|в|по|на|для|и|с|crm|sales|ventas|vendas|vente|ventes)(?![\p{L}])/gu;

/** The text without little words, unless it has no others. */
export function withoutFillers(text: string): string {
  const bare = text.replace(fillers, ' ').replace(/\s+/g, ' ').trim();
  return bare === '' ? text : bare;
}

/** The words of a language, ready to be looked up. Of a word with several concepts the first one listed counts. */
export type WordIndex = {
  language: string;
  spaced: boolean;
  whole: ReadonlyMap<string, Concept>;
  stems: ReadonlyMap<string, Concept>;
  tails: ReadonlyMap<string, Concept>;
};

export function indexOf({ language, spaced, words }: LanguageWords): WordIndex {
  const whole = new Map<string, Concept>();
  const stems = new Map<string, Concept>();
  const tails = new Map<string, Concept>();
  for (const concept of concepts) {
    for (const part of (words[concept] ?? '').split(/\s+/).filter(Boolean)) {
      const word = withoutFillers(part.replace(/^\*|\*$/g, '').replaceAll('_', ' '));
      const map = part.startsWith('*') ? tails : part.endsWith('*') ? stems : whole;
      if (!map.has(word)) map.set(word, concept);
    }
  }
  return { language, spaced, whole, stems, tails };
}

export type Found = { concepts: Concept[]; covered: number };

/** The concepts of a text and how many of its letters they explain; no letter is read twice. */
export function conceptsIn(index: WordIndex, text: string): Found {
  return index.spaced ? inWords(index, text) : inCharacters(index, text);
}

/** The longest words first: 创建人 is a person, not a creation. */
function inCharacters({ whole }: WordIndex, text: string): Found {
  const taken = new Array<boolean>(text.length).fill(false);
  const found = new Set<Concept>();
  for (let length = Math.min(text.length, 8); length > 0; length--) {
    for (let at = 0; at + length <= text.length; at++) {
      const concept = whole.get(text.slice(at, at + length));
      if (!concept || taken.slice(at, at + length).some(Boolean)) continue;
      taken.fill(true, at, at + length);
      found.add(concept);
    }
  }
  const letters = [...text].filter((letter, i) => taken[i] && /\p{L}/u.test(letter)).length;
  return { concepts: telling(found), covered: letters };
}

function telling(found: ReadonlySet<Concept>): Concept[] {
  return [...found].filter((concept) => concept !== 'plain');
}

const longestPhrase = 4;
/** Letters of the longest compound; what is longer is no word, and would take the square of its length to look through. */
const longestWord = 80;

function inWords(index: WordIndex, text: string): Found {
  const tokens = text.split(' ').filter(Boolean);
  const found = new Set<Concept>();
  let covered = 0;
  for (let at = 0; at < tokens.length; ) {
    const step = phraseAt(index, tokens, at) ?? { ...inWord(index, tokens[at] ?? ''), tokens: 1 };
    for (const concept of step.concepts) found.add(concept);
    covered += step.covered;
    at += step.tokens;
  }
  return { concepts: telling(found), covered };
}

function phraseAt({ whole }: WordIndex, tokens: string[], at: number): (Found & { tokens: number }) | null {
  for (let count = Math.min(longestPhrase, tokens.length - at); count > 0; count--) {
    const words = tokens.slice(at, at + count);
    const concept = whole.get(words.join(' '));
    if (concept) return { concepts: [concept], covered: lettersOf(words.join('')), tokens: count };
  }
  return null;
}

/** A stem with its ending, a compound (`Abschlussdatum`), or two words written as one (`closedate`). */
function inWord({ whole, stems, tails }: WordIndex, token: string): Found {
  if (token.length > longestWord) return { concepts: [], covered: 0 };
  for (let cut = token.length - 2; cut >= 2; cut--) {
    const [first, second] = [whole.get(token.slice(0, cut)), whole.get(token.slice(cut))];
    if (first && second) return { concepts: [first, second], covered: lettersOf(token) };
  }
  const stem = longest(token.length, (length) => stems.get(token.slice(0, length)) && length);
  const rest = token.slice(stem);
  const tail = longest(rest.length, (length) => tails.get(rest.slice(rest.length - length)) && length);
  const concepts = [stems.get(token.slice(0, stem)), tails.get(rest.slice(rest.length - tail))];
  const open = rest.length - tail;
  const ending = stem > 0 && open <= 4 ? open : 0;
  return {
    concepts: concepts.filter((concept) => concept !== undefined),
    covered: lettersOf(token.slice(0, stem)) + tail + ending,
  };
}

function longest(most: number, fits: (length: number) => number | undefined): number {
  for (let length = most; length >= 3; length--) {
    const found = fits(length);
    if (found) return found;
  }
  return 0;
}

export function lettersOf(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}
