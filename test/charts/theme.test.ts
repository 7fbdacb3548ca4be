import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { darkTheme, lightTheme } from '../../src-renderer/charts/theme';

const css = readFileSync(new URL('../../src-renderer/styles/tokens.css', import.meta.url), 'utf8');
const [lightCss = '', darkCss = ''] = css.split(':root[data-mantine-color-scheme="dark"]');

function token(block: string, name: string): string | undefined {
  return block.match(new RegExp(`--${name}: (#[0-9a-f]{6})`))?.[1];
}

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [r = 0, g = 0, bl = 0] = [1, 3, 5].map((at) => {
      const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * bl;
  };
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

describe.each([
  ['light', lightTheme, lightCss],
  ['dark', darkTheme, darkCss],
] as const)('the %s theme', (_, theme, block) => {
  test('has the same colours in charts and in styles', () => {
    const names = [
      'surface',
      'text',
      'muted',
      'faint',
      'ink',
      'bar',
      'won',
      'lost',
      'open',
      'forecast',
    ] as const;
    for (const name of names) expect(theme[name], name).toBe(token(block, name));
  });

  test('is readable: text at 4.5 to 1, marks at 3 to 1', () => {
    for (const text of [theme.text, theme.muted, theme.won, theme.lost, theme.open, theme.forecast]) {
      expect(contrast(text, theme.surface), text).toBeGreaterThanOrEqual(4.5);
    }
    for (const line of theme.groups) expect(contrast(line, theme.surface), line).toBeGreaterThanOrEqual(3);
  });
});
