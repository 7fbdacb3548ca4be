import { daySchema } from '#shared/model/scope';
import { useAddressValue } from '../../state/use-scope';

/** What is compared; `none` shows what there is to choose. */
export type CompareChoice =
  | { kind: 'none' }
  | { kind: 'previous' }
  | { kind: 'date'; day: string | null }
  | { kind: 'groups'; by: string | null; base: string | null; compared: string | null };

/** The comparison of a page, in the address as `compare=date~2025-01-01` or `compare=groups~region~West~East`. */
export function useCompareChoice(start: CompareChoice['kind']) {
  const [text, setText] = useAddressValue('compare');
  return {
    choice: parseChoice(text ?? start),
    setChoice: (choice: CompareChoice) => setText(writeChoice(choice)),
  };
}

export function parseChoice(text: string): CompareChoice {
  const [kind, ...rest] = text.split('~');
  const [first = null, second = null, third = null] = rest.map((part) => part || null);
  if (kind === 'previous') return { kind };
  if (kind === 'date') return { kind, day: daySchema.safeParse(first).data ?? null };
  if (kind === 'groups') return { kind, by: first, base: second, compared: third };
  return { kind: 'none' };
}

export function writeChoice(choice: CompareChoice): string {
  switch (choice.kind) {
    case 'date':
      return `date~${choice.day ?? ''}`;
    case 'groups':
      return ['groups', choice.by, choice.base, choice.compared].map((part) => part ?? '').join('~');
    default:
      return choice.kind;
  }
}
