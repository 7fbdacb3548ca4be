import {
  type DuckDBDataChunk,
  DuckDBDoubleVector,
  DuckDBIntegerVector,
  DuckDBUTinyIntVector,
  type DuckDBValue,
} from '@duckdb/node-api';

/**
 * All values of one column. The few types that large results are made of have loops of their own: a loop that meets one
 * class alone is compiled for it, and takes a third of the time of one for all.
 */
export function columnValues(chunks: readonly DuckDBDataChunk[], column: number): DuckDBValue[] {
  const values: DuckDBValue[] = [];
  for (const chunk of chunks) {
    const vector = chunk.getColumnVector(column);
    const count = vector.itemCount;
    if (vector instanceof DuckDBIntegerVector) {
      for (let i = 0; i < count; i++) values.push(vector.getItem(i));
    } else if (vector instanceof DuckDBDoubleVector) {
      for (let i = 0; i < count; i++) values.push(vector.getItem(i));
    } else if (vector instanceof DuckDBUTinyIntVector) {
      for (let i = 0; i < count; i++) values.push(vector.getItem(i));
    } else {
      for (let i = 0; i < count; i++) values.push(vector.getItem(i));
    }
  }
  return values;
}
