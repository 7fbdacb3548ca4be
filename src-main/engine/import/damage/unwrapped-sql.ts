/** `="00123"`, with which an exporter keeps Excel from reading a number, and an apostrophe before what begins a formula. */
const formula = /^="(.+)"$/s;
const apostrophe = /^'([=+@-].*|\d+)$/s;

/** Whether a cell holds its text in a formula or behind an apostrophe. `'t Hooft` does not. */
export function isWrapped(cell: string): boolean {
  return mayBeWrapped(cell) && (formula.test(cell) || apostrophe.test(cell));
}

/** The text that a wrapped cell holds; any other cell as it is. */
export function unwrapped(cell: string): string {
  if (!mayBeWrapped(cell)) return cell;
  const inFormula = formula.exec(cell)?.[1];
  return inFormula?.replaceAll('""', '"') ?? apostrophe.exec(cell)?.[1] ?? cell;
}

function mayBeWrapped(cell: string): boolean {
  return cell.startsWith('=') || cell.startsWith("'");
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
