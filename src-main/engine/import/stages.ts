import type { Mapping } from '#shared/model/mapping';
import type { StageKind } from '#shared/model/stage';
import type { StageReport } from '#shared/results/workspace';
import { leadingNumber, outcomeOfWord, stageWords, usualPlace } from './stage-lexicon';
import { flowHeights } from './stage-order';
import { templatePlaces } from './stage-templates';
import type { StagedFile, StageFacts, Transition } from './staged-file';

/** A stage of one pipeline with kind and rank, and why; `pipeline` is empty where there is only one. */
export type StagePlan = StageReport & { pipeline: string };

export type StageEvidence = {
  facts: readonly StageFacts[];
  transitions: readonly Transition[];
  /** The user's corrections. */
  given?: Mapping['stages'];
};

/** What several files imported together say about stages. */
export function stageEvidence(files: readonly StagedFile[]): StageEvidence {
  const lists = files.filter(({ kind }) => kind === 'opportunities').flatMap(({ stages }) => stages);
  const logs = files.filter(({ kind }) => kind === 'stage-history').flatMap(({ stages }) => stages);
  const pipelines = new Set(lists.map(({ pipeline }) => pipeline));
  const one = pipelines.size <= 1;
  const facts = [...lists, ...logs].map((fact) => (one ? { ...fact, pipeline: '' } : fact));
  return {
    facts: one ? facts : spread(lists, logs, [...pipelines]),
    transitions: files.flatMap(({ transitions }) => transitions),
    given: Object.assign({}, ...files.map(({ mapping }) => mapping.stages ?? {})),
  };
}

/** A log does not say in which pipeline a stage is: what it shows holds wherever that stage exists. */
function spread(
  lists: readonly StageFacts[],
  logs: readonly StageFacts[],
  pipelines: readonly string[],
): StageFacts[] {
  const known = new Set(lists.map(({ pipeline, stage }) => `${pipeline}\0${stage}`));
  return [
    ...lists,
    ...logs.flatMap((fact) => {
      const homes = pipelines.filter((pipeline) => known.has(`${pipeline}\0${fact.stage}`));
      return (homes.length > 0 ? homes : ['']).map((pipeline) => ({ ...fact, pipeline }));
    }),
  ];
}

/**
 * Kind and order of every stage: won and lost by flags, words and probability; open stages by numbers in their
 * names, mean probability, the usual course of a sale, the moves between them, or first appearance. Open stages
 * rank from 1, won stands above all, lost is 0.
 */
export function planStages({ facts, transitions, given = {} }: StageEvidence): StagePlan[] {
  const pipelines = [...new Set(facts.map(({ pipeline }) => pipeline))];
  return pipelines.flatMap((pipeline) => {
    const own = merged(facts.filter((fact) => fact.pipeline === pipeline));
    return planOne(own, transitions, given ?? {}).map((plan) => ({ ...plan, pipeline }));
  });
}

function merged(facts: readonly StageFacts[]): StageFacts[] {
  const byStage = new Map<string, StageFacts>();
  for (const fact of facts) {
    const seen = byStage.get(fact.stage);
    byStage.set(fact.stage, seen ? combined(seen, fact) : fact);
  }
  return [...byStage.values()];
}

function combined(a: StageFacts, b: StageFacts): StageFacts {
  return {
    ...a,
    deals: Math.max(a.deals, b.deals),
    probability: a.probability ?? b.probability,
    won: a.won ?? b.won,
    closed: a.closed ?? b.closed,
    first: Math.min(a.first, b.first),
  };
}

type Kinded = { fact: StageFacts; kind: StageKind; why: string };

function planOne(
  facts: StageFacts[],
  transitions: readonly Transition[],
  given: NonNullable<Mapping['stages']>,
): StageReport[] {
  const kinded = withSigning(withClosed(facts.map((fact) => kindOf(fact, given[fact.stage]?.kind))));
  const open = kinded.filter(({ kind }) => kind === 'open');
  const ordered = orderOpen(
    open.map(({ fact }) => fact),
    transitions,
    probabilityTells(kinded),
  );
  const why = new Map(open.map(({ fact, why }) => [fact.stage, why]));
  const openStages = ordered.facts.map((fact, i) => ({
    ...reportOf(fact, 'open', i + 1, [why.get(fact.stage), ordered.reason]),
  }));
  const top = ordered.facts.length + 1;
  const rankOfKind: Record<StageKind, number> = { open: 0, won: top, post: top + 1, lost: 0 };
  const others = kinded
    .filter(({ kind }) => kind !== 'open')
    .sort((a, b) => rankOfKind[b.kind] - rankOfKind[a.kind] || b.fact.deals - a.fact.deals)
    .map(({ fact, kind, why }) => reportOf(fact, kind, rankOfKind[kind], [why]));
  return withGivenRanks([...openStages, ...others], given);
}

function reportOf(
  fact: StageFacts,
  kind: StageKind,
  rank: number,
  reasons: (string | undefined)[],
): StageReport {
  return { stage: fact.stage, kind, rank, deals: fact.deals, reason: reasons.filter(Boolean).join(' ') };
}

const nearlyAll = 0.95;
const namedWon = 'The name says won.';

function kindOf(fact: StageFacts, given: StageKind | undefined): Kinded {
  if (given) return { fact, kind: given, why: 'You chose the kind.' };
  if (fact.won !== null && fact.won >= nearlyAll)
    return { fact, kind: 'won', why: 'Its deals are marked won.' };
  if (fact.closed !== null && fact.won !== null && fact.closed >= nearlyAll && fact.won <= 1 - nearlyAll) {
    return { fact, kind: 'lost', why: 'Its deals are marked closed and not won.' };
  }
  if (fact.closed !== null && fact.closed <= 1 - nearlyAll && fact.won !== null)
    return { fact, kind: 'open', why: 'Its deals are not closed.' };
  const word = outcomeOfWord(fact.stage);
  if (word && word !== 'open')
    return { fact, kind: word, why: word === 'won' ? namedWon : `The name says ${word}.` };
  return { fact, kind: 'open', why: '' };
}

/** A stage called just “Closed” is the good end when nothing else is. */
function withClosed(kinded: Kinded[]): Kinded[] {
  if (kinded.some(({ kind }) => kind === 'won')) return kinded;
  return kinded.map((one) =>
    one.kind === 'open' &&
    one.why === '' &&
    /^(closed|complete[d]?|done|deal)$/.test(stageWords(one.fact.stage))
      ? { ...one, kind: 'won', why: 'No other stage is the end of a won deal.' }
      : one,
  );
}

const signing = /签|簽|合同|\b(sign(ed|ing)?|contract)\b|assina|firma|unterschr|unterzeich|계약|契約|подпис/;

/** A stage called after the signing is the good end where nothing else is, and else the step before it. */
function withSigning(kinded: Kinded[]): Kinded[] {
  const signs = ({ fact, kind, why }: Kinded) =>
    kind === 'won' && why === namedWon && signing.test(stageWords(fact.stage));
  const ends = kinded.filter(({ kind }) => kind === 'won');
  if (ends.every(signs)) return kinded;
  return kinded.map((one) =>
    signs(one)
      ? { ...one, kind: 'open', why: `“${ends.find((end) => !signs(end))!.fact.stage}” is the won stage.` }
      : one,
  );
}

type Ordered = { facts: StageFacts[]; reason: string };

/** Whether the stages of a file have an order without looking at how deals move. */
export function orderIsKnown(facts: readonly StageFacts[]): boolean {
  const kinded = withSigning(merged(facts).map((fact) => kindOf(fact, undefined)));
  const open = kinded.filter(({ kind }) => kind === 'open').map(({ fact }) => fact);
  return open.length < 2 || orderByFigures(open, probabilityTells(kinded)) !== null;
}

/** A probability that does not even know the won from the lost deals orders nothing. */
function probabilityTells(kinded: readonly Kinded[]): boolean {
  const all = (kind: StageKind, fits: (probability: number) => boolean) =>
    kinded.every((one) => one.kind !== kind || one.fact.probability === null || fits(one.fact.probability));
  return all('won', (probability) => probability > 0.9) && all('lost', (probability) => probability < 0.1);
}

function orderByFigures(open: readonly StageFacts[], byChance: boolean): Ordered | null {
  const byNumber = sortedBy(open, ({ stage }) => leadingNumber(stage));
  if (byNumber) return { facts: byNumber, reason: 'Ordered by the number in the name.' };
  const byProbability = byChance ? sortedBy(open, ({ probability }) => probability) : null;
  if (byProbability) return { facts: byProbability, reason: 'Ordered by mean probability.' };
  const places = templatePlaces(open.map(({ stage }) => stage));
  const byTemplate = places && sortedBy(open, ({ stage }) => places.get(stage) ?? null);
  if (byTemplate) return { facts: byTemplate, reason: 'Ordered as the system puts them at first.' };
  const byWords = sortedBy(open, ({ stage }) => usualPlace(stage));
  return byWords ? { facts: byWords, reason: 'Ordered by the usual course of a sale.' } : null;
}

function orderOpen(open: StageFacts[], transitions: readonly Transition[], byChance: boolean): Ordered {
  const known = orderByFigures(open, byChance);
  if (known) return known;
  const heights = flowHeights(
    open.map(({ stage }) => stage),
    transitions,
  );
  if (heights && open.length > 1) {
    const height = new Map(open.map((fact, i) => [fact.stage, heights[i] ?? 0]));
    const facts = [...open].sort((a, b) => height.get(a.stage)! - height.get(b.stage)! || a.first - b.first);
    return { facts, reason: 'Ordered by how deals move.' };
  }
  const facts = [...open].sort(
    (a, b) => (usualPlace(a.stage) ?? 99) - (usualPlace(b.stage) ?? 99) || a.first - b.first,
  );
  const usual = open.every(({ stage }) => usualPlace(stage) !== null);
  const course = 'Ordered by the usual course of a sale, and where that settles nothing as they first appear';
  if (open.length < 2) return { facts, reason: '' };
  return { facts, reason: usual ? `${course}.` : 'Ordered as they first appear; check it.' };
}

/** Sorted when every stage has a figure and no two the same; otherwise the figure settles nothing. */
function sortedBy(
  facts: readonly StageFacts[],
  figure: (fact: StageFacts) => number | null,
): StageFacts[] | null {
  const figures = facts.map(figure);
  if (facts.length < 2 || figures.some((value) => value === null)) return null;
  const rounded = figures.map((value) => Math.round((value ?? 0) * 1000));
  if (new Set(rounded).size < facts.length) return null;
  return [...facts].sort((a, b) => (figure(a) ?? 0) - (figure(b) ?? 0));
}

function withGivenRanks(stages: StageReport[], given: NonNullable<Mapping['stages']>): StageReport[] {
  if (!stages.some(({ stage }) => given[stage]?.rank !== undefined)) return stages;
  return stages
    .map((stage) => ({ ...stage, rank: given[stage.stage]?.rank ?? stage.rank }))
    .sort((a, b) => Number(a.kind !== 'open') - Number(b.kind !== 'open') || a.rank - b.rank);
}
