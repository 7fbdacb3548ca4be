import { constants } from '#engine/metrics/constants';
import type { WorkspaceFacts } from '#engine/metrics/facts';
import { learned } from '#engine/metrics/health/learned';
import { levelStays, recordOf } from '#engine/metrics/health/limit-record';
import { holdMonth } from '#engine/metrics/recent/held-months';
import { learnFirst } from '#engine/metrics/reps/learned-before';
import type { Connection } from '#engine/query/connection';
import { addDays, addMonths, monthStart } from '#shared/time/day';
import type { EngineOptions } from './engine';
import type { Session } from './session';

/** Learns what pages need to know of the month of a day, and remembers it for them. */
type Lesson = (connection: Connection, facts: WorkspaceFacts, day: string) => Promise<unknown>;

/** What the first question about a month would have to wait for. */
const lessons: readonly Lesson[] = [learned, holdMonth, levelStays, recordOf, learnFirst];

/** How many months back from the as-of day. */
const months = 12;

/** How long nothing has been asked before the next step begins, in milliseconds. */
const rest = 50;

/**
 * Learns of past months what is remembered of them, before it is asked: step by step while no call runs. A call stops the step
 * that runs, which begins again later. What fails is learned when it is asked for.
 */
export class LearnAhead {
  readonly #fewest: number;
  readonly #opened: () => Session | null;
  #facts: WorkspaceFacts | null = null;
  #left: ((connection: Connection) => Promise<unknown>)[] = [];
  #calls = 0;
  #running: { stop: AbortController; ended: Promise<boolean> } | null = null;
  #timer: NodeJS.Timeout | undefined;
  #waiting: (() => void)[] = [];

  /** `opened` tells which workspace is open at the moment. */
  constructor(learnAhead: EngineOptions['learnAhead'], opened: () => Session | null) {
    this.#fewest = learnAhead === 'always' ? 1 : learnAhead === 'many' ? constants.exactAges + 1 : Infinity;
    this.#opened = opened;
  }

  /** Runs a call, during which nothing is learned ahead. */
  async during<T>(call: () => Promise<T>): Promise<T> {
    this.#calls++;
    this.#stop();
    try {
      return await call();
    } finally {
      this.#calls--;
      this.#restFirst();
    }
  }

  /** Stops, until nothing of it runs any more. Whoever closes a workspace waits for it. */
  async quiet(): Promise<void> {
    this.#stop();
    await this.#running?.ended;
    // Whoever waits for the end hears of it.
    this.#restFirst();
  }

  /** Until nothing is left to learn. */
  async done(): Promise<void> {
    if (this.#fewest === Infinity) return;
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#restFirst();
    });
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#running?.stop.abort();
  }

  #restFirst(): void {
    if (this.#calls > 0 || this.#fewest === Infinity) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#next(), rest);
    // It must not keep a program alive that waits for nothing.
    if (this.#waiting.length === 0) this.#timer.unref();
  }

  async #next(): Promise<void> {
    if (this.#running) return;
    const session = this.#opened();
    this.#lookAt(session?.facts ?? null);
    const [step] = this.#left;
    if (!session || !step) {
      for (const resolve of this.#waiting.splice(0)) resolve();
      return;
    }
    const stop = new AbortController();
    const ended = session.workspace.database.use(step, stop.signal).then(
      () => true,
      () => !stop.signal.aborted,
    );
    this.#running = { stop, ended };
    if (await ended) this.#left.shift();
    this.#running = null;
    this.#restFirst();
  }

  /** All is to be learned anew where the data changed or another workspace was opened. */
  #lookAt(facts: WorkspaceFacts | null): void {
    if (facts === this.#facts) return;
    this.#facts = facts;
    this.#left =
      facts && facts.opportunities >= this.#fewest
        ? daysOf(facts).flatMap((day) => lessons.map((learn) => (on: Connection) => learn(on, facts, day)))
        : [];
  }
}

/** The as-of day and the last days of the months before. */
function daysOf({ asOf }: WorkspaceFacts): string[] {
  const ends = Array.from({ length: months }, (_, ago) => addDays(addMonths(monthStart(asOf), -ago), -1));
  return [asOf, ...ends];
}
