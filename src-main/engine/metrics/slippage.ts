import type { Connection } from '#engine/query/connection';
import { wilson } from '#engine/stats/intervals';
import type { MethodParams } from '#shared/contract/methods';
import type { SlippageAnswer, SlippageRow } from '#shared/results/changes';
import { counted } from '#shared/results/counted';
import type { Warning } from '#shared/results/envelope';
import { addDays } from '#shared/time/day';
import { answer } from './answer';
import { constants } from './constants';
import type { WorkspaceFacts } from './facts';
import { sumOf, toCents } from './group-by';
import { narrowMacro } from './narrow-macro';
import type { Fragment } from './scope-sql';
import { twoDayArguments, twoDays } from './two-days';

type Scope = MethodParams<'metric.slippage'>;
type Counted = { key: string | null } & Record<string, number | null>;

/**
 * What became by the end of `to` of the open deals that were due in the period as known at the end of `from`, and how
 * often close dates were moved to later. Due is a close date after `from` up to `to`, or in the window given.
 */
export async function slippage(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: Scope,
): Promise<SlippageAnswer> {
  const { from, to, warnings } = twoDays(facts, scope);
  const { closeFrom, closeTo } = dueWindow(scope, { from, to });
  const { sql, params } = slippageArguments(facts, scope, { from, to });
  const statement = { sql: `FROM weir.${narrowMacro('slippage', facts, scope)}(${sql})`, params };
  const counted = await connection.all<Counted>(
    `SELECT key, ${[...columns].map((name) => `coalesce(${name}, 0)::DOUBLE AS ${name}`).join(', ')},
      median_push_days::DOUBLE AS median_push_days ${statement.sql}`,
    statement.params,
  );
  const rows = counted.length === 0 && !scope.by ? [slippageRow({ key: null })] : counted.map(slippageRow);
  return {
    ...answer(
      'slippage',
      facts,
      { ...scope, from, to },
      {
        n: sumOf(rows, (row) => row.due),
        rows,
        statement,
        warnings: [
          ...warnings,
          ...noneDueWarnings(rows, from, closeFrom, closeTo),
          ...rolledWarnings(rows),
          ...thinWarnings(rows),
        ],
      },
    ),
    from,
    to,
    closeFrom,
    closeTo,
  };
}

/** Arguments of the slippage macros, with the window that is due. */
export function slippageArguments(
  facts: WorkspaceFacts,
  scope: Scope,
  days: { from: string; to: string },
): Fragment {
  return twoDayArguments(facts, { ...scope, ...dueWindow(scope, days) }, days);
}

function dueWindow(scope: Scope, days: { from: string; to: string }): { closeFrom: string; closeTo: string } {
  return { closeFrom: scope.closeFrom ?? addDays(days.from, 1), closeTo: scope.closeTo ?? days.to };
}

const columns =
  'due won lost slipped still_due pulled_forward due_value won_value lost_value slipped_value still_due_value pulled_forward_value pushes pushed_deals period_pushes rolled_pushes'.split(
    ' ',
  );

function slippageRow(row: Counted): SlippageRow {
  const of = (name: string) => row[name] ?? 0;
  const value = (name: string) => toCents(of(name));
  const { low, high } = wilson(of('slipped'), of('due'), constants.confidence);
  return {
    key: row.key,
    due: of('due'),
    won: of('won'),
    lost: of('lost'),
    slipped: of('slipped'),
    stillDue: of('still_due'),
    dueValue: value('due_value'),
    wonValue: value('won_value'),
    lostValue: value('lost_value'),
    slippedValue: value('slipped_value'),
    stillDueValue: value('still_due_value'),
    slipRate: of('due') > 0 ? of('slipped') / of('due') : null,
    low,
    high,
    slipValueRate: of('due_value') > 0 ? of('slipped_value') / of('due_value') : null,
    pulledForward: of('pulled_forward'),
    pulledForwardValue: value('pulled_forward_value'),
    pushes: of('pushes'),
    pushedDeals: of('pushed_deals'),
    periodPushes: of('period_pushes'),
    medianPushDays: row.median_push_days ?? null,
    rolledPushes: of('rolled_pushes'),
  };
}

function noneDueWarnings(rows: readonly SlippageRow[], from: string, first: string, last: string): Warning[] {
  if (rows.some((row) => row.due > 0)) return [];
  return [
    {
      code: 'none-due',
      message: `No deal that was open on ${from} had a close date from ${first} to ${last}, so none could slip.`,
    },
  ];
}

function rolledWarnings(rows: readonly SlippageRow[]): Warning[] {
  const rolled = sumOf(rows, (row) => row.rolledPushes);
  if (rolled === 0) return [];
  const message = `${counted(rolled, 'of the pushes was', 'of the pushes were')} made of ten or more deals of one owner in one minute: dates that a rule rolled on.`;
  return [{ code: 'rolled-dates', message, details: { pushes: rolled } }];
}

function thinWarnings(rows: readonly SlippageRow[]): Warning[] {
  const thin = rows.filter((row) => row.due > 0 && row.due < constants.thin);
  if (thin.length === 0) return [];
  const message = `${thin.length === 1 ? 'One slip rate rests' : `${thin.length} slip rates rest`} on fewer than ${constants.thin} due deals; mind the interval.`;
  return [{ code: 'thin', message, details: { keys: thin.map((row) => row.key) } }];
}
