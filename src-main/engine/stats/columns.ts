/**
 * Hands out up to `count` columns of `length` numbers, all 0, from one piece of memory: a curve of one rep is a dozen short
 * columns, and pieces of their own cost more than what they hold.
 */
export function columnsOf(length: number, count: number): () => Float64Array {
  const memory = new Float64Array(length * count);
  let made = 0;
  return () => {
    if (made === count) throw new RangeError(`There are only ${count} columns`);
    return memory.subarray(length * made, length * ++made);
  };
}
