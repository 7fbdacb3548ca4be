import { createFormatters, type Formatters } from '../charts/formatters';
import { useStatus } from './use-workspace';

/** Formatters in the reader's locale and the workspace's currency. */
export function useFormat(): Formatters {
  const { data: status } = useStatus();
  return formattersFor(status?.currency ?? null);
}

const made = new Map<string | null, Formatters>();

/** One for the whole window: the same formatters keep charts from being drawn anew. */
function formattersFor(currency: string | null): Formatters {
  const formatters = made.get(currency) ?? createFormatters(readableLocale(navigator.languages), currency);
  made.set(currency, formatters);
  return formatters;
}

/** The first language that the platform can write numbers in; systems without a language name odd ones. */
function readableLocale(languages: readonly string[]): string {
  return languages.find(isReadable) ?? 'en';
}

function isReadable(locale: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale).length > 0;
  } catch {
    return false;
  }
}
