/**
 * SQL with its `{{name}}` places taken by these parts. What a part itself holds is not looked at again: names in it may
 * come from a file. Throws where a place has no part.
 */
export function filled(sql: string, parts: Readonly<Record<string, string | number>>): string {
  return sql.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const part = parts[name];
    if (part === undefined) throw new Error(`Nothing stands for {{${name}}} in ${sql.slice(0, 80)}…`);
    return String(part);
  });
}
