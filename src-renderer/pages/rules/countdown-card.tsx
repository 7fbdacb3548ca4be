import { useCallback, useMemo } from 'react';
import type { RulePack } from '#shared/model/rule-pack';
import { dueBands, type RuleCountdownAnswer } from '#shared/results/rules';
import type { ChartContext } from '../../charts/chart-model';
import { fade } from '../../charts/marks';
import { type StackRow, stackedBars } from '../../charts/stacked-bars';
import type { ChartTheme } from '../../charts/theme';
import { ChartCard } from '../../components/chart-card';
import { ChartKey, type KeyEntry } from '../../components/chart-key';
import { useDrill } from '../../state/use-drill';
import { useFormat } from '../../state/use-format';
import { ruleText } from './rule-words';

type Select = { rule: number | null; band: number };
type Props = { answer: RuleCountdownAnswer; pack: RulePack; stale: boolean };

const bandLabels = dueBands.map(({ from, to }) =>
  from === null ? 'Limit reached' : to === null ? `over ${from - 1} days` : `${from}–${to} days`,
);
/** The nearer, the deeper. */
const depths = [0.72, 0.52, 0.36, 0.24, 0.14];

const keyEntries = bandLabels.map(
  (text, i): KeyEntry =>
    i === 0
      ? { mark: 'open', text }
      : {
          mark: 'open',
          text,
          fill: `color-mix(in srgb, var(--open) ${(depths[i - 1] ?? 0.14) * 100}%, transparent)`,
        },
);

/** Open deals by the days that each rule leaves them; a part opens its deals. */
export function CountdownCard({ answer, pack, stale }: Props) {
  const format = useFormat();
  const { openDrill } = useDrill();
  const { rows, followUps, warnings } = answer;
  const stacked = useMemo(
    (): StackRow<Select>[] =>
      rows
        .filter(({ kind }) => kind !== 'capacity' || rows.length === 2)
        .map(({ rule, kind, limit, bands }) => ({
          name: kind === null ? 'Nearest of all' : ruleText({ kind, limit: limit ?? 0 }),
          note: '',
          parts: bands.map(({ count }, band) => ({ value: count, select: { rule, band } })),
        })),
    [rows],
  );
  const build = useCallback(
    (context: ChartContext) =>
      stackedBars(stacked, { field: 'Rule', parts: partsOf(context.theme), write: format.count }, context),
    [stacked, format],
  );
  const onSelect = useCallback(
    ({ rule, band }: Select) => {
      const { from, to } = dueBands[band] ?? dueBands[0];
      openDrill({
        title: `${bandLabels[band]}${rule === null ? '' : `, ${ruleText(pack.rules[rule] ?? { kind: 'not-closed', limit: 0 })}`}`,
        behind: {
          metric: 'rules',
          part: 'due',
          pack,
          source: followUps.source,
          since: followUps.since,
          ...(rule === null ? {} : { rule }),
          ...(from === null ? {} : { leftFrom: from }),
          ...(to === null ? {} : { leftTo: to }),
        },
        definition: 'rules.countdown',
        method: 'metric.ruleCountdown',
        params: { pack, limit: 0 },
      });
    },
    [openDrill, pack, followUps],
  );
  return (
    <ChartCard
      title="Days that the rules leave to open deals"
      caption={`${format.count(answer.n)} open ${answer.n === 1 ? 'deal' : 'deals'}; ${followUps.source === 'change' ? 'a follow-up is any recorded change of a deal' : followUps.source === 'activity' ? 'a follow-up is an activity that was done' : 'a follow-up is an activity or a recorded change'}`}
      build={build}
      onSelect={onSelect}
      about={{
        title: 'Countdown of rules',
        definition: 'rules.countdown',
        method: 'metric.ruleCountdown',
        params: { pack, limit: 0 },
      }}
      warnings={warnings}
      stale={stale}
      footer={<ChartKey entries={keyEntries} />}
    />
  );
}

function partsOf(theme: ChartTheme) {
  return bandLabels.map((label, i) => ({
    label,
    fill: i === 0 ? theme.open : fade(theme.open, depths[i - 1] ?? 0.14),
  }));
}
