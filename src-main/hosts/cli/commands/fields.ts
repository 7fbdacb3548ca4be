import type { Command } from 'commander';
import { type FieldDefinition, type FileKind, fieldsOfKind, fileKinds } from '#shared/model/fields';
import type { FieldCompleteness } from '#shared/results/workspace';
import type { CliRun } from '../cli-host';
import { type Column, tableText } from '../format/table';
import type { WorkspaceOptions } from '../options';
import { addWorkspaceOption, formatOf, workspaceOf } from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';
import { fieldColumns } from './status';

type FieldRow = FieldDefinition & { kind: FileKind };

/** `weir fields`: the dictionary that mapping files, --where and --by speak, and what a workspace has of it. */
export function addFields(program: Command, run: CliRun): void {
  const command = program
    .command('fields')
    .summary('the field dictionary: what a column can mean')
    .description(
      'What a column of an export can mean. Mapping files, --where and --by use these names. ' +
        'With -w also the fields that the workspace has, its own columns included.',
    );
  addWorkspaceOption(command).action((options: WorkspaceOptions) => printFields(run, options));
}

async function printFields(run: CliRun, options: WorkspaceOptions): Promise<void> {
  const format = formatOf(options);
  const fields = fieldRows();
  if (options.workspace === undefined) {
    const text = (): string => tableText(columns, fields);
    printOutput(run.host, format, { document: { fields }, text, rows: fields });
    return;
  }
  const { fields: found } = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('workspace.status', {}),
  );
  const text = (): string => `${tableText(columns, fields)}\n${foundText(found)}`;
  printOutput(run.host, format, { document: { fields, workspace: found }, text, rows: found });
}

function foundText(found: readonly FieldCompleteness[]): string {
  return `In this workspace\n${tableText(fieldColumns, found)}`;
}

function fieldRows(): FieldRow[] {
  return fileKinds.flatMap((kind) => fieldsOfKind[kind].map((field) => ({ kind, ...field })));
}

const columns: readonly Column<FieldRow>[] = [
  { header: 'kind', cell: (row) => row.kind },
  { header: 'field', cell: (row) => row.field },
  { header: 'type', cell: (row) => row.type },
  { header: 'label', cell: (row) => row.label },
  { header: 'meaning', cell: (row) => row.meaning },
];
