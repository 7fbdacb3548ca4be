import type { Connection } from '#engine/query/connection';
import { wilson } from '#engine/stats/intervals';
import type { MetricAnswer, Warning } from '#shared/results/envelope';
import type { ConformancePart, ConformanceRow, ConformanceShare, VariantRow } from '#shared/results/flow';
import { conformanceParts } from '#shared/results/flow';
import { allowedSkips } from './allowed-skips';
import { answer, type MetricScope } from './answer';
import { bounces } from './bounces';
import { constants } from './constants';
import type { WorkspaceFacts } from './facts';
import { groupBy, sumOf, toCents } from './group-by';
import { isWhole, lastingMacro, narrowMacro } from './narrow-macro';
import { onePipeline } from './one-pipeline';
import { losesVisits, partialHistory, withoutVisits } from './partial-history';
import { type Fragment, macroArguments } from './scope-sql';
import { withoutHistory } from './without-history';

/** One path as weir.path has it; `stages` are the ids of its visits. */
export type TakenPath = {
  key: string | null;
  stages: readonly number[];
  /** The same without the closed stages at its end. */
  course: readonly number[];
  visits: number;
  deals: number;
  later_lives: number;
  value: number;
  won: number;
  lost: number;
  won_days: number | null;
  skips: number;
  allowed_skips: number;
  backs: number;
  strays: number;
  repeats: number;
  returns: number;
} & Record<ConformancePart, boolean>;
type Row = Omit<TakenPath, 'stages' | 'course'> & { stages: string; course: string };

/** What a part means, as conditions on a row of weir.path: paths are judged by them, and the deals behind are listed by them. */
export const partConditions: Record<ConformancePart, string> = {
  'on-path': 'skips = 0 AND strays = 0',
  straight: 'skips = 0 AND allowed_skips = 0 AND backs = 0 AND repeats = 0 AND returns = 0',
  skip: 'skips > 0',
  'allowed-skip': 'allowed_skips > 0',
  loop: 'repeats > 0',
  back: 'backs > 0',
  reopened: 'returns > 0',
};

const judged = conformanceParts.map((part) => `(${partConditions[part]}) AS "${part}"`).join(', ');

/**
 * How lives that started in the period keep to the order of the stages, or to the template laid over them: shares of
 * lives with Wilson's interval, the most common paths, and where deals bounce back.
 */
export async function conformance(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MetricScope & { variants: number },
): Promise<MetricAnswer<ConformanceRow>> {
  const { chosen, warnings } = onePipeline(facts, scope);
  const statement = pathStatement(facts, chosen);
  const [rework, found] = await Promise.all([
    connection.beside((other) => reworkDays(other, facts, chosen)),
    connection.all<Row>(
      `SELECT * EXCLUDE (path) REPLACE (array_to_string(stages, ',') AS stages, array_to_string(course, ',') AS course), ${judged}\n${statement.sql}\nORDER BY key NULLS LAST, deals DESC, stages`,
      statement.params,
    ),
  ]);
  const paths = found.map((row) => ({ ...row, stages: ids(row.stages), course: ids(row.course) }));
  const groups = chosen.by ? [...groupBy(paths, ({ key }) => key)] : [[null, paths] as const];
  const rows = groups.map(([key, own]) => ({
    ...(chosen.by ? { key } : {}),
    ...rowOf(facts, own, rework.get(key) ?? new Map(), scope.variants),
    template: layerOf(facts, chosen.pipeline)?.template ?? null,
  }));
  const n = sumOf(rows, ({ deals }) => deals);
  return answer('conformance', facts, chosen, {
    n,
    rows: losesVisits(facts) ? rows.map(withoutVisits) : rows,
    statement,
    warnings: [...warnings, ...withoutHistory(facts), ...partialHistory(facts, visitsOf(facts)), ...thin(n)],
  });
}

/** FROM the paths of the scope, by group where it is broken down. */
export function pathStatement(facts: WorkspaceFacts, scope: MetricScope): Fragment {
  const args = macroArguments(facts, scope, { period: true });
  const own = facts.stages.filter(
    ({ pipeline }) => scope.pipeline === undefined || pipeline === scope.pipeline,
  );
  const codes = allowedSkips(own, layerOf(facts, scope.pipeline));
  const allowed = codes.length > 0 ? `, allowed := [${codes.join(', ')}]::BIGINT[]` : '';
  return {
    sql: `FROM weir.${isWhole(scope) ? 'path_whole' : narrowMacro('path', facts, scope)}(${args.sql}${allowed})`,
    params: args.params,
  };
}

function layerOf(facts: WorkspaceFacts, pipeline: string | undefined) {
  const name = pipeline ?? facts.pipelines[0]?.pipeline ?? '';
  return facts.layers.find((layer) => layer.pipeline === name) ?? null;
}

type Rework = Map<string | null, Map<number, number>>;

async function reworkDays(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MetricScope,
): Promise<Rework> {
  const args = macroArguments(facts, scope, { period: true });
  const rows = await connection.all<{ key: string | null; stage_id: number; days: number }>(
    `FROM weir.${isWhole(scope) ? 'rework_whole' : lastingMacro('rework', facts, scope)}(${args.sql})`,
    args.params,
  );
  const groups = groupBy(rows, ({ key }) => key);
  return new Map(
    [...groups].map(([key, own]) => [key, new Map(own.map(({ stage_id, days }) => [stage_id, days]))]),
  );
}

function rowOf(
  facts: WorkspaceFacts,
  paths: readonly TakenPath[],
  rework: ReadonlyMap<number, number>,
  variants: number,
): Omit<ConformanceRow, 'key' | 'template'> {
  const deals = sumOf(paths, (path) => path.deals);
  const visits = sumOf(paths, (path) => path.deals * path.visits);
  const courses = [...groupBy(paths, ({ course }) => course.join(',')).values()].sort(
    (a, b) => sumOf(b, (path) => path.deals) - sumOf(a, (path) => path.deals),
  );
  return {
    deals,
    shares: conformanceParts.map((part) => shareOf(part, paths, deals)),
    meanVisits: deals > 0 ? visits / deals : null,
    paths: courses.length,
    variants: courses.slice(0, variants).map((same) => variantOf(facts, same)),
    stages: bounces(facts, paths, rework),
  };
}

function shareOf(part: ConformancePart, paths: readonly TakenPath[], all: number): ConformanceShare {
  // A life that began with a return after more than 30 days is reopened too, whatever its own path.
  const others = (path: TakenPath) => (part === 'reopened' ? path.later_lives : 0);
  const deals = sumOf(paths, (path) => (path[part] ? path.deals : others(path)));
  return { part, deals, share: all > 0 ? deals / all : null, ...wilson(deals, all, constants.confidence) };
}

/** Lives of one course, whatever their outcome: with the outcome in it, every path would be won or lost by itself. */
function variantOf(facts: WorkspaceFacts, same: readonly TakenPath[]): VariantRow {
  const names = new Map(facts.stages.map(({ stageId, stage }) => [stageId, stage]));
  const total = (of: (path: TakenPath) => number) => sumOf(same, of);
  const deals = total((path) => path.deals);
  const won = total((path) => path.won);
  const lost = total((path) => path.lost);
  const closed = won + lost;
  return {
    path: same[0]!.course.map((id) => names.get(id) ?? ''),
    deals,
    value: toCents(total(({ value }) => value)),
    won,
    lost,
    open: deals - closed,
    winRate: closed > 0 ? won / closed : null,
    ...wilson(won, closed, constants.confidence),
    medianDays: same.find(({ won_days }) => won_days !== null)?.won_days ?? null,
    onPath: same.every((path) => path['on-path']),
    fitness: total((path) => path.deals * (1 - (path.skips + path.strays) / path.visits)) / deals,
  };
}

function visitsOf(facts: WorkspaceFacts): string {
  return losesVisits(facts)
    ? 'Shares of repeat visits and moves back, visits a deal and re-work are withheld.'
    : 'Repeat visits, moves back and re-work are a little higher than shown.';
}

function ids(list: string): number[] {
  return list === '' ? [] : list.split(',').map(Number);
}

function thin(n: number): Warning[] {
  if (n >= constants.thin) return [];
  return [
    {
      code: 'thin',
      message: `Fewer than ${constants.thin} deals stand behind the shares; mind the interval.`,
    },
  ];
}
