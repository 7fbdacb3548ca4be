import type { Command } from 'commander';
import { type FieldDefinition, type FileKind, fieldsOfKind, fileKinds } from '#shared/model/fields';
import type { CliRun } from '../cli-host';
import { type Column, tableText } from '../format/table';
import { type FormatOptions, formatOf } from '../options';
import { printOutput } from '../output';

type FieldRow = FieldDefinition & { kind: FileKind };

/** `weir fields`: the dictionary that mapping files, --where and --by speak. */
export function addFields(program: Command, run: CliRun): void {
  program
    .command('fields')
    .summary('the field dictionary: what a column can mean')
    .description('What a column of an export can mean. Mapping files, --where and --by use these names.')
    .action((options: FormatOptions) => {
      const fields = fieldRows();
      const text = (): string => tableText(columns, fields);
      printOutput(run.host, formatOf(options), { document: { fields }, text, rows: fields });
    });
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
