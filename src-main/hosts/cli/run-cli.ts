import { CommanderError } from 'commander';
import type { CliHost, CliRun } from './cli-host';
import { exitCodeOf, failureOf, failureText } from './failure';
import { weirProgram } from './program';

/**
 * Runs one command line (without `node` and the script) and returns the exit code: 0 done, 1 unexpected,
 * 2 wrong usage or input, 3 rows rejected under --strict, 130 cancelled.
 */
export async function runCli(args: readonly string[], host: CliHost, version: string): Promise<number> {
  const run: CliRun = { host, exitCode: 0 };
  try {
    const program = weirProgram(run, version);
    if (args.length === 0) program.outputHelp();
    else await program.parseAsync(args, { from: 'user' });
    return run.exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const failure = failureOf(error, host.signal.aborted);
    host.stderr.write(failureText(failure, wantsJson(args)));
    return exitCodeOf(failure.code);
  }
}

/** Whether errors are read by a program; asked of the raw arguments, since parsing may be what failed. */
function wantsJson(args: readonly string[]): boolean {
  const format = args.indexOf('--format');
  return (
    args.includes('--json') || args.includes('--format=json') || (format >= 0 && args[format + 1] === 'json')
  );
}
