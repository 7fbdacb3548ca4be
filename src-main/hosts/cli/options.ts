import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { WeirError } from '#shared/contract/errors';
import type { Condition, ScopeInput } from '#shared/model/scope';
import { parseWithin, type Within } from '#shared/model/within';
import { dayNumber, dayOfNumber } from '#shared/time/day';
import type { OutputFormat } from './output';

export type FormatOptions = { json?: boolean; format?: OutputFormat };
export type WorkspaceOptions = FormatOptions & { workspace?: string };
export type ScopeOptions = WorkspaceOptions & {
  asOf?: string;
  from?: string;
  to?: string;
  where?: string[];
  by?: string;
  value?: boolean;
  cleanUps?: 'dated' | 'booked';
  pipeline?: string;
};

export function addFormatOptions(command: Command): Command {
  return command
    .optionsGroup('Output:')
    .option('--json', 'one JSON document on stdout, nothing else there')
    .addOption(
      new Option('--format <form>', 'how to print, a table where nothing is said').choices([
        'table',
        'json',
        'csv',
      ]),
    );
}

export function addWorkspaceOption(command: Command): Command {
  return command.option('-w, --workspace <file>', 'the workspace file, NAME.weir');
}

/** The options that say which deals and which days a number looks at; without `weight` nothing can be weighed by amount. */
export function addScopeOptions(command: Command, { weight = true } = {}): Command {
  addWorkspaceOption(command)
    .optionsGroup('What to look at:')
    .option('--as-of <day>', 'the day to look from (default: the latest day the data shows)', parseDay)
    .option('--from <day>', 'first day of the period', parseDay)
    .option('--to <day>', 'last day of the period, inclusive', parseDay)
    .option(
      '--where <field=value>',
      'only these deals; repeat for more: the same field means or, another field and; FIELD= asks for empty',
      collect,
    )
    .option('--pipeline <name>', 'one pipeline, where there are several');
  if (weight) command.option('--value', 'weigh by amount instead of counting');
  return command.addOption(
    new Option(
      '--clean-ups <day>',
      'losses of days of clean-up: dated at the last sign of life (default), or as booked',
    ).choices(['dated', 'booked']),
  );
}

export function addByOption(command: Command): Command {
  return command.option('--by <field>', 'break down by owner, team, segment, source or any other field');
}

/** The workspace path, absolute. Error: `invalid-input` when -w is missing. */
export function workspaceOf(options: WorkspaceOptions): string {
  if (options.workspace) return resolve(options.workspace);
  throw new WeirError({
    code: 'invalid-input',
    message: 'No workspace is named',
    hint: 'Add -w NAME.weir; weir import FILE -w NAME.weir makes one.',
  });
}

/** The output format. `--json` is short for `--format json`. Error: `invalid-input` when they disagree. */
export function formatOf(options: FormatOptions): OutputFormat {
  if (!options.json) return options.format ?? 'table';
  if (options.format === undefined || options.format === 'json') return 'json';
  throw new WeirError({
    code: 'invalid-input',
    message: `--json and --format ${options.format} contradict each other`,
    hint: 'Leave one of them out.',
  });
}

/** The scope that the options describe; what is not given is left to the engine. */
export function scopeOf(options: ScopeOptions): ScopeInput & { by?: string } {
  const { asOf, from, to, pipeline, cleanUps, by } = options;
  return {
    ...given({ asOf, from, to, pipeline, cleanUps, by }),
    where: conditionsOf(options.where ?? []),
    weight: options.value ? 'value' : 'count',
  };
}

/** The entries that have a value. */
export function given<T extends object>(entries: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}

function conditionsOf(texts: readonly string[]): Condition[] {
  const values = new Map<string, (string | null)[]>();
  for (const text of texts) {
    const split = text.indexOf('=');
    if (split < 1) throw badCondition(text);
    const field = text.slice(0, split).trim();
    values.set(field, [...(values.get(field) ?? []), text.slice(split + 1) || null]);
  }
  return [...values].map(([field, list]) => ({ field, values: list }));
}

function badCondition(text: string): WeirError {
  return new WeirError({
    code: 'invalid-input',
    message: `--where ${text} is not FIELD=VALUE`,
    hint: 'Write for example --where region=West.',
  });
}

function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}

export function parseDay(text: string): string {
  const real = /^\d{4}-\d{2}-\d{2}$/.test(text) && isRealDay(text);
  if (!real) throw new InvalidArgumentError('A day is written YYYY-MM-DD.');
  return text;
}

function isRealDay(text: string): boolean {
  const n = dayNumber(text);
  return Number.isFinite(n) && dayOfNumber(n) === text;
}

export function parsePositive(text: string): number {
  const n = Number(text);
  if (!(Number.isFinite(n) && n > 0)) throw new InvalidArgumentError('A number above zero is expected.');
  return n;
}

/** An amount of money; thousands may be set off by commas or blanks. */
export function parseAmount(text: string): number {
  const n = Number(text.replaceAll(/[,\s_]/g, ''));
  if (text.trim() === '' || !Number.isFinite(n)) throw new InvalidArgumentError('An amount is expected.');
  return n;
}

/** A conversion window: days, or days by stage. */
export function parseWindow(text: string): Within {
  const within = parseWithin(text);
  if (within === null) {
    throw new InvalidArgumentError(
      'Days are expected, or STAGE=DAYS for each stage: 90 or Qualify=30,Proposal=60.',
    );
  }
  return within;
}

export function parseWhole(text: string): number {
  const n = Number(text);
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(n)) {
    throw new InvalidArgumentError('A whole number is expected.');
  }
  return n;
}
