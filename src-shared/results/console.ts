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
  parameters: string[];
  text: string | null;
  /** What the numbers in it mean. */
  definition: DefinitionKey | null;
  example: string | null;
};

export type SqlSchema = { tables: SchemaTable[]; macros: SchemaMacro[] };

/** A query or view kept under a name; `content` is the statement or the address. */
export type SavedItem = { id: number; name: string; content: string };
