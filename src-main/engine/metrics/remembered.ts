import type { WorkspaceFacts } from './facts';

/** Questions of one state of the data; answers are small. */
const most = 40;

/**
 * Remembers the answers to a kind of question as long as the data stay as they are: the page asks for all stages and for one,
 * which have much in common. A question that failed, or whose asker was cancelled, is asked again by who waited for it.
 */
export function remembering<Answer>() {
  const known = new WeakMap<WorkspaceFacts, Map<string, Promise<Answer>>>();
  return async (facts: WorkspaceFacts, question: string, ask: () => Promise<Answer>): Promise<Answer> => {
    const answers = known.get(facts) ?? new Map<string, Promise<Answer>>();
    known.set(facts, answers);
    for (let asked = answers.get(question); asked; asked = answers.get(question)) {
      const given = await asked.then(
        (answer) => ({ answer }),
        () => null,
      );
      if (given) return given.answer;
      if (answers.get(question) === asked) answers.delete(question);
    }
    const answer = ask();
    if (answers.size >= most) answers.delete([...answers.keys()][0] ?? '');
    answers.set(question, answer);
    return answer;
  };
}
