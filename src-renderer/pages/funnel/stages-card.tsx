import { useCallback } from 'react';
import type { Within } from '#shared/model/within';
import type { MetricAnswer } from '#shared/results/envelope';
import type { FunnelDefinition, FunnelRow } from '#shared/results/metrics';
import type { ChartContext } from '../../charts/chart-model';
import { type FunnelPart, type FunnelSelect, stageFunnel } from '../../charts/stage-funnel';
import { ChartCard } from '../../components/chart-card';
import { ChartKey } from '../../components/chart-key';
import type { DrillInput } from '../../state/drill';
import { useDrill } from '../../state/use-drill';
import { useFormat } from '../../state/use-format';
import { useScope } from '../../state/use-scope';

type StagesCardProps = {
  answer: MetricAnswer<FunnelRow>;
  params: { definition: FunnelDefinition; within?: Within };
  stale: boolean;
};

const partWords: Record<FunnelPart, string> = {
  entered: 'reached',
  advanced: 'went further',
  lost: 'lost',
  open: 'still open',
};

/** The funnel itself. Each bar and each part of a bar opens its deals. */
export function StagesCard({ answer, params, stale }: StagesCardProps) {
  const { controls } = useScope();
  const format = useFormat();
  const { openDrill } = useDrill();
  const { rows } = answer;
  const { weight } = controls;
  const { definition, within } = params;
  const build = useCallback((context: ChartContext) => stageFunnel(rows, weight, context), [rows, weight]);
  const about: DrillInput = {
    title: 'Stage funnel',
    definition: `funnel.${definition}`,
    method: 'metric.funnel',
    params,
  };
  const onSelect = useCallback(
    ({ stage, part }: FunnelSelect) =>
      openDrill({
        title: `${stage}, ${partWords[part]}`,
        behind: {
          metric: 'funnel',
          definition,
          stage,
          part,
          ...(within === undefined || part === 'entered' ? {} : { within }),
        },
        definition: `funnel.${definition}`,
        method: 'metric.funnel',
        params: { definition, ...(within === undefined ? {} : { within }) },
      }),
    [openDrill, definition, within],
  );
  return (
    <ChartCard
      title="How many deals reach each stage, and what becomes of them"
      caption={captionOf(rows, within, format.number)}
      build={build}
      onSelect={onSelect}
      about={about}
      warnings={answer.warnings}
      stale={stale}
      footer={
        <ChartKey
          entries={[
            { mark: 'further', text: 'Go further' },
            { mark: 'undecided', text: 'Undecided' },
            { mark: 'lost', text: 'Lost' },
            ...(weight === 'count' ? [{ mark: 'interval', text: '95% interval' } as const] : []),
            { mark: 'naive', text: 'Naive: share gone further so far' },
          ]}
        />
      }
    />
  );
}

function captionOf(
  rows: readonly FunnelRow[],
  within: Within | undefined,
  write: (value: number) => string,
): string {
  if (typeof within === 'object') {
    const days = Object.entries(within).map(([stage, of]) => `${stage} at day ${write(of)}`);
    return `Read ${days.join(', ')} after reaching the stage, other stages as far as enough deals are seen; open deals count as unfinished`;
  }
  if (within !== undefined)
    return `Read at day ${write(within)} after reaching the stage; open deals count as unfinished`;
  const ages = rows.flatMap((row) => (row.atDays === null ? [] : [row.atDays]));
  if (ages.length === 0) return 'Open deals count as unfinished, not as failures';
  return `Read as far as enough deals are seen, at most day ${write(Math.max(...ages))} after reaching the stage; open deals count as unfinished`;
}
