import { type Connection, Inline } from '#engine/query/connection';
import type { Warning } from '#shared/results/envelope';
import type { RepRamp, RepStage } from '#shared/results/reps';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { assumesPassed } from '../without-history';
import { kindsOf } from './read-mix';
import type { RepUnit } from './rep-figures';

type About = {
  asOf?: string | undefined;
  units: readonly RepUnit[];
  stages: readonly RepStage[];
  ramp: RepRamp;
  severalOwners: number;
};

/** What the reader has to know of a comparison of reps. */
export async function repWarnings(
  connection: Connection,
  facts: WorkspaceFacts,
  { asOf = facts.asOf, units, stages, ramp, severalOwners }: About,
): Promise<Warning[]> {
  const reps = units.filter(({ owner, n }) => owner !== null && n > 0);
  if (reps.length === 0) {
    return [
      {
        code: 'no-owner',
        message:
          'No deal that was followed long enough has an owner. Import a list with the owner of each deal, or map its column.',
      },
    ];
  }
  return [
    ...assumesPassed(facts),
    ...fewReps(reps.length),
    ...noEffect(stages),
    ...(await handOvers(connection, facts, asOf, severalOwners)),
    ...rampWarning(ramp),
    ...noOwner(units),
  ];
}

function fewReps(reps: number): Warning[] {
  if (reps >= constants.repFewest) return [];
  return [
    {
      code: 'few-reps',
      message: `With ${reps === 1 ? 'one rep' : `${reps} reps`} nothing can be said of how far reps differ; rates are shown as they are. From ${constants.repFewest} reps on they are drawn to each other by what chance can do.`,
    },
  ];
}

/** One stage alone; of several the page says it stage by stage. */
function noEffect(stages: readonly RepStage[]): Warning[] {
  const [only, another] = stages;
  if (!only?.effect || another || only.effect.pValue <= 1 - constants.confidence) return [];
  return [
    {
      code: 'no-rep-effect',
      message: 'Chance alone explains how far these reps lie apart; differences between them say nothing.',
      details: { pValue: only.effect.pValue },
    },
  ];
}

async function handOvers(
  connection: Connection,
  facts: WorkspaceFacts,
  asOf: string,
  severalOwners: number,
): Promise<Warning[]> {
  if (severalOwners > 0) {
    return [
      {
        code: 'several-owners',
        message: `${severalOwners === 1 ? 'One deal had' : `${severalOwners.toLocaleString('en')} deals had`} had another owner before. A deal counts for who had it when it came into the stage, and a sale for who closed it.`,
        details: { deals: severalOwners },
      },
    ];
  }
  if (await someHandedBy(connection, facts, asOf)) return [];
  return [
    {
      code: 'no-owner-history',
      message:
        'The data has no changes of owner: every deal counts for the owner it names now, and a new rep who took over older deals does not look new. An export of the field history with the owner tells who had it when.',
    },
  ];
}

async function someHandedBy(connection: Connection, facts: WorkspaceFacts, asOf: string): Promise<boolean> {
  if (!(await kindsOf(connection, facts)).someHanded) return false;
  const { some } = await connection.one<{ some: boolean }>(
    'SELECT EXISTS (FROM weir.owner_spell WHERE until < weir.until_tick($as_of::DATE)) AS some',
    { as_of: new Inline(asOf) },
  );
  return some;
}

function rampWarning({ deals, reps, days, counted }: RepRamp): Warning[] {
  if (deals === 0) return [];
  const what = `${deals.toLocaleString('en')} deals of the first ${days} days of ${reps === 1 ? 'one new rep' : `${reps} new reps`}`;
  return [
    {
      code: counted ? 'ramp-included' : 'ramp-excluded',
      message: counted ? `${what} are counted.` : `${what} are left out: two median cycles to get going.`,
      details: { deals, reps, days },
    },
  ];
}

function noOwner(units: readonly RepUnit[]): Warning[] {
  const deals = units.find(({ owner }) => owner === null)?.n ?? 0;
  if (deals === 0) return [];
  return [
    {
      code: 'no-owner-deals',
      message: `${deals.toLocaleString('en')} deals have no owner and stand in a row of their own.`,
    },
  ];
}
