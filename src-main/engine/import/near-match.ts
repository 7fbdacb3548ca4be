/**
 * The candidate that a value most likely means: the same but for case, blanks and punctuation, else few letters
 * away. Null when none is near, or two are equally near. Meant for offering, never for applying unasked.
 */
export function nearMatch(value: string, candidates: readonly string[]): string | null {
  const wanted = bare(value);
  if (wanted === '') return null;
  const same = candidates.filter((candidate) => bare(candidate) === wanted);
  if (same.length > 0) return same.length === 1 ? (same[0] ?? null) : null;
  const allowed = allowedEdits(wanted.length);
  let best: string | null = null;
  let least = allowed + 1;
  let tied = false;
  for (const candidate of candidates) {
    const edits = editDistance(wanted, bare(candidate), Math.min(least, allowed));
    if (edits > allowed || edits > least) continue;
    tied = edits === least;
    if (edits < least) [best, least] = [candidate, edits];
  }
  return tied ? null : best;
}

/** Letters and digits without accents, in lower case. */
function bare(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Short names differ by a letter and mean something else; in long ones two or three letters are a slip. */
function allowedEdits(length: number): number {
  if (length < 5) return 0;
  return length < 9 ? 1 : length < 16 ? 2 : 3;
}

/** Damerau–Levenshtein distance (neighbours may swap), or anything above `limit` once it is clear that it is more. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let edits = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        edits = Math.min(edits, before[j - 2]! + 1);
      row.push(edits);
    }
    if (Math.min(...row) > limit) return limit + 1;
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
