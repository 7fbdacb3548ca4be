import type { MethodInput } from '#shared/contract/methods';
import { addDays } from '#shared/time/day';
import type { ResolvedScope } from '../../state/scope';
import type { CompareChoice } from './use-compare-choice';

/** Half a year, compared where no period is chosen. */
const usualDays = 182;

/** The parameters of a choice, or null where it does not say enough yet. */
export function compareRequest(
  choice: CompareChoice,
  scope: ResolvedScope,
  asOf: string | null,
): MethodInput<'metric.compare'> | null {
  switch (choice.kind) {
    case 'none':
      return null;
    case 'date':
      return choice.day === null ? null : { ...scope, splitDate: choice.day };
    case 'groups':
      return choice.by === null ? null : { ...scope, by: choice.by, groups: groupsOf(choice) };
    case 'previous':
      if (scope.from) return { ...scope };
      return asOf === null ? null : { ...scope, from: addDays(asOf, 1 - usualDays) };
  }
}

/** The group that others are measured by stands first; one alone is measured by all others. */
function groupsOf({ base, compared }: Extract<CompareChoice, { kind: 'groups' }>): string[] {
  if (compared === null) return [];
  return base === null || base === compared ? [compared] : [base, compared];
}
