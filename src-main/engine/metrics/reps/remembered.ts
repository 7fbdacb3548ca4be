import type { WorkspaceFacts } from '../facts';

/** Questions of one state of the data; answers are small. */
const most = 40;

/**
 * Remembers the answers to a kind of question as long as the data stay as they are: the page asks for all stages and for one,
 * which have much in common. A question that failed, or whose asker was cancelled, is asked again.
 */
export function remembering<Answer>() {
  const known = new WeakMap<WorkspaceFacts, Map<string, Promise<Answer>>>();
  return async (facts: WorkspaceFacts, question: string, ask: () => Promise<Answer>): Promise<Answer> => {
    const answers = known.get(facts) ?? new Map<string, Promise<Answer>>();
    known.set(facts, answers);
    const given = await answers.get(question)?.catch(() => undefined);
    if (given !== undefined) return given;
    const answer = ask();
    if (answers.size >= most) answers.delete([...answers.keys()][0] ?? '');
    answers.set(question, answer);
    answer.catch(() => answers.delete(question));
    return answer;
  };
}
