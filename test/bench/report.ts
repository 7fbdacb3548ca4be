import { type Column, tableText } from '../../src-main/hosts/cli/format/table';
import type { Measure } from './measure';

const verdicts = new Map<boolean | null, string>([
  [true, 'pass'],
  [false, 'MISS'],
  [null, ''],
]);

const columns: readonly Column<Measure>[] = [
  { header: 'what', cell: (row) => row.what },
  { header: 'measured', align: 'right', cell: (row) => row.measured },
  { header: 'limit', cell: (row) => row.limit },
  { header: '', cell: (row) => verdicts.get(row.pass) },
  { header: 'beside', cell: (row) => row.beside },
];

/** The measures of one section as an aligned table under its name. */
export function sectionText(measures: readonly Measure[]): string {
  return `\n${measures[0]?.section ?? ''}\n${tableText(columns, measures)}`;
}

const introduction = `# Benchmarks

Written by \`npm run bench -- --out docs/benchmarks.md\`; \`npm run bench -- --quick\` prints a shorter version in about two
minutes. Machines differ and are noisy: read ratios within one run, and processor time, rather than seconds.

The data is a made-up company from the seeded generator, written as a Salesforce export: opportunities, their history,
accounts and users; at S also as HubSpot's view of all deals, one file of 54 columns. S is a team (20 thousand deals),
M the largest companies (a million).

- **Import** is everything from the files to ready pages: recognition, checks over every value, raw rows, derived tables. Its
  peer is DuckDB's bare \`CREATE TABLE AS SELECT * FROM read_csv(…)\` over the same files and one sort of the events into a
  database on disk, in the same run with the same threads. Each runs in a process of its own; the peak is that process's.
- **Pages** are the engine calls that a page makes, warm, with as-of days and owners that change from run to run, so that no
  answer is remembered. What the engine learns of past months while nothing is asked was learned before, as when somebody has had the
  workspace open for some seconds; how long that took is told. Beside them stands what somebody would write in SQL over the raw event table; it has no censoring,
  no intervals and no derived tables. The record of the limits is that of a month, so that nothing of it is left to ask. The last two
  lines are of each SQL query that all these calls made.
- **Filter to redrawn chart** is measured in the real browser with the app served over loopback: from the click on a value of a
  filter to the frame in which the page's first chart stands anew, without transitions. Up to five owners are chosen together.
- **Forecast** sections are written by \`npm run bench -- forecast\`, apart from the rest: made-up companies of 28 quarters with fixed seeds, from
  their Salesforce exports through import to \`backtest\`, scored over their last 11 quarters. WAPE is the mean over companies. The
  companies are those of the sample (log-normal amounts around three segments, a quarter of zombies, shocks of a quarter, the quarter-end rush,
  seasons, a clean-up day, reps who leave). *Missed*: the mean of four quarters at week 2. The floor, what a forecast that is exactly right
  misses by, is itself above 0.7 of that mean's error in these companies (printed beside), so chance alone leaves no room; the forecast stands
  at its floor. At 3 deals a week and week 2 it ties with conversion (1.01), both at the floor: with so few deals the choice of a method is chance too.
- **Peers** answer one simple question, how many deals reached each stage, from the event file. Weir's load is its whole
  import and its answer the whole funnel with curves and intervals. SQLite runs as WebAssembly: \`node:sqlite\` is not in
  Node 20, and better-sqlite3 needs a compiler or a download outside the registry.
`;

/** The page of figures: what was measured how, on what machine, and all measures. */
export function benchmarksPage(machine: string, measures: readonly Measure[]): string {
  return `${introduction}\nMachine of this run: ${machine}.\n\n${markdownOf(measures)}`;
}

function markdownOf(measures: readonly Measure[]): string {
  const sections = [...new Set(measures.map(({ section }) => section))];
  return sections.map((section) => markdownSection(section, measures)).join('\n');
}

function markdownSection(section: string, measures: readonly Measure[]): string {
  const rows = measures
    .filter((measure) => measure.section === section)
    .map((m) => `| ${m.what} | ${m.measured} | ${m.limit} | ${verdicts.get(m.pass)} | ${m.beside} |`);
  return `## ${section}\n\n| what | measured | limit | | beside |\n| --- | ---: | --- | --- | --- |\n${rows.join('\n')}\n`;
}
