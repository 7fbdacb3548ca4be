import { secondsPerDay } from '#generate/company/calendar';
import { lostStage, stages, wonStage } from '#generate/company/market';
import { createdAt, type Deal, type DealEvent, isStageEvent } from '#generate/deal/deal';
import { dealsOf, generateCompany } from '#generate/generate-company';
import { type Run, runsOf } from '#generate/truth/runs';
import { dayOfNumber } from '#shared/time/day';
import { company, type PlainDeal, type Written } from './support';
import type { SystemCase } from './systems';

type OwnedRun = Run & { owner: number };
type KnownDeal = { owner: number; plain: Omit<PlainDeal, 'owner'>; runs: OwnedRun[] };

const deals: readonly Deal[] = [...dealsOf(generateCompany(company))];
const ownerIndices = [...new Set(deals.map((deal) => deal.events.at(-1)!.owner))].sort((a, b) => a - b);

const dayOf = (seconds: number): string => dayOfNumber(Math.floor(seconds / secondsPerDay));

/** The changes of stage that the evidence of a format lets one see. */
function seenEvents(deal: Deal, { evidence }: SystemCase): DealEvent[] {
  const events = deal.events.filter(isStageEvent);
  if (evidence === 'log') return events;
  if (evidence === 'state') return events.slice(-1);
  return events.filter((event, i) => !events.slice(i + 1).some(({ stage }) => stage === event.stage));
}

function known(deal: Deal, wanted: SystemCase): KnownDeal {
  const lastStage = deal.events.findLast(isStageEvent)!;
  const last = wanted.onlyStageEvents ? lastStage : deal.events.at(-1)!;
  const outcome = last.stage === wonStage ? 'won' : last.stage === lostStage ? 'lost' : 'open';
  const amount = last.amount === null ? null : last.amount / 100;
  const closed = wanted.closed === 'booked' ? dayOfNumber(last.expectedClose) : dayOf(lastStage.at);
  return {
    owner: last.owner,
    plain: {
      outcome,
      amount: wanted.zeroAmount ? (amount ?? 0) : amount,
      created: dayOf(createdAt(deal)),
      closed: outcome === 'open' ? null : closed,
    },
    runs: ownedRuns(deal, wanted, last.owner),
  };
}

/** Whose a run is: the deal's present owner, or where the log names owners the one who had it at the run's end. */
function ownedRuns(deal: Deal, wanted: SystemCase, present: number): OwnedRun[] {
  const seen = seenEvents(deal, wanted);
  const named = wanted.onlyStageEvents ? seen : deal.events;
  const runs = runsOf({ ...deal, events: seen });
  return runs.map((run, i) => {
    const next = runs[i + 1]?.visits[0]?.at;
    if (!wanted.ownersLogged || next === undefined) return { ...run, owner: present };
    return { ...run, owner: named.findLast(({ at }) => at < next)!.owner };
  });
}

/** Dates that were overwritten can leave a run of which only the loss is known. */
const wasOpen = ({ visits, outcome }: Run): boolean =>
  outcome === 'won' || visits.some(({ stage }) => stage < wonStage);

type OwnerFigures = { owner: string; deals: number; won: number; lost: number; wonValue: number };
type Reach = { stage: string; any: number; reached: number };

/** What an import has to come to: one deal after another, by owner, and by stage. Runs count as metrics count lives. */
export type Known = {
  deals: PlainDeal[];
  runs: { won: number; lost: number; open: number };
  owners: OwnerFigures[];
  reach: Reach[];
};

export function knownOf(sample: Written, wanted: SystemCase): Known {
  const nameOf = new Map(ownerIndices.map((owner, i) => [owner, sample.truth.owners[i]!.owner]));
  const all = deals.map((deal) => {
    const { owner, plain, runs } = known(deal, wanted);
    return { plain: { owner: nameOf.get(owner)!, ...plain }, runs };
  });
  const runs = all.flatMap((deal) => deal.runs);
  const count = (outcome: Run['outcome']): number => runs.filter((run) => run.outcome === outcome).length;
  const owners = new Map<string, OwnerFigures>();
  for (const { plain, runs } of all) {
    for (const run of runs) {
      const owner = nameOf.get(run.owner)!;
      const figures = owners.get(owner) ?? { owner, deals: 0, won: 0, lost: 0, wonValue: 0 };
      figures.deals += 1;
      if (run.outcome !== 'open') figures[run.outcome] += 1;
      if (run.outcome === 'won') figures.wonValue += plain.amount ?? 0;
      owners.set(owner, figures);
    }
  }
  return {
    deals: all.map(({ plain }) => plain),
    runs: { won: count('won'), lost: count('lost'), open: count('open') },
    owners: [...owners.values()].sort((a, b) => (a.owner < b.owner ? -1 : 1)),
    reach: stages.map((_, rank) => ({
      stage: sample.truth.stages[rank]!,
      any: runs.filter(({ visits }) => visits.some(({ stage }) => stage === rank)).length,
      reached: runs.filter((run) => run.furthest >= rank && wasOpen(run)).length,
    })),
  };
}
