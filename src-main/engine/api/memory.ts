/** Enough for the pages of a working session; answers are small. */
const most = 200;

/** Answers by question. Whoever changes the data forgets them all. */
export class Memory {
  readonly #answers = new Map<string, unknown>();

  /** The answer given before, or the one that `answer` gives now; what fails is not remembered. */
  async recall<T>(question: string, answer: () => Promise<T>): Promise<T> {
    if (this.#answers.has(question)) return this.#answers.get(question) as T;
    const answers = this.#answers;
    const given = await answer();
    if (answers.size >= most) answers.delete(answers.keys().next().value as string);
    answers.set(question, given);
    return given;
  }

  forget(): void {
    this.#answers.clear();
  }
}
