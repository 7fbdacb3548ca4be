import { outlookOf, quantileOf } from '#engine/forecast/distribution';
import { type Tried, type TriedDraws, tryOut } from '#engine/forecast/what-if';
import type { Connection } from '#engine/query/connection';
import type { MethodParams } from '#shared/contract/methods';
import type { Warning } from '#shared/results/envelope';
import { type ModelMethod, modelMethods } from '#shared/results/forecast';
import type { WhatIfAnswer, WhatIfOutlook } from '#shared/results/outlook';
import { answer } from '../answer';
import type { WorkspaceFacts } from '../facts';
import { type ForecastContext, type ForecastModel, forecastHere } from '../forecast/model';
import { toCents } from '../group-by';
import { type DealStanding, dealStanding } from './standing';

type Params = MethodParams<'metric.whatIf'>;
type Change = { key: number; id: string; due: boolean };

/** No chance is moved beyond this. */
const mostChance = 0.98;

/**
 * The distribution as it would be with other inputs, beside the one it is. Chances are moved on the odds (conversion), in time
 * (cycle) and by the close date; both sides use the same random numbers, so that what differs is the change.
 */
export async function whatIf(
  connection: Connection,
  facts: WorkspaceFacts,
  params: Params,
  context: ForecastContext = forecastHere,
): Promise<WhatIfAnswer> {
  const standing = await dealStanding(connection, facts, params, context, params.method);
  const { target = null } = params;
  const named = await dealsNamed(connection, params, standing);
  const plain = triedOf(standing);
  const before = asItIs(standing, plain, params.seed);
  const dated = await withDates(standing, sidesOf(params, named), context);
  const after = tryOut(changed(plain, dated, standing, params, named), params.seed);
  const ids = new Set(named.map(({ id }) => id));
  const asked = [
    ...params.exclude,
    ...params.move.map(({ id }) => id),
    ...params.chances.map(({ id }) => id),
  ];
  return {
    ...answer('what-if', facts, params, {
      n: standing.keys.length,
      rows: [],
      statement: { sql: '', params: {} },
      warnings: warningsOf(standing, dated),
    }),
    period: standing.model.span.period,
    method: standing.method,
    wonToDate: toCents(standing.wonToDate),
    target,
    before: sideOf(before, target),
    after: sideOf(after, target),
    dots: Array.from({ length: 20 }, (_, i) => toCents(quantileOf(after.sorted, (i + 0.5) / 20))),
    openDeals: standing.keys.length - params.exclude.filter((id) => ids.has(id)).length + params.add.length,
    unknown: [...new Set(asked)].filter((id) => !ids.has(id)),
  };
}

/** The distribution without a change, drawn once for each model: a slider asks for it again and again. */
const unchanged = new WeakMap<ForecastModel, Map<string, TriedDraws>>();

function asItIs({ model, method }: DealStanding, plain: Tried, seed: number): TriedDraws {
  const known = unchanged.get(model) ?? new Map<string, TriedDraws>();
  unchanged.set(model, known);
  const key = `${method} ${seed}`;
  const drawn = known.get(key) ?? tryOut(plain, seed);
  known.set(key, drawn);
  return drawn;
}

function carriesDeals({ chances }: DealStanding): boolean {
  return chances.length === 0 || chances.some((chance) => chance > 0);
}

/** The open deals that are named, and whether their new close date lies in the period. */
async function dealsNamed(
  connection: Connection,
  params: Params,
  { model, keys }: DealStanding,
): Promise<Change[]> {
  const dates = new Map(params.move.map(({ id, expectedClose }) => [id, expectedClose]));
  const ids = [...new Set([...params.exclude, ...dates.keys(), ...params.chances.map(({ id }) => id)])];
  if (ids.length === 0) return [];
  const list = ids.map((_, i) => `$id_${i}`).join(', ');
  const rows = await connection.all<{ key: number; id: string }>(
    `SELECT key, id FROM weir.opportunity WHERE id IN (${list})`,
    Object.fromEntries(ids.map((id, i) => [`id_${i}`, id])),
  );
  return rows
    .filter(({ key }) => keys.includes(key))
    .map(({ key, id }) => ({ key, id, due: (dates.get(id) ?? '9999') <= model.span.to }));
}

function triedOf({ model, method, keys, chances, booked, wonToDate, newMean }: DealStanding): Tried {
  const { amounts, fresh } = model.standing;
  const name = modelMethods.find((one) => one === method);
  const learned = name ? model.standing.models[name] : undefined;
  return {
    wonToDate,
    ids: keys,
    chances,
    booked,
    ratios: amounts.ratios,
    ratioSquare: amounts.ratioSquare,
    // Of a method that has no model all that is to come is new business; the others know it apart.
    fresh: learned ? fresh : { ...fresh, mean: Math.max(0, newMean) },
    volume: 1,
    size: 1,
    shock: learned?.shock ?? 0,
  };
}

/** Of each deal whose close date is moved, whether the new one lies in the period. */
function sidesOf({ move }: Params, named: readonly Change[]): Map<number, boolean> {
  const moves = new Set(move.map(({ id }) => id));
  return new Map(named.filter(({ id }) => moves.has(id)).map(({ key, due }) => [key, due]));
}

function warningsOf(standing: DealStanding, dated: Float64Array): Warning[] {
  if (!carriesDeals(standing))
    return [
      {
        code: 'no-chances',
        message: 'The method in use gives no chances to single deals, so only new business can be varied.',
      },
    ];
  const { chances, due } = standing;
  const odd = dated.some((chance, i) => (due[i] === 1 ? chance > chances[i]! : chance < chances[i]!));
  return odd
    ? [
        {
          code: 'dates-say-little',
          message:
            'Among past deals that were alike otherwise, those due in the period were won less often: close dates say little here.',
        },
      ]
    : [];
}

function changed(
  plain: Tried,
  base: Float64Array,
  standing: DealStanding,
  params: Params,
  named: readonly Change[],
): Tried {
  const { conversion, cycle, size, volume, add } = params;
  const excluded = new Set(params.exclude);
  const known = new Map(params.chances.map(({ id, chance }) => [id, chance]));
  // What somebody knows better is moved by no factor; a deal that is left out is left out whatever is known of it.
  const set = new Map(
    named.flatMap(({ id, key }) => {
      const chance = excluded.has(id) ? 0 : known.get(id);
      return chance === undefined ? [] : [[key, chance] satisfies [number, number]];
    }),
  );
  const turned = (chance: number) => inTime(byOdds(chance, conversion), cycle);
  const { keys } = standing;
  const count = base.length + add.length;
  const ids = new Int32Array(count);
  const chances = new Float64Array(count);
  const booked = new Float64Array(count);
  for (let i = 0; i < base.length; i += 1) {
    ids[i] = keys[i]!;
    chances[i] = (set.size > 0 ? set.get(keys[i]!) : undefined) ?? turned(base[i]!);
    booked[i] = plain.booked[i]! * size;
  }
  add.forEach(({ amount, chance }, k) => {
    ids[base.length + k] = 0x4000_0000 + k;
    chances[base.length + k] = chance;
    booked[base.length + k] = amount;
  });
  return {
    ...plain,
    ids,
    chances,
    booked,
    // More wins come of what is new where it converts better, or faster.
    volume: volume * (conversion === 1 && cycle === 1 ? 1 : meanTurn(turned)),
    size,
  };
}

/** What conversion and cycle do to deals that are new: as to one that has a chance of one in five. */
function meanTurn(turned: (chance: number) => number): number {
  const usual = 0.2;
  return turned(usual) / usual;
}

function byOdds(chance: number, factor: number): number {
  if (factor === 1 || chance <= 0) return chance;
  return Math.min(Math.max(chance, mostChance), (chance * factor) / (1 - chance + chance * factor));
}

/** With so many times as much time needed, what comes by the end comes at a rate so many times as low. */
function inTime(chance: number, factor: number): number {
  if (factor === 1 || chance <= 0 || chance >= 1) return chance;
  return Math.min(Math.max(chance, mostChance), 1 - (1 - chance) ** (1 / factor));
}

/** What deals would have with another close date, by the model and method it was learned with. */
const otherwise = new WeakMap<ForecastModel, Map<ModelMethod, Promise<Float64Array | null>>>();

/** Chances with the close dates of some deals moved into the period or out of it, as the model would have them. */
async function withDates(
  { model, method, keys, chances, due }: DealStanding,
  moved: ReadonlyMap<number, boolean>,
  context: ForecastContext,
): Promise<Float64Array> {
  const name = modelMethods.find((one) => one === method);
  const turned = [...keys].some((key, i) => (moved.get(key) ?? due[i] === 1) !== (due[i] === 1));
  if (!turned || name === undefined) return chances;
  const known = otherwise.get(model) ?? new Map<ModelMethod, Promise<Float64Array | null>>();
  otherwise.set(model, known);
  const asked = known.get(name) ?? context.compute('otherwise', { panel: model.panel, method: name });
  known.set(name, asked);
  // What failed or was cancelled is asked again.
  asked.catch(() => known.delete(name));
  const others = await asked;
  return others === null
    ? chances
    : chances.map((chance, i) => {
        const to = moved.get(keys[i]!);
        return to === undefined || to === (due[i] === 1) ? chance : others[i]!;
      });
}

function sideOf({ sorted, mean }: TriedDraws, target: number | null): WhatIfOutlook {
  const reached = target === null ? 0 : sorted.filter((value) => value >= target).length;
  return {
    ...outlookOf(sorted, mean),
    targetProbability: target === null ? null : reached / sorted.length,
  };
}
