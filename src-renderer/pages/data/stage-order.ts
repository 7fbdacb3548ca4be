import type { StageKind } from '#shared/model/stage';

/** A stage as lists show and edit it. */
export type StageItem = {
  stage: string;
  kind: StageKind;
  rank: number;
  deals: number;
  reason?: string;
};

const places: Record<StageKind, number> = { open: 0, won: 1, post: 2, lost: 3 };

/** The order in which stages are listed: open by rank, then won, after winning, lost. */
export function inOrder<T extends { kind: StageKind; rank: number; stage: string }>(
  stages: readonly T[],
): T[] {
  return [...stages].sort(
    (a, b) => places[a.kind] - places[b.kind] || a.rank - b.rank || a.stage.localeCompare(b.stage),
  );
}

/** Moves one stage to another place and counts the ranks anew. */
export function moveStage(stages: readonly StageItem[], from: number, to: number): StageItem[] {
  const moved = stages[from];
  if (!moved || to < 0 || to >= stages.length || from === to) return [...stages];
  const rest = stages.filter((_, at) => at !== from);
  rest.splice(to, 0, moved);
  return ranked(rest);
}

export function setKind(stages: readonly StageItem[], at: number, kind: StageKind): StageItem[] {
  return ranked(inOrder(ranked(stages.map((stage, index) => (index === at ? { ...stage, kind } : stage)))));
}

/** Open stages count from 1 in list order, won stands above them, post above won, lost is 0. */
export function ranked(stages: readonly StageItem[]): StageItem[] {
  const above = stages.filter((stage) => stage.kind === 'open').length + 1;
  let open = 0;
  let post = above;
  return stages.map((stage) => {
    if (stage.kind === 'open') open += 1;
    if (stage.kind === 'post') post += 1;
    const rank = { open, won: above, post, lost: 0 }[stage.kind];
    return { ...stage, rank };
  });
}
