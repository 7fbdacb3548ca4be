import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What reads the clock or chance. `new Date(value)` only converts and is fine. */
const readsClock = /\bnew Date\(\s*\)|\bDate\.now\b|\bMath\.random\b|\bperformance\.now\b|\bDate\(\)/;
const sqlClock =
  /\b(now|current_date|current_timestamp|current_localtimestamp|get_current_time(stamp)?|today|random|gen_random_uuid|uuid)\s*\(|\bcurrent_(date|timestamp)\b/i;

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Text without comments, where a clock may well be spoken of. */
function codeOf(file: string): string {
  const text = readFileSync(file, 'utf8');
  if (file.endsWith('.sql')) return text.replace(/--.*$/gm, '');
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
}

describe.each(['src-main/engine', 'src-renderer/charts', 'fixtures/generate'])('%s', (folder) => {
  const files = filesBelow(folder);

  it('has files to look at', () => {
    expect(files.length).toBeGreaterThan(3);
  });

  it('reads no clock and no chance: days and seeds are arguments', () => {
    const guilty = files.filter((file) => (file.endsWith('.sql') ? sqlClock : readsClock).test(codeOf(file)));
    expect(guilty).toEqual([]);
  });
});

describe('the search for clocks', () => {
  it.each(['new Date()', 'Date.now()', 'Math.random() * 6', 'performance.now()'])('finds %s', (code) => {
    expect(readsClock.test(code)).toBe(true);
  });

  it.each(['SELECT now()', 'current_date', 'random()', 'today ( )'])('finds %s in SQL', (sql) => {
    expect(sqlClock.test(sql)).toBe(true);
  });

  it.each(["new Date('2020-01-01')", 'new Date(value)', 'options.now()'])('lets %s pass', (code) => {
    expect(readsClock.test(code)).toBe(false);
  });
});
