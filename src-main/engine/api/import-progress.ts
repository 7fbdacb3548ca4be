import type { CallOptions } from '#shared/contract/methods';

type OnProgress = NonNullable<CallOptions['onProgress']>;

/** What of a file the work is at: its bytes are copied, or its tables read and understood. */
export type Part = 'copied' | 'read' | 'understood';

/** Shares of the time that a file takes, as measured on large ones. */
const shares: Record<Part, number> = { copied: 0.2, read: 0.6, understood: 0.2 };

/** What is smaller is not worth a message. */
const smallest = 0.0001;

/** Tells the progress over files that are worked on at once, each as much of it as it has bytes. */
export class ImportProgress {
  readonly #done: Record<Part, number>[];
  readonly #steps: string[] = [];
  readonly #sizes: readonly number[];
  readonly #tell: (fraction: number, step: string) => void;

  constructor(sizes: readonly number[], onProgress: OnProgress) {
    const all = sizes.reduce((sum, size) => sum + size, 0) || 1;
    this.#sizes = sizes.map((size) => size / all);
    this.#done = sizes.map(() => ({ copied: 0, read: 0, understood: 0 }));
    this.#tell = forward(onProgress);
  }

  /** `share` of this part of the file is done. The step that is told is that of the first file not done. */
  at(file: number, part: Part, share: number, step: string): void {
    const done = this.#done[file];
    if (done) done[part] = Math.max(done[part], share);
    this.#steps[file] = step;
    const first = this.#done.findIndex(({ understood }) => understood < 1);
    this.#tell(this.#fraction(), this.#steps[first] ?? step);
  }

  #fraction(): number {
    const parts = Object.entries(shares) as [Part, number][];
    return this.#sizes.reduce(
      (sum, size, file) =>
        sum + size * parts.reduce((own, [part, share]) => own + share * (this.#done[file]?.[part] ?? 0), 0),
      0,
    );
  }
}

/** Progress that never goes back and is told only where it can be seen. */
export function forward(onProgress: OnProgress): (fraction: number, step: string) => void {
  let told = -1;
  return (fraction, step) => {
    if (fraction < told + smallest) return;
    told = fraction;
    onProgress({ fraction, step });
  };
}
