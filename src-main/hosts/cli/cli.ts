#!/usr/bin/env node
import { version } from '../../../package.json';
import { processHost } from './process-host';
import { runCli } from './run-cli';

const cancelledExitCode = 130;

const cancel = new AbortController();
process.on('SIGINT', () => {
  // A second Ctrl-C does not wait for the roll back; the file is safe either way.
  if (cancel.signal.aborted) process.exit(cancelledExitCode);
  cancel.abort();
});
// A reader that has enough (`weir deals | head`) closes the pipe; that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await runCli(process.argv.slice(2), processHost(import.meta.url, cancel.signal), version);
