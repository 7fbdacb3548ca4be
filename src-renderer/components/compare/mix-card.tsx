import { useCallback } from 'react';
import type { CompareAnswer } from '#shared/results/compare';
import type { ChartContext } from '../../charts/chart-model';
import { emptyKey } from '../../charts/dot-interval';
import { type MixSelect, mixEffect } from '../../charts/mix-effect';
import { useDrill } from '../../state/use-drill';
import { useFormat } from '../../state/use-format';
import { ChartCard } from '../chart-card';
import { Column } from '../page';

/** The change of the win rate as what changed inside groups and what their mix did; only where the mix matters. */
export function MixCard({ answer, stale }: { answer: CompareAnswer; stale: boolean }) {
  const format = useFormat();
  const split = answer.mix[0];
  const build = useCallback((context: ChartContext) => mixEffect(split ?? null, context), [split]);
  const { openDrill } = useDrill();
  const [field, second] = split?.fields ?? [];
  const { compared } = answer;
  const onSelect = useCallback(
    ({ key }: MixSelect) =>
      openDrill({
        title: `${compared.label}: ${key}`,
        behind: { metric: 'cycle', part: 'n' },
        ...(field === undefined ? {} : { group: { field, value: key === emptyKey ? null : key } }),
        scope: compared.scope,
        definition: 'compare.mix',
      }),
    [openDrill, compared, field],
  );
  if (!split?.matters) return null;
  const by = split.labels.join(' and ').toLowerCase();
  return (
    <Column span={12}>
      <ChartCard
        title={`Rate and mix, by ${by}`}
        caption={`Won by day ${format.number(answer.mixAtDays)}: ${format.points(split.difference)}, of which ${format.points(split.rateEffect)} inside groups by ${by} and ${format.points(split.mixEffect)} by their mix; at the old mix the rate would be ${format.percent(split.standardised, 1)} instead of ${format.percent(split.compared, 1)}`}
        build={build}
        // Groups of two fields are none that deals can be listed by.
        onSelect={second === undefined ? onSelect : undefined}
        about={{ title: `Rate and mix, by ${by}`, definition: 'compare.mix' }}
        stale={stale}
      />
    </Column>
  );
}
