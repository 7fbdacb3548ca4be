/** What the number format of a cell makes of its number. */
export type NumberStyle = 'number' | 'percent' | 'date' | 'time' | 'elapsed';

/** Formats that have a number and no text, by ECMA-376 part 1, 18.8.30; 27 to 58 are dates of East Asian locales. */
function builtIn(id: number): NumberStyle {
  if (id === 9 || id === 10) return 'percent';
  if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || id === 36) return 'date';
  if (id >= 50 && id <= 58) return 'date';
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id === 45 || id === 47) return 'time';
  return id === 46 ? 'elapsed' : 'number';
}

/** The style of a format by its number and, for formats of the workbook's own, by its code. */
export function numberStyle(id: number, code: string | undefined): NumberStyle {
  if (code === undefined) return builtIn(id);
  const [first = ''] = withoutText(code).split(';');
  if (/\[(h+|m+|s+)\]/i.test(first)) return 'elapsed';
  const signs = first.replace(/\[[^\]]*\]/g, '').replace(/am\/pm|a\/p/gi, 'h');
  if (/[yd年月日]/i.test(signs) || /^m+$/i.test(signs.trim()) || /m{3,}/i.test(signs)) return 'date';
  if (/[hs]/i.test(signs)) return 'time';
  return signs.includes('%') ? 'percent' : 'number';
}

/** A code without the texts in it: quoted ones, escaped letters, fills and gaps, the words for a standard format. */
function withoutText(code: string): string {
  return code
    .replace(/"[^"]*"/g, '')
    .replace(/[\\_*]./g, '')
    .replace(/general|standard|red|blue|green|black|white|yellow|magenta|cyan/gi, '');
}
