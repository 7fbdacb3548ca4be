import { Connection } from '#engine/query/connection';

type Verb = (...given: never[]) => Promise<unknown>;
const verbs = ['all', 'columns', 'run', 'table'] as const;

/** Milliseconds that each SQL statement of the engine takes, with planning and reading what it answers, while it `counts`. */
export class StatementClock {
  counts = false;
  readonly times: number[] = [];
  readonly #own = Connection.prototype as unknown as Record<(typeof verbs)[number], Verb>;
  readonly #before = verbs.map((verb) => [verb, this.#own[verb]] as const);

  constructor() {
    const clock = this;
    for (const [verb, work] of this.#before) {
      this.#own[verb] = async function (this: Connection, ...given: never[]) {
        const start = performance.now();
        try {
          return await work.apply(this, given);
        } finally {
          if (clock.counts) clock.times.push(performance.now() - start);
        }
      };
    }
  }

  /** Leaves the connections as they were. */
  stop(): void {
    for (const [verb, work] of this.#before) this.#own[verb] = work;
  }
}
