import { userInfo } from 'node:os';
import type { Command } from 'commander';

export type AuthorOptions = { author?: string };

export function addAuthorOption(command: Command): Command {
  return command.option('--author <name>', 'who says so (default: the name you are logged in under)');
}

/** Who says something: the name that is given, else the one of the login. */
export function authorOf({ author }: AuthorOptions): string {
  if (author !== undefined) return author;
  try {
    return userInfo().username || 'unknown';
  } catch {
    // A user without an entry in the system's list, as in some containers.
    return 'unknown';
  }
}
