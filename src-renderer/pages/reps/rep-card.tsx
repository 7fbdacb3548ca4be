import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import type { RepStage, RepStageRow, RepStagesAnswer, RepCard as Told } from '#shared/results/reps';
import type { Formatters } from '../../charts/formatters';
import { isolated } from '../../charts/rep-cells';
import { Card } from '../../components/card';
import { EmptyState } from '../../components/empty-state';
import { useDrill } from '../../state/use-drill';
import { useFormat } from '../../state/use-format';
import classes from './reps.module.css';
import { pValueText, rowOf } from './sentence';
import type { RepView, useRepControls } from './use-rep-controls';
import { useRepDrill } from './use-rep-drill';

type RepCardProps = { answer: RepStagesAnswer; view: RepView; controls: ReturnType<typeof useRepControls> };

/** One rep: what to work on and how sure that is, whom to learn from, strengths, load. The address keeps who it is. */
export function RepCard({ answer, view, controls }: RepCardProps) {
  const { card } = view;
  const names = answer.cards.flatMap(({ owner }) => (owner === null ? [] : [owner]));
  return (
    <Card
      title={<bdi>{card?.owner ?? 'Rep'}</bdi>}
      caption={card ? <Since card={card} answer={answer} /> : undefined}
      toolbar={
        <Select
          size="xs"
          w="100%"
          aria-label="Rep"
          data={names}
          value={card?.owner ?? null}
          onChange={controls.setRep}
          allowDeselect={false}
          searchable
          limit={200}
          comboboxProps={{ shadow: 'md' }}
        />
      }
    >
      {card ? (
        <Facts card={card} answer={answer} onRep={controls.setRep} />
      ) : (
        <EmptyState title="No rep to show" hint="Import a list with the owner of each deal." />
      )}
    </Card>
  );
}

function Since({ card, answer }: { card: Told; answer: RepStagesAnswer }) {
  const format = useFormat();
  const since = card.since ? `deals since ${format.day(card.since)}` : 'no deal yet';
  const ramp = card.rampUntil
    ? `; new until ${format.day(card.rampUntil)}, deals of the first ${format.days(answer.ramp.days)} ${answer.ramp.counted ? 'are counted' : 'are left out'}`
    : '';
  return (
    <>
      {card.team ? <bdi>{card.team}, </bdi> : null}
      {since}
      {ramp}
    </>
  );
}

type FactsProps = { card: Told; answer: RepStagesAnswer; onRep: (rep: string) => void };

function Facts({ card, answer, onRep }: FactsProps) {
  const format = useFormat();
  const stage = answer.stages.find((one) => one.stage !== null && one.stage === card.focus?.stage);
  const row = rowOf(answer, card.owner, stage);
  return (
    <dl className={classes.facts}>
      {card.focus && stage && row ? (
        <>
          <Fact name="Work on">
            <strong className={classes.focus}>{stage.stage}</strong>
            <Evidence card={card} row={row} stage={stage} answer={answer} />
          </Fact>
          <Fact name="Learn from">
            {card.focus.learnFrom.length === 0
              ? 'Nobody is surely above the team in this stage.'
              : card.focus.learnFrom.map((name, at) => (
                  <span key={name}>
                    {at > 0 ? ', ' : ''}
                    <button type="button" className={classes.open} onClick={() => onRep(name)}>
                      <bdi>{name}</bdi>
                    </button>
                  </span>
                ))}
          </Fact>
        </>
      ) : (
        <Fact name="Work on">No stage lies below the team by more than chance does.</Fact>
      )}
      <Fact name="Strengths">
        {card.strengths.length === 0
          ? 'No stage lies above the team by more than chance does.'
          : card.strengths.map((name, at) => <Strength key={name} {...{ name, at, card, answer }} />)}
      </Fact>
      <WholeSale card={card} answer={answer} />
      <Load card={card} answer={answer} format={format} />
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

type EvidenceProps = { card: Told; row: RepStageRow; stage: RepStage; answer: RepStagesAnswer };

/** Effect, interval, number, and whether it is real: in the stage, and among all cells of the map. */
function Evidence({ card, row, stage, answer }: EvidenceProps) {
  const format = useFormat();
  const openDeals = useRepDrill(answer.ramp);
  const { owner } = card;
  const true80 =
    row.low === null ? '' : ` What is known of the true rate: ${format.percentRange(row.low, row.high)}.`;
  const map = row.mapP !== null && row.mapP <= 0.1 ? 'also' : 'not';
  return (
    <>
      <p>
        <Deals onOpen={() => openDeals({ owner, stage, part: 'went-on' })}>{format.count(row.k)}</Deals> of{' '}
        <Deals onOpen={() => openDeals({ owner, stage })}>{format.deals(row.n)}</Deals> went on within{' '}
        {format.days(stage.withinDays)}: {format.percent(row.adjusted)} at the team’s mix, where the team
        brings on {format.percent(stage.rate)}.{true80}
      </p>
      <p>{whyText(row, stage, format)}</p>
      <p>
        {card.focus?.evidence === 'flagged'
          ? `Chance does not explain it (${pValueText(row.p, format)}, ${pValueText(row.adjustedP ?? 1, format)} corrected for all reps of the stage), ${map} among all cells of the map.`
          : `It may be chance (${pValueText(row.p, format)}); the 80% interval alone lies below the team.`}{' '}
        At the team’s rate about {format.number(card.focus?.extraDeals ?? 0, 0)} more of these deals would
        have gone on.
      </p>
    </>
  );
}

/** Whether deals that did not go on were lost, or took longer than others. */
function whyText(row: RepStageRow, stage: RepStage, format: Formatters): string {
  const undecided = ({ n, k, lost }: Pick<RepStage, 'n' | 'k' | 'lost'>) => (n - k - lost) / Math.max(1, n);
  const lost = (of: Pick<RepStage, 'n' | 'lost'>) => of.lost / Math.max(1, of.n);
  const slower = undecided(row) - undecided(stage);
  const cause = slower > lost(row) - lost(stage) ? 'Deals take longer here' : 'Deals are lost here';
  return `${cause}: ${format.percent(lost(row))} were lost in that time and ${format.percent(undecided(row))} undecided, of all reps ${format.percent(lost(stage))} and ${format.percent(undecided(stage))}.`;
}

function Deals({ onOpen, children }: { onOpen: () => void; children: ReactNode }) {
  return (
    <button type="button" className={classes.open} onClick={onOpen}>
      {children}
    </button>
  );
}

type StrengthProps = { name: string; at: number; card: Told; answer: RepStagesAnswer };

function Strength({ name, at, card, answer }: StrengthProps) {
  const format = useFormat();
  const openDeals = useRepDrill(answer.ramp);
  const stage = answer.stages.find((one) => one.stage === name);
  const row = rowOf(answer, card.owner, stage);
  if (!stage || !row) return null;
  return (
    <>
      {at > 0 ? '; ' : ''}
      {name}:{' '}
      <Deals onOpen={() => openDeals({ owner: card.owner, stage })}>
        {format.percent(row.adjusted)} of {format.count(row.n)}
      </Deals>{' '}
      against {format.percent(stage.rate)}
    </>
  );
}

function WholeSale({ card, answer }: { card: Told; answer: RepStagesAnswer }) {
  const format = useFormat();
  const openDeals = useRepDrill(answer.ramp);
  const stage = answer.stages[0];
  const row = rowOf(answer, card.owner, stage);
  if (!stage || !row || row.n === 0) return null;
  return (
    <Fact name="Whole sale">
      {format.percent(row.adjusted)} of{' '}
      <Deals onOpen={() => openDeals({ owner: card.owner, stage })}>{format.deals(row.n)}</Deals> won within{' '}
      {format.days(stage.withinDays)}, the team {format.percent(stage.rate)}
    </Fact>
  );
}

function Load({ card, answer, format }: { card: Told; answer: RepStagesAnswer; format: Formatters }) {
  const { openDrill } = useDrill();
  const { load } = answer;
  const late =
    load.lateStages.length > 0
      ? `, ${format.count(card.lateDeals)} of them in ${load.lateStages.length > 3 ? `the last ${load.lateStages.length} stages` : load.lateStages.join(' or ')}`
      : '';
  return (
    <Fact name="Load">
      <Deals
        onOpen={() =>
          openDrill({
            title: `${isolated(card.owner ?? '')}: open deals`,
            behind: { metric: 'pipeline' },
            group: { field: 'owner', value: card.owner },
            definition: 'pipeline',
          })
        }
      >
        {format.count(card.openDeals)} open {card.openDeals === 1 ? 'deal' : 'deals'}
      </Deals>
      {late}; usual are {format.count(load.open)} and {format.count(load.late)}
      {card.severalOwners > 0
        ? `. ${format.count(card.severalOwners)} counted deals had another owner before`
        : ''}
    </Fact>
  );
}
