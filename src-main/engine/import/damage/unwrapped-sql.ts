/** `="00123"`, with which an exporter keeps Excel from reading a number, and an apostrophe before what begins a formula. */
const formula = '^="(.*)"$';
const apostrophe = "^'([=+@-].*|\\d+)$";

/** Whether a cell holds its text in a formula or behind an apostrophe. `'t Hooft` does not. */
export function isWrapped(cell: string): boolean {
  return new RegExp(formula, 's').test(cell) || new RegExp(apostrophe, 's').test(cell);
}

/** The text that a wrapped cell holds; any other cell as it is. */
export function unwrapped(cell: string): string {
  const inFormula = new RegExp(formula, 's').exec(cell)?.[1];
  if (inFormula !== undefined) return inFormula.replaceAll('""', '"');
  return new RegExp(apostrophe, 's').exec(cell)?.[1] ?? cell;
}

export function isWrappedSql(text: string): string {
  return `(starts_with(${text}, '="') AND ends_with(${text}, '"') AND strlen(${text}) > 2 OR ${behindApostrophe(text)})`;
}

/** SQL of `unwrapped`; empty where nothing is inside. */
export function unwrappedSql(text: string): string {
  const inside = `replace(substr(${text}, 3, length(${text}) - 3), '""', '"')`;
  return `CASE
    WHEN starts_with(${text}, '="') AND ends_with(${text}, '"') AND strlen(${text}) > 2 THEN nullif(${inside}, '')
    WHEN ${behindApostrophe(text)} THEN substr(${text}, 2) ELSE ${text} END`;
}

function behindApostrophe(text: string): string {
  return `(starts_with(${text}, '''') AND regexp_full_match(${text}, '''([=+@-].*|\\d+)', 's'))`;
}
