import type { Connection } from '#engine/query/connection';

/** A time zone as DuckDB spells it, whatever its case; null for no IANA name that it knows. */
export async function knownZone(connection: Connection, zone: string): Promise<string | null> {
  const [found] = await connection.all<{ name: string }>(
    'SELECT min(name) AS name FROM pg_timezone_names() WHERE lower(name) = lower($zone) HAVING count(*) > 0',
    { zone },
  );
  return found?.name ?? null;
}
