import { tooLarge } from '../container-errors';
import { limits } from '../limits';

/**
 * The texts that cells of a workbook share, outside the heap of JavaScript and one after the other, so that a million
 * of them weigh what they are long. Fails with file-too-large beyond the limit.
 */
export class SharedTexts {
  readonly #name: string;
  #bytes: Buffer = Buffer.allocUnsafe(1 << 16);
  #ends = new Uint32Array(1 << 12);
  #count = 0;
  #length = 0;

  constructor(name: string) {
    this.#name = name;
  }

  add(text: string): void {
    const needed = this.#length + text.length * 3;
    if (needed > this.#bytes.length) this.#bytes = grown(this.#bytes, needed);
    this.#length += this.#bytes.write(text, this.#length, 'utf8');
    if (this.#length > limits.sharedTexts) {
      const hint = 'Save the sheet as CSV (UTF-8) and import that file.';
      throw tooLarge(this.#name, 'has more text than fits into memory', hint);
    }
    if (this.#count === this.#ends.length) {
      const ends = new Uint32Array(this.#ends.length * 2);
      ends.set(this.#ends);
      this.#ends = ends;
    }
    this.#ends[this.#count++] = this.#length;
  }

  /** The text at a place; undefined where there is none. */
  at(index: number): string | undefined {
    if (!(index >= 0 && index < this.#count)) return undefined;
    const start = index === 0 ? 0 : this.#ends[index - 1];
    return this.#bytes.toString('utf8', start, this.#ends[index]);
  }
}

function grown(bytes: Buffer, needed: number): Buffer {
  const larger = Buffer.allocUnsafe(Math.max(needed, bytes.length * 2));
  bytes.copy(larger);
  return larger;
}
