import type { Warning } from '#shared/results/envelope';
import type { CliHost } from './cli-host';
import { csvOfRows } from './format/csv';
import { plainText } from './format/plain-text';

export type OutputFormat = 'table' | 'json' | 'csv';

/** What a command has to say, in the three forms. `document` is the whole of stdout with --json. */
export type Output = {
  document: unknown;
  /** Lines for people. */
  text(): string;
  /** Rows for --format csv; commands without rows leave it out. */
  rows?: readonly object[];
  warnings?: readonly Warning[];
};

/** Prints an output in one format. Warnings stand below a table, and on stderr beside JSON and CSV. */
export function printOutput(host: CliHost, format: OutputFormat, output: Output): void {
  if (format === 'table') {
    host.stdout.write(output.text() + warningText(output.warnings));
    return;
  }
  host.stdout.write(
    format === 'json' ? `${JSON.stringify(output.document)}\n` : csvOfRows(output.rows ?? []),
  );
  host.stderr.write(warningText(output.warnings));
}

function warningText(warnings: readonly Warning[] = []): string {
  return warnings.map((warning) => `warning: ${plainText(warning.message)}\n`).join('');
}
