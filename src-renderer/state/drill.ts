import { z } from 'zod';
import { behindSchema } from '#shared/contract/methods';
import { rulePackSchema } from '#shared/model/rule-pack';
import { type DefinitionKey, definitions } from '#shared/results/definitions';
import { type ResolvedScope, resolvedScopeSchema } from './scope';

const definitionKeys = Object.keys(definitions) as [DefinitionKey, ...DefinitionKey[]];

/** Metrics that can stand behind a number; their answer carries the SQL and the evidence. */
export const drillMethods = [
  'metric.overview',
  'metric.funnel',
  'metric.definitions',
  'metric.winRate',
  'metric.cycle',
  'metric.timeInStage',
  'metric.changes',
  'metric.slippage',
  'metric.movers',
  'metric.velocity',
  'metric.trend',
  'metric.bottleneck',
  'metric.flow',
  'metric.conformance',
  'metric.lossReasons',
  'metric.compare',
  'metric.cohorts',
  'metric.reps',
  'metric.repStages',
  'metric.coaching',
  'metric.ruleCountdown',
  'metric.ruleSimulation',
  'metric.forecast',
  'metric.coverage',
  'metric.leads',
  'metric.activity',
  'metric.health',
  'metric.stale',
  'metric.actionList',
] as const;
export type DrillMethod = (typeof drillMethods)[number];

export const drillTabs = ['deals', 'definition', 'sql', 'evidence'] as const;
export type DrillTab = (typeof drillTabs)[number];

/** What the sheet shows for one clicked number. All of it is in the address, so a view can be shared. */
export const drillSchema = z.object({
  /** What was clicked, in words: "Proposal, entered". */
  title: z.string(),
  /** Absent when the number is not a set of deals (a chart's SQL or definition alone). */
  behind: behindSchema.optional(),
  group: z.object({ field: z.string(), value: z.string().nullable() }).optional(),
  /** What the number counts where that is not deals: one deal can visit a stage, or move, twice. */
  visits: z.number().int().optional(),
  /** The scope the number was computed with, where it is not the page's own. */
  scope: resolvedScopeSchema.optional(),
  definition: z.enum(definitionKeys).optional(),
  /** The question that gave the number, with its parameters beyond the scope. */
  method: z.enum(drillMethods).optional(),
  params: z
    .record(
      z.string(),
      z.union([
        z.string(),
        z.number(),
        z.boolean(),
        z.record(z.string(), z.number()),
        z.array(z.string().nullable()),
        rulePackSchema,
      ]),
    )
    .optional(),
});
export type Drill = z.infer<typeof drillSchema>;
export type DrillInput = z.input<typeof drillSchema>;

export function parseDrill(text: string | null): Drill | null {
  if (!text) return null;
  try {
    return drillSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** The scope of the deals behind a drill. */
export function drillScope(drill: Drill, page: ResolvedScope): ResolvedScope {
  return drill.scope ?? page;
}
