import { useMemo } from 'react';
import type { ResolvedScope } from '../../state/scope';
import { useAddressValue, useScope } from '../../state/use-scope';

export const limitChoices = ['learned', 'tuned', '30', '60', '90'] as const;
export const touchChoices = ['14', '30', '60'] as const;

export type Limits = { limit: 'learned' | 'tuned' | number; touch?: number };

/** The page's own controls: when a deal is stale, and which list is shown. The period says nothing about a day. */
export function useHealthControls() {
  const { scope } = useScope();
  const [limit, setLimit] = useAddressValue('limit');
  const [touch, setTouch] = useAddressValue('touch');
  const [list, setList] = useAddressValue('list');
  const choice = limitChoices.find((known) => known === limit) ?? 'learned';
  const days = touchChoices.find((known) => known === touch) ?? '30';
  const limits = useMemo<Limits>(
    () => ({
      limit: choice === 'learned' || choice === 'tuned' ? choice : Number(choice),
      ...(days === '30' ? {} : { touch: Number(days) }),
    }),
    [choice, days],
  );
  const day = useMemo<ResolvedScope>(() => {
    const { from: _from, to: _to, ...rest } = scope;
    return rest;
  }, [scope]);
  return { day, limits, choice, setLimit, touch: days, setTouch, list, setList };
}
