/** What a figure can count. */
export const figureUnits = ['rate', 'count', 'amount', 'days'] as const;
export type FigureUnit = (typeof figureUnits)[number];

/** One way to read a figure: the values, both ends among them, that are written like it when rounded. */
export type FigureReading = { unit: FigureUnit; value: number; low: number; high: number };

const scales: Record<string, number> = { k: 1e3, t: 1e3, m: 1e6, mio: 1e6, mn: 1e6, bn: 1e9, b: 1e9 };
const written =
  /^(?<sign>[-−(])?\s*(?<money>[A-Z]{3}|[$€£¥₩₹])?\s*(?<digits>\d[\d.,'’\s]*|[.,]\d+)\s*(?<scale>mio|mn|bn|[kmbt])?\s*(?<unit>%|days?|d|[A-Z]{3}|[$€£¥₩₹])?\)?$/i;

/**
 * Reads a figure as people copy it: `63 %`, `0.63`, `1,240`, `€1.2M`, `47 days`. Where nothing says what it counts, all that
 * it can be are given. Its last digit says how far it was rounded. Empty where it is no figure.
 */
export function readFigure(text: string): FigureReading[] {
  const groups = written.exec(text.trim())?.groups;
  const number = groups?.digits === undefined ? null : readNumber(groups.digits);
  if (!groups || number === null) return [];
  const scale = groups.scale ? (scales[groups.scale.toLowerCase()] ?? 1) : 1;
  const sign = groups.sign ? -1 : 1;
  const value = sign * number.value * scale;
  const half = (scale * 10 ** -number.decimals) / 2;
  return unitsOf(groups, value, number.decimals).map(([unit, factor]) => ({
    unit,
    value: value * factor,
    low: (value - half) * factor,
    high: (value + half) * factor,
  }));
}

/** What it can count, with the factor to the unit that the engine counts in. */
function unitsOf(
  { unit = '', money, scale }: Record<string, string | undefined>,
  value: number,
  decimals: number,
): [FigureUnit, number][] {
  if (unit === '%') return [['rate', 0.01]];
  if (/^d/i.test(unit)) return [['days', 1]];
  if (unit !== '' || money) return [['amount', 1]];
  const count: [FigureUnit, number][] = (decimals === 0 || scale) && value >= 0 ? [['count', 1]] : [];
  if (scale || value < 0) return [...count, ['amount', 1]];
  const fraction: [FigureUnit, number][] = value <= 1 && decimals > 0 ? [['rate', 1]] : [];
  if (fraction.length > 0) return fraction;
  const percent: [FigureUnit, number][] = value <= 100 ? [['rate', 0.01]] : [];
  return [...percent, ...count, ['amount', 1], ['days', 1]];
}

/** A number with points or commas, either of them between thousands or before decimals. */
function readNumber(digits: string): { value: number; decimals: number } | null {
  const plain = digits.replaceAll(/['’\s]/g, '');
  const last = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','));
  if (last < 0) return { value: Number(plain), decimals: 0 };
  const mark = plain[last]!;
  const isRepeated = plain.indexOf(mark) !== last;
  const other = mark === ',' ? '.' : ',';
  const after = plain.length - last - 1;
  // A comma before three digits stands between thousands, as English writes it; 0,125 cannot.
  const groups =
    isRepeated || (mark === ',' && after === 3 && !plain.includes(other) && !plain.startsWith('0'));
  const whole = (groups ? plain : plain.slice(0, last)).replaceAll(/[.,]/g, '');
  if (groups && !/^\d{1,3}(?:[.,]\d{3})+$/.test(plain)) return null;
  const value = Number(groups ? whole : `${whole}.${plain.slice(last + 1)}`);
  return Number.isFinite(value) ? { value, decimals: groups ? 0 : after } : null;
}
