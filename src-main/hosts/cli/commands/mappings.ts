import type { Command } from 'commander';
import { WeirError } from '#shared/contract/errors';
import type { RememberedMapping } from '#shared/results/workspace';
import type { CliRun } from '../cli-host';
import { type Column, tableText } from '../format/table';
import { addWorkspaceOption, formatOf, type WorkspaceOptions, workspaceOf } from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';

type MappingsOptions = WorkspaceOptions & { forget?: string };

/** `weir mappings`: the corrections that apply to later files under the same headers, and forgetting them. */
export function addMappings(program: Command, run: CliRun): void {
  const command = program
    .command('mappings')
    .summary('corrections remembered for later files')
    .description(
      'Lists the corrections that apply to later files under the same headers; with --forget, forgets one of them.',
    )
    .option('--forget <id>', 'forget the corrections with this id; what is loaded stays as it is');
  addWorkspaceOption(command).action((options: MappingsOptions) => mappings(run, options));
}

async function mappings(run: CliRun, options: MappingsOptions): Promise<void> {
  const format = formatOf(options);
  const { forget } = options;
  const list = await withWorkspace(
    run.host,
    workspaceOf(options),
    async ({ call }) => {
      const all = await call('mapping.remembered', {});
      return forget === undefined ? all : call('mapping.forget', { headers: withId(all, forget).headers });
    },
    { readOnly: forget === undefined },
  );
  const rows = list.map((remembered) => ({ id: idOf(remembered), ...remembered }));
  const text = (): string =>
    rows.length === 0 ? 'No corrections are remembered.\n' : tableText(columns, rows);
  printOutput(run.host, format, { document: { mappings: rows }, text, rows });
}

const shownDigits = 8;

function idOf({ headers }: RememberedMapping): string {
  return headers.slice(0, shownDigits);
}

function withId(all: readonly RememberedMapping[], id: string): RememberedMapping {
  const found = all.filter(({ headers }) => headers.startsWith(id));
  if (found.length === 1 && found[0]) return found[0];
  throw new WeirError({
    code: 'invalid-input',
    message: `There is no remembered mapping ${id}.`,
    hint: all.length > 0 ? `Those here: ${all.map(idOf).join(', ')}.` : 'No corrections are remembered here.',
  });
}

const columns: readonly Column<RememberedMapping>[] = [
  { header: 'id', cell: idOf },
  { header: 'from', cell: (row) => row.file },
  { header: 'imported', cell: (row) => row.importedAt.slice(0, 10) },
  { header: 'corrects', cell: (row) => Object.keys(row.mapping).join(', ') },
];
