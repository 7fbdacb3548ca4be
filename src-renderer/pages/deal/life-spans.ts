import type { StageVisit } from '#shared/results/metrics';
import { addDays, daysBetween } from '#shared/time/day';

/** One life of a deal on its own time axis, days as `YYYY-MM-DD`. */
export type LifeSpan = {
  life: number;
  from: string;
  to: string;
  /** The visits that take time. */
  visits: StageVisit[];
  /** The closing, where it closed. */
  end: StageVisit | null;
  /** Order of first entry of each stage, 0–1 over the life, which shades the bands. */
  depth: Map<string, number>;
};

export function lifeSpans(visits: readonly StageVisit[]): LifeSpan[] {
  const lives = new Map<number, StageVisit[]>();
  for (const visit of visits) lives.set(visit.life, [...(lives.get(visit.life) ?? []), visit]);
  return [...lives].map(([life, all]) => lifeSpan(life, all));
}

function lifeSpan(life: number, all: StageVisit[]): LifeSpan {
  const closing = all.find((visit) => visit.kind === 'won' || visit.kind === 'lost') ?? null;
  const visits = all.filter((visit) => visit.kind === 'open' || visit.kind === 'post');
  const timed = visits.length > 0 ? visits : all;
  const from = (timed[0] ?? all[0])?.enteredAt.slice(0, 10) ?? '';
  const ends = timed.map((visit) => visit.leftAt?.slice(0, 10) ?? endOf(visit));
  const to = [...ends, closing?.enteredAt.slice(0, 10) ?? from].sort().at(-1) ?? from;
  const stages = [...new Set(timed.map((visit) => visit.stage))];
  const depth = new Map(
    stages.map((stage, at) => [stage, stages.length < 2 ? 0.5 : at / (stages.length - 1)]),
  );
  return { life, from, to, visits: timed, end: closing, depth };
}

function endOf(visit: StageVisit): string {
  return addDays(visit.enteredAt.slice(0, 10), Math.round(visit.days));
}

/** About `count` days, evenly apart, with both ends. */
export function bandTicks(from: string, to: string, count: number): string[] {
  const span = daysBetween(from, to);
  const steps = Math.max(1, Math.min(count - 1, span));
  const days = Array.from({ length: steps + 1 }, (_, at) => addDays(from, Math.round((span * at) / steps)));
  return [...new Set(days)];
}
