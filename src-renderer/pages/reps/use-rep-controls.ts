import { useMemo } from 'react';
import { daySchema } from '#shared/model/scope';
import type { RepCard, RepStage, RepStagesAnswer } from '#shared/results/reps';
import { useAddressValue } from '../../state/use-scope';

/** In the address, the sale as a whole among the stages. */
const wholeSale = '~';

/** The controls that only reps have: the rep of the card, the stage of the charts and the day of a coaching. */
export function useRepControls() {
  const [rep, setRep] = useAddressValue('rep');
  const [stage, setStage] = useAddressValue('stage');
  const [coached, setCoached] = useAddressValue('coached');
  const [people, setPeople] = useAddressValue('people');
  return {
    rep,
    setRep,
    stage,
    setStage: (next: string | null) => setStage(next ?? wholeSale),
    coached: daySchema.safeParse(coached).data ?? null,
    setCoached,
    all: people === 'all',
    setAll: (all: boolean) => setPeople(all ? 'all' : null),
  };
}

export type RepView = {
  card: RepCard | null;
  stage: RepStage;
  /** Reps that charts show, by name. */
  shown: ReadonlySet<string | null>;
  /** How many the charts leave out. */
  left: number;
};

/** So many reps stand in a chart at once; of more, those that something is to be said of. */
export const mostReps = 40;

/** What of the answer is shown: the rep and stage of the address, or those that are most worth a look. */
export function useRepView(answer: RepStagesAnswer, controls: ReturnType<typeof useRepControls>): RepView {
  const { rep, stage, all } = controls;
  return useMemo(() => {
    const card = answer.cards.find(({ owner }) => owner === rep) ?? mostWorth(answer.cards);
    const named = stage === null ? (card?.focus?.stage ?? null) : stage === wholeSale ? null : stage;
    const found = answer.stages.find((one) => one.stage === named) ?? answer.stages[0]!;
    const shown = shownReps(answer.cards, card, all);
    return { card, stage: found, shown, left: answer.cards.length - shown.size };
  }, [answer, rep, stage, all]);
}

/** The rep with most to win in a stage that chance does not explain; without any, one that may be explained. */
export function mostWorth(cards: readonly RepCard[]): RepCard | null {
  const weight = ({ focus, openDeals }: RepCard) =>
    focus === null
      ? -1
      : focus.extraDeals + (focus.evidence === 'flagged' ? 1e6 : 0) + (openDeals > 0 ? 1e9 : 0);
  return cards.reduce<RepCard | null>(
    (best, card) => (best === null || weight(card) > weight(best) ? card : best),
    null,
  );
}

/** Who has deals now: nobody coaches those who have left. */
function shownReps(
  cards: readonly RepCard[],
  chosen: RepCard | null,
  all: boolean,
): ReadonlySet<string | null> {
  if (all) return new Set([...cards.map(({ owner }) => owner), null]);
  const present = cards.filter(({ openDeals }) => openDeals > 0);
  const here = present.length > 0 ? present : cards;
  const told = here.length <= mostReps ? here : here.filter(({ focus, strengths }) => focus ?? strengths[0]);
  return new Set([...told.slice(0, mostReps), ...(chosen ? [chosen] : [])].map(({ owner }) => owner));
}
