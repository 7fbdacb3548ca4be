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

/** All measures as Markdown tables, one for each section. */
export function markdownOf(measures: readonly Measure[]): string {
  const sections = [...new Set(measures.map(({ section }) => section))];
  return sections.map((section) => markdownSection(section, measures)).join('\n');
}

function markdownSection(section: string, measures: readonly Measure[]): string {
  const rows = measures
    .filter((measure) => measure.section === section)
    .map((m) => `| ${m.what} | ${m.measured} | ${m.limit} | ${verdicts.get(m.pass)} | ${m.beside} |`);
  return `## ${section}\n\n| what | measured | limit | | beside |\n| --- | ---: | --- | --- | --- |\n${rows.join('\n')}\n`;
}
