/** One subject of a curve: seen from age `entry` until age `t`, where it was won, was lost or was still open. */
export type Subject = { t: number; end: 'won' | 'lost' | 'open'; entry: number };

type Point = { t: number; open: number; won: number; lost: number };

/** Age that the curves are read at: the last with 10 subjects and a share of them at risk, the very last under 50. */
export function readAge(subjects: readonly Subject[], share = 0.05): number | null {
  if (subjects.length === 0) return null;
  if (subjects.length < 50) return Math.max(...subjects.map(({ t }) => t));
  const needed = Math.max(10, share * subjects.length);
  return agesOf(subjects).findLast((age) => atRisk(subjects, age) >= needed) ?? 0;
}

/** Share won and lost by age `t`; null where the curve has not begun. */
export function incidence(subjects: readonly Subject[], t: number): { won: number; lost: number } | null {
  if (subjects.length === 0 || t < startOf(subjects)) return null;
  const point = curveOf(subjects).findLast((one) => one.t <= t);
  return { won: point?.won ?? 0, lost: point?.lost ?? 0 };
}

/** Age by which half have closed; between two ages where the curve lies at exactly one half. */
export function medianAge(subjects: readonly Subject[]): number | null {
  const curve = curveOf(subjects);
  const reached = curve.find(({ open }) => open <= 0.5 + 1e-9);
  if (!reached) return null;
  if (reached.open < 0.5 - 1e-9) return reached.t;
  const below = curve.find(({ open }) => open < 0.5 - 1e-9);
  return (reached.t + (below?.t ?? Math.max(...agesOf(subjects)))) / 2;
}

function agesOf(subjects: readonly Subject[]): number[] {
  return [...new Set(subjects.flatMap(({ t, entry }) => [entry, t]))].sort((a, b) => a - b);
}

function atRisk(subjects: readonly Subject[], age: number): number {
  return subjects.filter(({ t, entry }) => t >= age && (entry === 0 || entry < age)).length;
}

/** Where subjects come under observation late, the first age from which at least five are. */
function startOf(subjects: readonly Subject[]): number {
  const ages = agesOf(subjects);
  const first = ages.find((age) => subjects.some(({ t, end }) => t === age && end !== 'open'));
  if (first === undefined || atRisk(subjects, first) >= 5) return 0;
  return ages.find((age) => age > first && atRisk(subjects, age) >= 5) ?? 0;
}

function curveOf(subjects: readonly Subject[]): Point[] {
  const start = startOf(subjects);
  const curve: Point[] = [];
  let point: Point = { t: 0, open: 1, won: 0, lost: 0 };
  for (const age of agesOf(subjects).filter((one) => one >= start)) {
    const ended = (end: Subject['end']) => subjects.filter((s) => s.t === age && s.end === end).length;
    const [won, lost, present] = [ended('won'), ended('lost'), atRisk(subjects, age)];
    if (won + lost === 0) continue;
    point = {
      t: age,
      open: point.open * (1 - (won + lost) / present),
      won: point.won + (point.open * won) / present,
      lost: point.lost + (point.open * lost) / present,
    };
    curve.push(point);
  }
  return curve;
}
