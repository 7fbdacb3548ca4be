import type { RepCard, RepStage, RepStageRow } from '#shared/results/reps';
import { constants } from '../constants';
import { groupBy, sumOf } from '../group-by';
import type { Load } from './load';
import { noLoad } from './load';
import type { Person } from './people';

type About = {
  rows: readonly RepStageRow[];
  stages: readonly RepStage[];
  people: ReadonlyMap<string | null, Person>;
  load: ReadonlyMap<string | null, Load>;
  rampDeals: ReadonlyMap<string | null, number>;
  severalOwners: ReadonlyMap<string | null, number>;
};

/** What a coach would look at, for each rep that has figures or open deals. */
export function cardsOf(about: About): RepCard[] {
  const byOwner = groupBy(
    about.rows.filter(({ stage }) => stage !== null),
    ({ owner }) => owner,
  );
  const owners = new Set([...about.rows.map(({ owner }) => owner), ...about.load.keys()]);
  const above = aboveByRank(about);
  return [...owners]
    .filter((owner) => owner !== null)
    .map((owner) => {
      const own = byOwner.get(owner) ?? [];
      const person = about.people.get(owner);
      const { open, late } = about.load.get(owner) ?? noLoad;
      return {
        owner,
        team: person?.team ?? null,
        strengths: strengthsOf(own, about.stages),
        focus: focusOf(own, about, above),
        openDeals: open,
        lateDeals: late,
        since: person?.since ?? null,
        rampUntil: person?.rampUntil ?? null,
        rampDeals: about.rampDeals.get(owner) ?? 0,
        severalOwners: about.severalOwners.get(owner) ?? 0,
      };
    });
}

function rateOf(stages: readonly RepStage[], rank: number): number {
  return stages.find((stage) => stage.rank === rank)?.rate ?? 0;
}

/** Stages that are pointed out as high; without any, those whose whole interval lies above the team. At most two. */
function strengthsOf(own: readonly RepStageRow[], stages: readonly RepStage[]): string[] {
  const above = own.filter(
    ({ n, low, rank, flag }) =>
      n >= constants.thin && (flag === 'high' || (low !== null && low > rateOf(stages, rank))),
  );
  const lead = ({ shrunk, rank }: RepStageRow) => (shrunk ?? 0) / rateOf(stages, rank);
  return [...above]
    .sort((a, b) => Number(b.flag === 'high') - Number(a.flag === 'high') || lead(b) - lead(a))
    .slice(0, 2)
    .map(({ stage }) => stage ?? '');
}

/**
 * Rates of stages multiply to the share that is won, so the stage to work on is the one with the least share of the team's
 * rate; one that chance does not explain goes before one that it may.
 */
function focusOf(own: readonly RepStageRow[], about: About, above: Above): RepCard['focus'] {
  const below = own.flatMap((row) => {
    const team = rateOf(about.stages, row.rank);
    const isLow = row.flag === 'low' || (row.high !== null && row.high < team);
    return row.n >= constants.thin && isLow ? [{ row, team, share: (row.shrunk ?? row.rate) / team }] : [];
  });
  const [worst] = below.sort(
    (a, b) => Number(b.row.flag === 'low') - Number(a.row.flag === 'low') || a.share - b.share,
  );
  if (!worst) return null;
  const { row, team } = worst;
  return {
    stage: row.stage ?? '',
    evidence: row.flag === 'low' ? 'flagged' : 'leaning',
    extraDeals: row.n * Math.max(0, team - (row.shrunk ?? row.rate)),
    learnFrom: teachersOf(row, above.get(row.rank) ?? [], about),
  };
}

/** Reps who are surely above the team, by rank of the stage, the surest first. */
type Above = ReadonlyMap<number, readonly RepStageRow[]>;

function aboveByRank({ rows, stages }: About): Above {
  const rates = new Map(stages.map(({ rank }) => [rank, rateOf(stages, rank)]));
  const above = rows.filter(
    ({ owner, rank, n, low, flag }) =>
      owner !== null &&
      n >= constants.thin &&
      (flag === 'high' || (low !== null && low > (rates.get(rank) ?? 0))),
  );
  return groupBy(
    above.sort((a, b) => (b.low ?? 0) - (a.low ?? 0)),
    ({ rank }) => rank,
  );
}

const mostTeachers = 3;

/** Those of them of the same team first, by three at most. */
function teachersOf(focus: RepStageRow, above: readonly RepStageRow[], { people }: About): string[] {
  const own = people.get(focus.owner)?.team ?? null;
  const near: string[] = [];
  const far: string[] = [];
  for (const { owner } of above) {
    if (owner === focus.owner) continue;
    const isNear = own !== null && people.get(owner)?.team === own;
    (isNear ? near : far).push(owner ?? '');
    if (near.length === mostTeachers) break;
  }
  return [...near, ...far].slice(0, mostTeachers);
}

/** Adds up a number of each rep over the stages. */
export function byOwnerOf<Row extends { owner: string | null }>(
  rows: readonly Row[],
  numberOf: (row: Row) => number,
): Map<string | null, number> {
  return new Map(
    [...groupBy(rows, ({ owner }) => owner)].map(([owner, own]) => [owner, sumOf(own, numberOf)]),
  );
}
