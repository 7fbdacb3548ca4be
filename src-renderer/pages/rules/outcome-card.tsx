import { useCallback, useMemo } from 'react';
import type { RulePack } from '#shared/model/rule-pack';
import type { RuleSimulationAnswer, SimulationRow } from '#shared/results/rules';
import type { ChartContext } from '../../charts/chart-model';
import { fade } from '../../charts/marks';
import { type StackRow, stackedBars } from '../../charts/stacked-bars';
import { ChartCard } from '../../components/chart-card';
import { ChartKey } from '../../components/chart-key';
import { useDrill } from '../../state/use-drill';
import { useFormat } from '../../state/use-format';
import { ruleText } from './rule-words';
import classes from './rules.module.css';

type Part = 'won' | 'lost' | 'open';
type Select = { rule: number | null; part: Part };
type Props = { answer: RuleSimulationAnswer; pack: RulePack; stale: boolean };

const partLabels: Record<Part, string> = { won: 'won later', lost: 'lost', open: 'still open' };

/** What the rules would have taken in the past, and what became of it in fact. */
export function OutcomeCard({ answer, pack, stale }: Props) {
  const format = useFormat();
  const { openDrill } = useDrill();
  const { rows, followUps, warnings } = answer;
  const stacked = useMemo(
    (): StackRow<Select>[] =>
      rows.map((row) => ({
        name: nameOf(row),
        note: `${format.count(row.taken)} taken, ${format.percent(row.takenShare)}`,
        parts: (['lost', 'won', 'open'] as const).map((part) => ({
          value: row[part],
          select: { rule: row.rule, part },
        })),
      })),
    [rows, format],
  );
  const build = useCallback(
    (context: ChartContext) => {
      const { theme } = context;
      const parts = [
        { label: 'Lost', fill: fade(theme.lost, 0.55) },
        { label: 'Won later', fill: theme.won },
        { label: 'Still open', fill: theme.open },
      ];
      return stackedBars(stacked, { field: 'Rule', parts, write: format.count }, context);
    },
    [stacked, format],
  );
  const onSelect = useCallback(
    ({ rule, part }: Select) =>
      openDrill({
        title: `Taken, ${partLabels[part]}`,
        behind: {
          metric: 'rules',
          part,
          pack,
          source: followUps.source,
          since: followUps.since,
          ...(rule === null ? {} : { rule }),
        },
        definition: 'rules.simulation',
        method: 'metric.ruleSimulation',
        params: { pack },
      }),
    [openDrill, pack, followUps],
  );
  return (
    <ChartCard
      title="What the rules would have taken, and what became of it"
      caption="Each deal replayed day by day; a win that a rule would have taken is a wrong one"
      build={build}
      onSelect={onSelect}
      about={{
        title: 'Simulation of rules',
        definition: 'rules.simulation',
        method: 'metric.ruleSimulation',
        params: { pack },
      }}
      warnings={warnings}
      stale={stale}
      footer={
        <>
          <ChartKey
            entries={[
              { mark: 'lost', text: 'Lost' },
              { mark: 'won', text: 'Won later' },
              { mark: 'open', text: 'Still open' },
            ]}
          />
          {rows.map((row) => (
            <p key={row.rule ?? 'all'} className={classes.best}>
              {textOf(row, format)}
            </p>
          ))}
        </>
      }
    />
  );
}

function nameOf({ kind, limit }: SimulationRow): string {
  return kind === null ? 'The whole pack' : ruleText({ kind, limit: limit ?? 0 });
}

function textOf(row: SimulationRow, format: ReturnType<typeof useFormat>): string {
  const name = nameOf(row);
  const closed = row.won + row.lost;
  if (row.taken === 0) return `${name}: would have taken none.`;
  if (closed === 0) return `${name}: none of those taken has closed since.`;
  const spared =
    row.sparedRate === null ? '' : `, against ${format.percent(row.sparedRate)} of the deals not taken`;
  const days =
    row.medianDaysSpared === null
      ? ''
      : ` Lost ones would have been taken ${format.days(row.medianDaysSpared)} before the loss at the median.`;
  return `${name}: ${format.count(row.won)} ${row.won === 1 ? 'win' : 'wins'} worth ${format.moneyShort(row.wonValue)} taken wrongly, ${format.percent(row.wonRate)} (${format.percentRange(row.wonLow, row.wonHigh)}) of ${format.count(closed)} closed since${spared}.${days}`;
}
