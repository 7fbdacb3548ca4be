import type { Formatters } from '../charts/formatters';

/** Days and shares in texts of the engine, as the rest of the window writes them. */
export function asRead(text: string, format: Formatters): string {
  return text
    .replace(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => format.day(day))
    .replace(/\b(\d+) %/g, (_, share: string) => format.percent(Number(share) / 100));
}
