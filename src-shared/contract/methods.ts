import { z } from 'zod';
import { type Mapping, mappingSchema } from '../model/mapping';
import { daySchema, scopeSchema } from '../model/scope';
import { settingsSchema, type WorkspaceSettings } from '../model/settings';
import { stageSchema } from '../model/stage';
import { valueMatchSchema } from '../model/value-match';
import { withinSchema } from '../model/within';
import type { ChangesAnswer, SlippageAnswer } from '../results/changes';
import type { CoachingAnswer } from '../results/coaching';
import type { CohortsAnswer } from '../results/cohorts';
import type { CompareAnswer } from '../results/compare';
import type { SavedItem, SqlSchema } from '../results/console';
import type { CoverageAnswer } from '../results/coverage';
import type { MetricAnswer } from '../results/envelope';
import type { ConformanceRow, FlowRow, StageTemplatesResult } from '../results/flow';
import type { BacktestAnswer, ForecastAnswer } from '../results/forecast';
import type {
  ActionListAnswer,
  HealthAnswer,
  HealthPastAnswer,
  LimitRecordAnswer,
  StaleAnswer,
} from '../results/health';
import type { ActivityAnswer, LeadsAnswer } from '../results/leads';
import type { LossReasonRow } from '../results/loss-reasons';
import type { MatchAnswer } from '../results/match';
import type { MethodConstant } from '../results/method-notes';
import type {
  CycleRow,
  DealResult,
  DealsResult,
  DefinitionRow,
  FunnelRow,
  OverviewRow,
  SqlResult,
  TimeInStageRow,
  WinRateRow,
} from '../results/metrics';
import { funnelDefinitions } from '../results/metrics';
import type { MoversAnswer } from '../results/movers';
import type { GapAnswer, MovementAnswer, OutlookPartsAnswer, WhatIfAnswer } from '../results/outlook';
import type { JudgementsResult, KeptOutlook, TargetSetResult, TargetsResult } from '../results/plan';
import type { DataQualityResult, ValueMatch } from '../results/quality';
import type { RepStagesAnswer, RepsAnswer } from '../results/reps';
import type { RuleCountdownAnswer, RuleSimulationAnswer } from '../results/rules';
import type { BottleneckRow, TrendRow, VelocityRow } from '../results/velocity';
import type {
  ImportRecord,
  ImportReport,
  InspectReport,
  RecentWorkspace,
  RememberedMapping,
  StatusResult,
  UndoReport,
  WorkspaceInfo,
} from '../results/workspace';
import { behindChanges, behindSlippage, changeParams, moverParams, slippageParams } from './change-params';
import { behindCohort, behindCreateAndClose, cohortParams } from './cohort-params';
import { compareParams } from './compare-params';
import { savedKeepParams, savedListParams, savedRemoveParams } from './console-params';
import { behindCoverage, coverageParams } from './coverage-params';
import {
  behindConformance,
  behindFlow,
  behindLossReasons,
  conformanceOptions,
  stageTemplateParams,
} from './flow';
import { backtestParams, forecastParams } from './forecast-params';
import {
  actionExportParams,
  actionListParams,
  behindActionList,
  behindHealth,
  behindStale,
  healthParams,
  healthPastParams,
  limitRecordParams,
  staleParams,
} from './health-params';
import { activityParams, behindActivity, behindLeads, leadParams } from './lead-params';
import { behindMatch, matchParams } from './match-params';
import { gapParams, movementParams, outlookPartsParams, whatIfParams } from './outlook-params';
import {
  judgementAddParams,
  judgementListParams,
  keptAddParams,
  keptListParams,
  targetListParams,
  targetSetParams,
} from './plan-params';
import { behindReps, coachingParams, repParams, repStageParams } from './rep-params';
import { behindRules, ruleCountdownParams, ruleSimulationParams } from './rule-params';
import {
  bottleneckParams,
  trendBehind,
  trendParams,
  velocityBehind,
  velocityParams,
} from './velocity-params';

/**
 * A file to import, as the host knows it: `path:/…` (Electron, CLI) or `upload:ID` (web host).
 * Hosts turn it into a path before the engine sees it; the web host refuses `path:`.
 */
export const sourceSchema = z.string().regex(/^(path|upload):.+/s);

const nothing = z.object({});
const by = z.string().min(1).optional();
const metricParams = scopeSchema.extend({ by });

/** Which deals stand behind a number; the parts of one number are disjoint or named by their metric. */
export const behindSchema = z.discriminatedUnion('metric', [
  z.object({
    metric: z.literal('funnel'),
    definition: z.enum(funnelDefinitions).default('reached'),
    stage: z.string(),
    part: z.enum(['entered', 'advanced', 'lost', 'open']),
    within: withinSchema.optional(),
    /** As the funnel was computed with; created unless given. */
    cohortField: z.enum(['created', 'entered']).optional(),
  }),
  z.object({
    metric: z.literal('funnel-difference'),
    definition: z.enum(funnelDefinitions),
    stage: z.string(),
  }),
  z.object({
    metric: z.literal('win-rate'),
    part: z.enum(['created', 'won', 'lost', 'open', 'closed']),
  }),
  z.object({ metric: z.literal('cycle'), part: z.enum(['n', 'won', 'lost', 'open', 'closed']) }),
  z.object({
    metric: z.literal('time-in-stage'),
    stage: z.string(),
    part: z.enum(['visits', 'left', 'open']),
  }),
  velocityBehind,
  trendBehind,
  z.object({ metric: z.literal('pipeline'), stage: z.string().optional() }),
  z.object({ metric: z.literal('month'), month: daySchema, part: z.enum(['created', 'won', 'lost']) }),
  behindChanges,
  behindSlippage,
  behindCohort,
  behindCreateAndClose,
  behindCoverage,
  /** Deals of a finding of data.quality. */
  z.object({ metric: z.literal('finding'), code: z.string() }),
  /** Losses of days of clean-up that count from another day than the booked one. */
  z.object({ metric: z.literal('clean-ups') }),
  /** Deals with this value in a field, none for null, among those that ought to have one. */
  z.object({
    metric: z.literal('field'),
    field: z.string(),
    among: z.enum(['all', 'open', 'closed', 'lost']).default('all'),
    value: z.string().nullable(),
  }),
  behindFlow,
  behindConformance,
  behindLossReasons,
  behindMatch,
  behindReps,
  behindRules,
  behindHealth,
  behindStale,
  behindActionList,
  behindLeads,
  behindActivity,
]);
export type Behind = z.infer<typeof behindSchema>;

export const dealsParams = scopeSchema.extend({
  /** Narrow to the deals behind a number computed with this very scope. */
  behind: behindSchema.optional(),
  /** Breakdown field and value of the clicked row or cell. */
  group: z.object({ field: z.string(), value: z.string().nullable() }).optional(),
  search: z.string().optional(),
  sort: z.string().default('amount'),
  descending: z.boolean().default(true),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(0).max(10_000).default(200),
  /** Extra columns to return beside the fixed ones. */
  columns: z.array(z.string()).default([]),
  /** Only open, won or lost deals. */
  outcome: z.enum(['open', 'won', 'lost', 'closed']).optional(),
});

/** The one list of calls. Every transport, host and test reads it; nothing else can be called. */
export const methods = {
  'workspace.info': nothing,
  'workspace.recent': nothing,
  'workspace.open': z.object({ path: z.string().min(1), readOnly: z.boolean().default(false) }),
  'workspace.create': z.object({ path: z.string().min(1).optional(), name: z.string().min(1).optional() }),
  'workspace.openSample': z.object({
    deals: z.number().int().min(10).max(20_000_000).default(6000),
    seed: z.number().int().default(1),
  }),
  'workspace.close': nothing,
  'workspace.status': z.object({ asOf: daySchema.optional() }),
  'workspace.values': z.object({
    field: z.string(),
    search: z.string().default(''),
    limit: z.number().int().max(1000).default(50),
  }),
  'stages.set': z.object({ stages: z.array(stageSchema).min(1) }),
  'stages.templates': z.object({ pipeline: z.string().optional() }),
  'stages.layTemplate': stageTemplateParams,
  'data.quality': nothing,
  /** Takes a name as another one, as one of its own, or says nothing of it. */
  'values.match': valueMatchSchema,
  'settings.get': nothing,
  'settings.set': settingsSchema.partial(),
  'import.inspect': z.object({
    sources: z.array(sourceSchema).min(1),
    mapping: z.record(z.string(), mappingSchema).default({}),
    snapshotDate: daySchema.optional(),
  }),
  'import.remap': z.object({ staging: z.number().int(), file: z.string(), mapping: mappingSchema }),
  'import.load': z.object({ staging: z.number().int(), strict: z.boolean().default(false) }),
  'import.discard': z.object({ staging: z.number().int() }),
  'import.undo': z.object({ import: z.number().int().optional() }),
  'import.history': nothing,
  /** The mapping file of staged files, or else of everything that is loaded. */
  'mapping.export': z.object({ staging: z.number().int().optional() }),
  /** Corrections that apply to later files under the same headers, the newest first. */
  'mapping.remembered': nothing,
  /** Forgets the corrections under these headers; returns what is still remembered. */
  'mapping.forget': z.object({ headers: z.string().min(1) }),
  /** Takes back that a mapping was forgotten: the corrections to a file of an import apply to later ones again. */
  'mapping.remember': z.object({
    headers: z.string().min(1),
    import: z.number().int(),
    mapping: mappingSchema,
  }),
  'metric.overview': metricParams,
  'metric.funnel': metricParams.extend({
    definition: z.enum(funnelDefinitions).default('reached'),
    /** Age in days at which conversion is read, one for all stages or one by stage; the last supported age else. */
    within: withinSchema.optional(),
    /** As the funnel was computed with; created unless given. */
    cohortField: z.enum(['created', 'entered']).default('created'),
    /** One stage alone, which is all that a comparison of many groups shows. */
    stage: z.string().min(1).optional(),
  }),
  'metric.definitions': metricParams,
  'metric.winRate': metricParams.extend({
    horizon: z.number().positive().optional(),
    closeDate: z.enum(['recorded', 'booked']).optional(),
  }),
  'metric.cycle': metricParams.extend({
    outcome: z.enum(['won', 'lost', 'closed']).default('closed'),
    start: z.string().default('created_at'),
    /** Days of a benchmark: rows then say how many deals take longer. */
    benchmark: z.number().positive().optional(),
    curve: z.boolean().default(false),
  }),
  'metric.timeInStage': metricParams.extend({ curve: z.boolean().default(false) }),
  'metric.velocity': velocityParams,
  'metric.trend': trendParams,
  'metric.bottleneck': bottleneckParams,
  'metric.changes': changeParams,
  'metric.slippage': slippageParams,
  'metric.movers': moverParams,
  'metric.flow': metricParams,
  'metric.conformance': metricParams.extend(conformanceOptions),
  'metric.lossReasons': metricParams,
  'metric.compare': compareParams,
  'metric.cohorts': cohortParams,
  'metric.match': matchParams,
  'metric.reps': repParams,
  'metric.repStages': repStageParams,
  'metric.coaching': coachingParams,
  'metric.ruleCountdown': ruleCountdownParams,
  'metric.ruleSimulation': ruleSimulationParams,
  'metric.forecast': forecastParams,
  'metric.backtest': backtestParams,
  'metric.health': healthParams,
  'metric.healthPast': healthPastParams,
  'metric.stale': staleParams,
  'metric.limitRecord': limitRecordParams,
  'metric.actionList': actionListParams,
  'metric.coverage': coverageParams,
  'metric.movement': movementParams,
  'metric.whatIf': whatIfParams,
  'metric.gap': gapParams,
  'metric.outlookParts': outlookPartsParams,
  'metric.leads': leadParams,
  'metric.activity': activityParams,
  'deals.list': dealsParams,
  'deals.get': z.object({ id: z.string(), asOf: daySchema.optional() }),
  'deals.export': dealsParams,
  /** Every deal of a list of what is to be done, as a file. */
  'actions.export': actionExportParams,
  'sql.run': z.object({ sql: z.string().min(1), limit: z.number().int().min(1).max(100_000).default(1000) }),
  'sql.schema': nothing,
  'methods.constants': nothing,
  'saved.list': savedListParams,
  'saved.keep': savedKeepParams,
  'saved.remove': savedRemoveParams,
  'targets.list': targetListParams,
  'targets.set': targetSetParams,
  'judgements.list': judgementListParams,
  'judgements.add': judgementAddParams,
  'outlooks.list': keptListParams,
  'outlooks.keep': keptAddParams,
} as const;

export type MethodName = keyof typeof methods;
export type MethodInput<M extends MethodName> = z.input<(typeof methods)[M]>;
export type MethodParams<M extends MethodName> = z.output<(typeof methods)[M]>;

/** A file the host hands to the user: the web host by download, Electron by a save dialog. */
export type ExportTicket = { ticket: string; name: string; bytes: number; rows: number };

export type MethodResults = {
  'workspace.info': WorkspaceInfo | null;
  'workspace.recent': RecentWorkspace[];
  'workspace.open': WorkspaceInfo;
  'workspace.create': WorkspaceInfo;
  'workspace.openSample': WorkspaceInfo;
  'workspace.close': null;
  'workspace.status': StatusResult;
  'workspace.values': { values: { value: string | null; count: number }[]; total: number };
  'stages.set': StatusResult;
  'stages.templates': StageTemplatesResult;
  'stages.layTemplate': StageTemplatesResult;
  'data.quality': DataQualityResult;
  'values.match': ValueMatch[];
  'settings.get': WorkspaceSettings;
  'settings.set': WorkspaceSettings;
  'import.inspect': InspectReport;
  'import.remap': InspectReport;
  'import.load': ImportReport;
  'import.discard': null;
  'import.undo': UndoReport;
  'import.history': ImportRecord[];
  'mapping.export': Record<string, Mapping>;
  'mapping.remembered': RememberedMapping[];
  'mapping.forget': RememberedMapping[];
  'mapping.remember': RememberedMapping[];
  'metric.overview': MetricAnswer<OverviewRow>;
  'metric.funnel': MetricAnswer<FunnelRow>;
  'metric.definitions': MetricAnswer<DefinitionRow>;
  'metric.winRate': MetricAnswer<WinRateRow>;
  'metric.cycle': MetricAnswer<CycleRow>;
  'metric.timeInStage': MetricAnswer<TimeInStageRow>;
  'metric.velocity': MetricAnswer<VelocityRow>;
  'metric.trend': MetricAnswer<TrendRow>;
  'metric.bottleneck': MetricAnswer<BottleneckRow>;
  'metric.changes': ChangesAnswer;
  'metric.slippage': SlippageAnswer;
  'metric.movers': MoversAnswer;
  'metric.flow': MetricAnswer<FlowRow>;
  'metric.conformance': MetricAnswer<ConformanceRow>;
  'metric.lossReasons': MetricAnswer<LossReasonRow>;
  'metric.compare': CompareAnswer;
  'metric.cohorts': CohortsAnswer;
  'metric.match': MatchAnswer;
  'metric.reps': RepsAnswer;
  'metric.repStages': RepStagesAnswer;
  'metric.coaching': CoachingAnswer;
  'metric.ruleCountdown': RuleCountdownAnswer;
  'metric.ruleSimulation': RuleSimulationAnswer;
  'metric.forecast': ForecastAnswer;
  'metric.backtest': BacktestAnswer;
  'metric.health': HealthAnswer;
  'metric.healthPast': HealthPastAnswer;
  'metric.stale': StaleAnswer;
  'metric.limitRecord': LimitRecordAnswer;
  'metric.actionList': ActionListAnswer;
  'metric.coverage': CoverageAnswer;
  'metric.movement': MovementAnswer;
  'metric.whatIf': WhatIfAnswer;
  'metric.gap': GapAnswer;
  'metric.outlookParts': OutlookPartsAnswer;
  'metric.leads': LeadsAnswer;
  'metric.activity': ActivityAnswer;
  'deals.list': DealsResult;
  'deals.get': DealResult;
  'deals.export': ExportTicket;
  'actions.export': ExportTicket;
  'sql.run': SqlResult;
  'sql.schema': SqlSchema;
  'methods.constants': MethodConstant[];
  'saved.list': SavedItem[];
  'saved.keep': SavedItem[];
  'saved.remove': SavedItem[];
  'targets.list': TargetsResult;
  'targets.set': TargetSetResult;
  'judgements.list': JudgementsResult;
  'judgements.add': JudgementsResult;
  'outlooks.list': KeptOutlook[];
  'outlooks.keep': KeptOutlook[];
};

/** Progress of a running call: a fraction where it is known, and what is being done in words. */
export type Progress = { fraction: number | null; step: string };

export type CallOptions = { signal?: AbortSignal; onProgress?: (progress: Progress) => void };

/** The engine as everybody sees it: in process, over a port, over HTTP. */
export type EngineClient = {
  call<M extends MethodName>(
    method: M,
    params: MethodInput<M>,
    options?: CallOptions,
  ): Promise<MethodResults[M]>;
};
