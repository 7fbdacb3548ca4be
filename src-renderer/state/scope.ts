import { z } from 'zod';
import { type Condition, daySchema } from '#shared/model/scope';
import { addDays, addMonths, monthStart, quarterStart } from '#shared/time/day';

/** Periods that follow the as-of day, so that stepping it moves them along. */
export const periodPresets = [
  { value: 'all', label: 'All time' },
  { value: '12m', label: 'Last 12 months' },
  { value: '6m', label: 'Last 6 months' },
  { value: '90d', label: 'Last 90 days' },
  { value: 'quarter', label: 'This quarter' },
  { value: 'last-quarter', label: 'Last quarter' },
  { value: 'year', label: 'This year' },
  { value: 'last-year', label: 'Last year' },
] as const;
export type PeriodPreset = (typeof periodPresets)[number]['value'];

/** All global controls, as the address holds them. */
export type ScopeControls = {
  asOf: string | undefined;
  period: PeriodPreset | 'custom';
  from: string | undefined;
  to: string | undefined;
  pipeline: string | undefined;
  weight: 'count' | 'value';
  /** When losses of days of clean-up count: at the last sign of life before, or as they were booked. */
  cleanUps: 'dated' | 'booked';
  where: Condition[];
};

export const noControls: ScopeControls = {
  asOf: undefined,
  period: 'all',
  from: undefined,
  to: undefined,
  pipeline: undefined,
  weight: 'count',
  cleanUps: 'dated',
  where: [],
};

const wherePrefix = 'w.';

/** Reads the controls from a query string; what is not understood is left out, never an error. */
export function parseControls(search: string): ScopeControls {
  const query = new URLSearchParams(search);
  const day = (name: string) => daySchema.safeParse(query.get(name)).data;
  const from = day('from');
  const to = day('to');
  const preset = periodPresets.find((entry) => entry.value === query.get('period'))?.value;
  return {
    asOf: day('asOf'),
    period: preset ?? (from || to ? 'custom' : 'all'),
    from: preset ? undefined : from,
    to: preset ? undefined : to,
    pipeline: query.get('pipeline') ?? undefined,
    weight: query.get('weight') === 'value' ? 'value' : 'count',
    cleanUps: query.get('cleanUps') === 'booked' ? 'booked' : 'dated',
    where: parseConditions(query),
  };
}

function parseConditions(query: URLSearchParams): Condition[] {
  const byField = new Map<string, (string | null)[]>();
  for (const [name, value] of query) {
    if (!name.startsWith(wherePrefix)) continue;
    const field = name.slice(wherePrefix.length);
    if (field === '') continue;
    byField.set(field, [...(byField.get(field) ?? []), value === '' ? null : value]);
  }
  return [...byField].map(([field, values]) => ({ field, values }));
}

/** Writes the controls over a query string and keeps everything else in it. */
export function writeControls(search: string, controls: ScopeControls): string {
  const query = new URLSearchParams();
  if (controls.asOf) query.set('asOf', controls.asOf);
  if (controls.period === 'custom') {
    if (controls.from) query.set('from', controls.from);
    if (controls.to) query.set('to', controls.to);
  } else if (controls.period !== 'all') query.set('period', controls.period);
  if (controls.pipeline) query.set('pipeline', controls.pipeline);
  if (controls.weight === 'value') query.set('weight', 'value');
  if (controls.cleanUps === 'booked') query.set('cleanUps', 'booked');
  for (const { field, values } of controls.where) {
    for (const value of values) query.append(wherePrefix + field, value ?? '');
  }
  for (const [name, value] of new URLSearchParams(search)) {
    if (!isControl(name)) query.append(name, value);
  }
  return query.toString();
}

/** The part of a query string that every page shares. */
export function controlsOf(search: string): string {
  return writeControls('', parseControls(search));
}

function isControl(name: string): boolean {
  return (
    ['asOf', 'period', 'from', 'to', 'pipeline', 'weight', 'cleanUps'].includes(name) ||
    name.startsWith(wherePrefix)
  );
}

/** First and last day of a preset, both inclusive, seen from the as-of day. */
export function presetRange(preset: PeriodPreset, asOf: string): { from?: string; to?: string } {
  const quarter = quarterStart(asOf);
  const year = Number(asOf.slice(0, 4));
  switch (preset) {
    case 'all':
      return {};
    case '12m':
      return { from: addMonths(monthStart(asOf), -11), to: asOf };
    case '6m':
      return { from: addMonths(monthStart(asOf), -5), to: asOf };
    case '90d':
      return { from: addDays(asOf, -89), to: asOf };
    case 'quarter':
      return { from: quarter, to: asOf };
    case 'last-quarter':
      return { from: addMonths(quarter, -3), to: addDays(quarter, -1) };
    case 'year':
      return { from: `${year}-01-01`, to: asOf };
    case 'last-year':
      return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` };
  }
}

/** What an engine call takes: only the keys that are set, so equal scopes are equal objects. */
export const resolvedScopeSchema = z.object({
  asOf: daySchema.optional(),
  from: daySchema.optional(),
  to: daySchema.optional(),
  where: z.array(z.object({ field: z.string(), values: z.array(z.string().nullable()).min(1) })).optional(),
  pipeline: z.string().optional(),
  weight: z.enum(['count', 'value']).optional(),
  cleanUps: z.enum(['dated', 'booked']).optional(),
});
export type ResolvedScope = z.infer<typeof resolvedScopeSchema>;

/** Resolves presets against the as-of day in use: the chosen one, or the newest the data has. */
export function resolveScope(controls: ScopeControls, dataAsOf: string | null): ResolvedScope {
  const asOf = controls.asOf ?? dataAsOf ?? undefined;
  const range =
    controls.period === 'custom' || !asOf
      ? { from: controls.from, to: controls.to }
      : presetRange(controls.period, asOf);
  return {
    ...(controls.asOf ? { asOf: controls.asOf } : {}),
    ...(range.from ? { from: range.from } : {}),
    ...(range.to ? { to: range.to } : {}),
    ...(controls.pipeline ? { pipeline: controls.pipeline } : {}),
    ...(controls.where.length > 0 ? { where: controls.where } : {}),
    weight: controls.weight,
    ...(controls.cleanUps === 'booked' ? { cleanUps: controls.cleanUps } : {}),
  };
}
