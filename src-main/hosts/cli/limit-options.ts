import { type Command, InvalidArgumentError } from 'commander';
import { given, parsePositive } from './options';

export type LimitOptions = { limit?: 'learned' | 'tuned' | number; touch?: number };

/** The options that say when an open deal is stale. */
export function addLimitOptions(command: Command): Command {
  return command
    .option(
      '--limit <limit>',
      'days in a stage beyond which a deal is stale: learned from won deals (default), tuned to what was lost, or a number',
      parseLimit,
    )
    .option(
      '--touch <days>',
      'days without a touch beyond which it is; half of them in late stages',
      parseDays,
    );
}

export function limitsOf({ limit, touch }: LimitOptions): {
  limit?: 'learned' | 'tuned' | number;
  touch?: number;
} {
  return given({ limit, touch });
}

function parseLimit(text: string): 'learned' | 'tuned' | number {
  if (text === 'learned' || text === 'tuned') return text;
  try {
    return parsePositive(text);
  } catch {
    throw new InvalidArgumentError('learned, tuned or a number of days is expected.');
  }
}

function parseDays(text: string): number {
  const days = parsePositive(text);
  if (Number.isInteger(days)) return days;
  throw new InvalidArgumentError('Whole days are expected.');
}
