import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const css = readFileSync(
  createRequire(import.meta.url).resolve('@fontsource-variable/inter/index.css'),
  'utf8',
);

/** The characters that the font of the window has: what a computer without other fonts can show. */
const ranges = [...css.matchAll(/unicode-range:([^;]+);/g)].flatMap(([, list = '']) =>
  list.split(',').map((range) => {
    const [from = '', to = from] = range.trim().replace('U+', '').split('-');
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const;
  }),
);

function isInFont(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  return ranges.some(([from, to]) => code >= from && code <= to);
}

/** Scripts that every system has fonts for. */
const scripts = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('texts of the window', () => {
  test('have no character that its font lacks, which some computers show as a box', () => {
    const missing = filesBelow('src-renderer').flatMap((file) => {
      const code = readFileSync(file, 'utf8')
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .replace(/\/\/.*$/gm, '');
      const chars = [...new Set(code)].filter((char) => !scripts.test(char) && !isInFont(char));
      return chars.map((char) => `${file}: ${char}`);
    });
    expect(missing).toEqual([]);
  });

  test.each(['\u21A9', '\u2192', '\u25B2'])('may not have %s', (char) => expect(isInFont(char)).toBe(false));
  test.each(['a', 'é', '\u2191', '\u203A', '\u00D7', '\u2212'])('may have %s', (char) =>
    expect(isInFont(char)).toBe(true),
  );
});
