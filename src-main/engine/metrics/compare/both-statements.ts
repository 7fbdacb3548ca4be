import { type Fragment, shown } from '../scope-sql';

/** The statements of two sides as one, which names the side of each row. */
export function bothStatements(base: Fragment, compared: Fragment): Fragment {
  const of = (side: string, statement: Fragment) =>
    `SELECT '${side}' AS side, * FROM (\n${shown(statement)}\n)`;
  return { sql: `${of('base', base)}\nUNION ALL\n${of('compared', compared)}`, params: {} };
}
