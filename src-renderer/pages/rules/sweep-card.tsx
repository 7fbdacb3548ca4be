import { NumberInput, Select as SelectInput } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import type { RulePack } from '#shared/model/rule-pack';
import { bestLimit, type RuleSimulationAnswer } from '#shared/results/rules';
import type { ChartContext } from '../../charts/chart-model';
import { emptyKey } from '../../charts/dot-interval';
import { ruleSweep, type SweepSelect } from '../../charts/rule-sweep';
import { Card } from '../../components/card';
import { ChartCard } from '../../components/chart-card';
import { ChartKey } from '../../components/chart-key';
import { NothingClosed } from '../../components/nothing-closed';
import { useDrill } from '../../state/use-drill';
import { useFormat } from '../../state/use-format';
import { useAddressValue } from '../../state/use-scope';
import { kindLabels, unitOf } from './rule-words';
import classes from './rules.module.css';

type Props = { answer: RuleSimulationAnswer; pack: RulePack; stale: boolean };

export const usualCost = 3;

/** What each limit of a rule would have taken, and the best one for what a wrongly taken win costs. */
export function SweepCard({ answer, pack, stale }: Props) {
  const format = useFormat();
  const { openDrill } = useDrill();
  const [at, setAt] = useAddressValue('sweep');
  const [given, setGiven] = useAddressValue('cost');
  const cost = Number(given) > 0 ? Number(given) : usualCost;
  const index = pack.rules[Number(at)] ? Number(at) : 0;
  const rule = pack.rules[index];
  const unit = unitOf(rule?.kind ?? 'not-closed');
  const current = rule?.limit ?? 0;
  const own = useMemo(() => answer.sweep.filter((row) => row.rule === index), [answer, index]);
  const all = useMemo(() => own.filter((row) => row.value === undefined), [own]);
  const build = useCallback(
    (context: ChartContext) => ruleSweep(all, { cost, current, unit }, context),
    [all, cost, current, unit],
  );
  const onSelect = useCallback(
    ({ limit, part }: SweepSelect) => {
      if (!rule) return;
      const { source, since } = answer.followUps;
      const tried = { rules: [{ kind: rule.kind, limit }], followUp: pack.followUp };
      openDrill({
        title: `Taken at ${limit} ${unit}, ${part === 'won' ? 'won later' : 'lost'}`,
        behind: { metric: 'rules', part, pack: tried, rule: 0, source, since },
        definition: 'rules.limit',
        method: 'metric.ruleSimulation',
        params: { pack: tried },
      });
    },
    [openDrill, rule, answer, pack, unit],
  );
  const values = rule?.by
    ? [...new Set(own.flatMap(({ value }) => (value === undefined ? [] : [value])))]
    : [];
  if (answer.sweep.every(({ won, lost }) => won + lost === 0)) {
    return (
      <Card title="Which limit is best">
        <NothingClosed
          title="No deal that a limit takes has closed since"
          hint="What a limit is worth shows in deals that it would have taken and that were won or lost later."
        />
      </Card>
    );
  }
  return (
    <ChartCard
      title="Which limit is best"
      caption="Gain: deals taken that were lost, less the cost of those that were won; a point opens its deals"
      build={build}
      onSelect={onSelect}
      about={{
        title: 'Best limit of a rule',
        definition: 'rules.limit',
        method: 'metric.ruleSimulation',
        params: { pack },
      }}
      stale={stale}
      toolbar={
        <>
          <SelectInput
            size="xs"
            w={200}
            aria-label="Rule"
            data={pack.rules.map(({ kind, limit }, i) => ({
              value: String(i),
              label: `${kindLabels[kind]}: ${limit}`,
            }))}
            value={String(index)}
            onChange={setAt}
            allowDeselect={false}
          />
          <NumberInput
            size="xs"
            w={200}
            aria-label="Cost of a wrongly taken win, in recycled dead deals"
            prefix="a win costs "
            suffix=" dead deals"
            min={0.1}
            max={1000}
            step={1}
            value={cost}
            onChange={(next) =>
              setGiven(Number(next) > 0 && Number(next) !== usualCost ? String(next) : null)
            }
          />
        </>
      }
      footer={
        <>
          <ChartKey
            entries={[
              { mark: 'lost-line', text: 'Lost' },
              { mark: 'won-line', text: 'Won later' },
              { mark: 'strong', text: 'Gain' },
            ]}
          />
          <p className={classes.best}>{bestText('', bestLimit(all, cost), unit, format)}</p>
          {values.map((value) => (
            <p key={value ?? emptyKey} className={classes.best}>
              {bestText(
                `${rule?.by?.field} ${value ?? emptyKey}: `,
                bestLimit(
                  own.filter((row) => row.value === value),
                  cost,
                ),
                unit,
                format,
              )}
            </p>
          ))}
        </>
      }
    />
  );
}

function bestText(
  name: string,
  best: ReturnType<typeof bestLimit>,
  unit: string,
  format: ReturnType<typeof useFormat>,
): string {
  if (!best)
    return `${name}No limit gains anything: whatever is taken costs more wins than it recycles dead deals.`;
  const { row, from, to, atEdge } = best;
  const near = from === to ? '' : `; ${from} to ${to} are within 5% of it`;
  const edge = atEdge ? ' It is the shortest there is: at this cost waiting gains nothing.' : '';
  return `${name}The best limit is ${format.count(row.limit)} ${unit}: ${format.count(row.lost)} dead ${row.lost === 1 ? 'deal' : 'deals'} recycled for ${format.count(row.won)} ${row.won === 1 ? 'win' : 'wins'} taken wrongly${near}.${edge}`;
}
