import { resolve } from 'node:path';
import type { Command } from 'commander';
import { WeirError } from '#shared/contract/errors';
import type { CliRun } from '../cli-host';
import { counted } from '../format/cells';
import type { ScopeOptions } from '../options';
import { addScopeOptions, formatOf, scopeOf, workspaceOf } from '../options';
import { printOutput } from '../output';
import { replaceFile } from '../replace-file';
import { withWorkspace } from '../session';

type ExportOptions = ScopeOptions & { out: string };

const help = `
Example:
  weir export deals -w sales.weir --where region=West --out west.csv
`;

/** `weir export deals --out FILE.csv`: every deal in scope with every column. */
export function addExport(program: Command, run: CliRun): void {
  const command = program
    .command('export')
    .summary('write deals to a CSV file')
    .description('Writes the deals in scope, with every column, to a CSV file.')
    .argument('<table>', 'deals')
    .requiredOption('--out <file>', 'the file to write, NAME.csv; an existing file is replaced');
  addScopeOptions(command).addHelpText('after', help);
  command.action((table: string, options: ExportOptions) => exportTable(run, table, options));
}

async function exportTable(run: CliRun, table: string, options: ExportOptions): Promise<void> {
  const format = formatOf(options);
  checkSupported(table, options.out);
  const out = resolve(options.out);
  const ticket = await withWorkspace(run.host, workspaceOf(options), async ({ call, engine }) => {
    const made = await call('deals.export', scopeOf(options));
    const file = engine.ticketFile(made.ticket);
    if (file === null) throw new WeirError({ code: 'internal', message: 'The exported file is gone' });
    await replaceFile(file.path, out);
    return made;
  });
  const document = { file: out, rows: ticket.rows, bytes: ticket.bytes };
  const text = (): string => `Wrote ${counted(ticket.rows, 'deal', 'deals')} to ${options.out}\n`;
  printOutput(run.host, format, { document, text, rows: [document] });
}

function checkSupported(table: string, out: string): void {
  if (table !== 'deals') {
    throw new WeirError({
      code: 'not-supported',
      message: `There is no export of ${table}`,
      hint: 'deals can be exported; weir sql "FROM weir.…" --format csv prints any other table.',
    });
  }
  if (!/\.csv$/i.test(out)) {
    throw new WeirError({
      code: 'not-supported',
      message: `${out} does not end in .csv`,
      hint: 'Deals are written as CSV; name the file NAME.csv.',
    });
  }
}
