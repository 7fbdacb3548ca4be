import type { Row } from './written';

const open = ['Prospecting', 'Qualification', 'Needs Analysis', 'Proposal', 'Negotiation'];
const won = 'Closed Won';

function isClosed(stage: string): boolean {
  return stage.startsWith('Closed');
}

/** 1–5 for open stages, 6 for won, 0 for lost. */
function rankOf(stage: string): number {
  return stage === won ? 6 : open.indexOf(stage) + 1;
}

function daysBetween(a: string, b: string): number {
  return (Date.parse(`${b}Z`) - Date.parse(`${a}Z`)) / 86_400_000;
}

/** Visits of one deal as (stage, time), from rows in order: rows that keep the stage are left out. */
export function visitsOf(rows: readonly Row[]): { stage: string; at: string }[] {
  return rows
    .filter((row, i) => i === 0 || rows[i - 1]!.StageName !== row.StageName)
    .map((row) => ({ stage: row.StageName!, at: row.CreatedDate! }));
}

export type Recount = {
  stageEvents: number;
  skips: number;
  backMoves: number;
  loops: number;
  reopened: number;
  recycled: number;
  reopenedAfterWon: number;
  pushes: number;
  pulls: number;
  sameSecondChanges: number;
  reach: { any: number; reached: number; visits: number }[];
};

/** Counts what truth.json claims, from the rows of OpportunityHistory.csv and nothing else. */
export function recount(history: Map<string, Row[]>): Recount {
  const total: Recount = {
    stageEvents: 0,
    skips: 0,
    backMoves: 0,
    loops: 0,
    reopened: 0,
    recycled: 0,
    reopenedAfterWon: 0,
    pushes: 0,
    pulls: 0,
    sameSecondChanges: 0,
    reach: open.map(() => ({ any: 0, reached: 0, visits: 0 })),
  };
  for (const rows of history.values()) {
    const visits = visitsOf(rows);
    const stages = visits.map((visit) => visit.stage);
    total.stageEvents += visits.length;
    for (let i = 1; i < visits.length; i += 1) {
      const [before, after] = [visits[i - 1]!, visits[i]!];
      if (after.at === before.at) total.sameSecondChanges += 1;
      if (isClosed(before.stage)) {
        if (daysBetween(before.at, after.at) > 30) total.recycled += 1;
        else total.reopened += 1;
        if (before.stage === won) total.reopenedAfterWon += 1;
      } else if (after.stage !== 'Closed Lost') {
        const step = rankOf(after.stage) - rankOf(before.stage);
        if (step < 0) total.backMoves += 1;
        if (step > 1) total.skips += 1;
      }
    }
    for (let i = 1; i < rows.length; i += 1) {
      const [before, after] = [rows[i - 1]!, rows[i]!];
      if (isClosed(before.StageName!) || isClosed(after.StageName!)) continue;
      if (after.CloseDate! > before.CloseDate!) total.pushes += 1;
      if (after.CloseDate! < before.CloseDate!) total.pulls += 1;
    }
    if (open.some((stage) => stages.filter((s) => s === stage).length > 1)) total.loops += 1;
    const furthest = Math.max(...stages.map(rankOf));
    open.forEach((stage, k) => {
      const count = total.reach[k]!;
      count.visits += stages.filter((s) => s === stage).length;
      count.any += stages.includes(stage) ? 1 : 0;
      count.reached += furthest >= k + 1 ? 1 : 0;
    });
  }
  return total;
}
