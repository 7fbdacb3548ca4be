import { useCallback } from 'react';
import type { CompareAnswer, CompareArm } from '#shared/results/compare';
import type { ChartContext } from '../../charts/chart-model';
import { type CurveGroup, type CurveSelect, survivalCurves } from '../../charts/survival-curves';
import { useDrill } from '../../state/use-drill';
import { ChartCard } from '../chart-card';
import { Column } from '../page';

/** The shares still open and won of both sides by age. */
export function CurvesCard({ answer, stale }: { answer: CompareAnswer; stale: boolean }) {
  const { openDrill } = useDrill();
  const { base, compared, atDays } = answer;
  const build = useCallback(
    (measure: 'survival' | 'won') => (context: ChartContext) =>
      survivalCurves(
        [groupOf('compared', compared, atDays), groupOf('base', base, atDays)],
        (point) => point[measure],
        context,
      ),
    [base, compared, atDays],
  );
  const open = useCallback((context: ChartContext) => build('survival')(context), [build]);
  const won = useCallback((context: ChartContext) => build('won')(context), [build]);
  const onSelect = useCallback(
    ({ key }: CurveSelect) => {
      const side = key === 'base' ? base : compared;
      openDrill({
        title: side.label,
        behind: { metric: 'cycle', part: 'n' },
        scope: side.scope,
        definition: 'compare.difference',
      });
    },
    [openDrill, base, compared],
  );
  if (!base.curve || !compared.curve) return null;
  const test = (figure: 'time-to-close' | 'win-rate', name: string) => {
    const p = answer.rows.find((row) => row.figure === figure)?.p;
    const within = answer.stratifiedBy ? ` inside groups by ${answer.stratifiedBy}` : '';
    return p == null ? '' : `; ${name}${within}: p ${p < 0.001 ? '< 0.001' : p.toFixed(3)}`;
  };
  return (
    <>
      <Column span={6}>
        <ChartCard
          title="Still open, both sides"
          caption={`By days since creation${test('time-to-close', 'log-rank test')}`}
          build={open}
          onSelect={onSelect}
          stale={stale}
        />
      </Column>
      <Column span={6}>
        <ChartCard
          title="Won, both sides"
          caption={`By days since creation${test('win-rate', 'Gray’s test')}`}
          build={won}
          onSelect={onSelect}
          stale={stale}
        />
      </Column>
    </>
  );
}

function groupOf(key: string, { label, n, median, curve = [] }: CompareArm, end: number | null): CurveGroup {
  return { key, label, n, end, median, curve };
}
