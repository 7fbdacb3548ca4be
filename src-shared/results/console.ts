import type { DefinitionKey } from './definitions';

export type SchemaColumn = { name: string; type: string };

/** A table or view of the workspace that can be queried. */
export type SchemaTable = {
  schema: string;
  name: string;
  kind: 'table' | 'view';
  /** About; null of a view. */
  rows: number | null;
  columns: SchemaColumn[];
  text: string | null;
};

/** A metric macro of the workspace: a function that gives a table. */
export type SchemaMacro = {
  schema: string;
  name: string;
  parameters: { name: string; text: string | null }[];
  text: string;
  /** What the numbers in it mean. */
  definition: DefinitionKey;
  /** A call with what it needs, without the schema's name. */
  call: string;
  /** Columns of what that call gives. */
  columns: SchemaColumn[];
  /** A statement to start from. */
  example: string;
};

export type SqlSchema = { tables: SchemaTable[]; macros: SchemaMacro[]; examples: SqlExample[] };

/** A query or view kept under a name; `content` is the statement or the address. */
export type SavedItem = { id: number; name: string; content: string };

/** Characters of a statement, `to` exclusive, that an error is about: `details.place` of `sql-error`. */
export type SqlErrorPlace = { from: number; to: number };

/** A query to start from. */
export type SqlExample = { title: string; sql: string };
