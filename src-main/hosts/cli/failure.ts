import { CommanderError } from 'commander';
import { type ErrorCode, toErrorData, WeirError, type WeirErrorData } from '#shared/contract/errors';
import { plainText } from './format/plain-text';

/** Codes that are Weir's or the machine's fault; every other code is wrong usage or input. */
const unexpectedCodes: readonly ErrorCode[] = ['internal', 'engine-stopped', 'disk-full'];

/** Exit codes: 1 unexpected, 2 wrong usage or input, 130 cancelled. */
export function exitCodeOf(code: ErrorCode): number {
  if (code === 'cancelled') return 130;
  return unexpectedCodes.includes(code) ? 1 : 2;
}

/** Any thrown thing as the error that is printed; what commander refuses is wrong usage. */
export function failureOf(error: unknown, cancelled: boolean): WeirErrorData {
  if (cancelled && !(error instanceof WeirError))
    return { code: 'cancelled', message: 'Cancelled, nothing changed' };
  if (error instanceof CommanderError) return usageFailure(error);
  return toErrorData(error);
}

function usageFailure({ code, message: text }: CommanderError): WeirErrorData {
  if (code === 'commander.help') return missingSubcommand;
  const [message = '', ...suggestion] = text.replace(/^error: /, '').split('\n');
  const near = suggestion.join(' ').match(/\(Did you mean (.+?)\?\)/)?.[1];
  const hint = near
    ? `The nearest is ${near}.`
    : 'weir --help lists the commands, weir COMMAND --help their options.';
  return { code: 'invalid-input', message: upperFirst(message), hint };
}

const missingSubcommand: WeirErrorData = {
  code: 'invalid-input',
  message: 'A subcommand is missing',
  hint: 'weir COMMAND --help lists them.',
};

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The error as one JSON document, or as lines for people. */
export function failureText(failure: WeirErrorData, asJson: boolean): string {
  if (asJson) {
    const { code, message, hint = null, details = null } = failure;
    return `${JSON.stringify({ error: { code, message, hint, details } })}\n`;
  }
  const lines = [`error: ${plainText(failure.message, true)}`];
  if (failure.hint) lines.push(`hint: ${plainText(failure.hint, true)}`);
  return `${lines.join('\n')}\n`;
}
