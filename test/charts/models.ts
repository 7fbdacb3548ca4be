import { backtestErrors } from '../../src-renderer/charts/backtest-errors';
import { backtestIntervals } from '../../src-renderer/charts/backtest-intervals';
import { bandRates } from '../../src-renderer/charts/band-rates';
import { calibration } from '../../src-renderer/charts/calibration';
import type { ChartContext, ChartModel } from '../../src-renderer/charts/chart-model';
import { cohortCompletion } from '../../src-renderer/charts/cohort-completion';
import { cohortCurves } from '../../src-renderer/charts/cohort-curves';
import { cohortGroups } from '../../src-renderer/charts/cohort-groups';
import { cohortResiduals } from '../../src-renderer/charts/cohort-residuals';
import { cohortTriangle } from '../../src-renderer/charts/cohort-triangle';
import { comparison } from '../../src-renderer/charts/comparison';
import { coverageWeeks } from '../../src-renderer/charts/coverage-weeks';
import { createAndClose } from '../../src-renderer/charts/create-and-close';
import { definitionsCompare } from '../../src-renderer/charts/definitions-compare';
import { dotInterval } from '../../src-renderer/charts/dot-interval';
import { flowSankey } from '../../src-renderer/charts/flow-sankey';
import { forecastComposition } from '../../src-renderer/charts/forecast-composition';
import { forecastDots } from '../../src-renderer/charts/forecast-dots';
import { forecastFan } from '../../src-renderer/charts/forecast-fan';
import { forecastGroups } from '../../src-renderer/charts/forecast-groups';
import { heatMatrix } from '../../src-renderer/charts/heat-matrix';
import { leadFunnel } from '../../src-renderer/charts/lead-funnel';
import { medianAndMean } from '../../src-renderer/charts/median-and-mean';
import { mixEffect } from '../../src-renderer/charts/mix-effect';
import { months } from '../../src-renderer/charts/months';
import { outcomeOverAge } from '../../src-renderer/charts/outcome-over-age';
import { outlookBar } from '../../src-renderer/charts/outlook-bar';
import { pipelineByStage } from '../../src-renderer/charts/pipeline-by-stage';
import { quickChart } from '../../src-renderer/charts/quick-chart';
import { suggestedChart } from '../../src-renderer/charts/quick-columns';
import { repCaterpillar } from '../../src-renderer/charts/rep-caterpillar';
import { repFunnel } from '../../src-renderer/charts/rep-funnel';
import { repHeatMap } from '../../src-renderer/charts/rep-heat-map';
import { ruleSweep } from '../../src-renderer/charts/rule-sweep';
import { slippageBars } from '../../src-renderer/charts/slippage';
import { stackedBars } from '../../src-renderer/charts/stacked-bars';
import { stageFunnel } from '../../src-renderer/charts/stage-funnel';
import { stageStrips } from '../../src-renderer/charts/stage-strips';
import { survivalCurves } from '../../src-renderer/charts/survival-curves';
import { timeInStage } from '../../src-renderer/charts/time-in-stage';
import { trend } from '../../src-renderer/charts/trend';
import { variationBars } from '../../src-renderer/charts/variation-bars';
import { waterfall } from '../../src-renderer/charts/waterfall';
import { weekHours } from '../../src-renderer/charts/week-hours';
import { belowZero, changeRows, largeMoves, slippageRow } from './change-results';
import { cohortGroupRows, cohortsAnswer } from './cohort-results';
import * as compared from './compared-results';
import { flowRows, flowStages, lossMatrix } from './flow-results';
import * as forecasts from './forecast-results';
import { strips } from './health-results';
import { bands, hours, leadRows } from './lead-results';
import * as queries from './query-results';
import * as team from './rep-results';
import * as results from './results';
import { stacks, sweep } from './rule-results';
import * as velocityResults from './velocity-results';

type Drawing = (context: ChartContext) => ChartModel<unknown>;

const cohorts = cohortsAnswer(6);
const triangle = { measure: 'won', weight: 'count', most: 24 } as const;
const curves = { outcome: 'won', weight: 'count', chosen: '2024-10-01', most: 24 } as const;
const quick = (result: typeof queries.byOwner) => (context: ChartContext) =>
  quickChart(result, suggestedChart(result) ?? { kind: 'bar', x: 0, y: [] }, context);
const reps = { rate: 0.54, limits: team.repLimits, widened: null, minimum: 20, chosen: '李雷' };
const rates = { overall: 0.36, minimum: 30, unit: 'closed', measure: 'Win rate', field: 'Owner' };

/** Every chart with every shape of result that has to hold, at the width it is drawn. Large ones keep no file. */
export const drawings: Record<string, { width: number; draw: Drawing; large?: boolean }> = {
  'pipeline by value': { width: 460, draw: (c) => pipelineByStage(results.pipeline, 'value', c) },
  'pipeline with long names': { width: 460, draw: (c) => pipelineByStage(results.longPipeline, 'count', c) },
  'pipeline without deals': { width: 460, draw: (c) => pipelineByStage([], 'count', c) },
  'months by count': { width: 460, draw: (c) => months(results.monthRows, 'count', c) },
  'months by value': { width: 1000, draw: (c) => months(results.monthRows, 'value', c) },
  'months without deals': { width: 460, draw: (c) => months([], 'count', c) },
  'funnel of five stages': { width: 984, draw: (c) => stageFunnel(results.funnel, 'count', c) },
  'funnel by value': { width: 984, draw: (c) => stageFunnel(results.funnel, 'value', c) },
  'funnel of three deals': { width: 984, draw: (c) => stageFunnel(results.tinyFunnel, 'count', c) },
  'funnel of thirty stages': {
    width: 984,
    large: true,
    draw: (c) => stageFunnel(results.wideFunnel, 'count', c),
  },
  'funnel without deals': { width: 984, draw: (c) => stageFunnel([], 'count', c) },
  'definitions compared': { width: 460, draw: (c) => definitionsCompare(results.definitionRows, c) },
  'flow with a loop': { width: 984, draw: (c) => flowSankey(flowRows, flowStages, 'count', c) },
  'flow by value': { width: 600, draw: (c) => flowSankey(flowRows, flowStages, 'value', c) },
  'flow without moves': { width: 600, draw: (c) => flowSankey([], flowStages, 'count', c) },
  'waterfall by value': { width: 540, draw: (c) => waterfall(changeRows, 'value', c) },
  'waterfall by count': { width: 460, draw: (c) => waterfall(changeRows, 'count', c) },
  'waterfall of large moves': { width: 460, draw: (c) => waterfall(largeMoves, 'value', c) },
  'waterfall below zero': { width: 460, draw: (c) => waterfall(belowZero, 'value', c) },
  'waterfall without deals': { width: 460, draw: (c) => waterfall([], 'count', c) },
  'rules and what became of it': {
    width: 520,
    draw: (c) =>
      stackedBars(
        stacks,
        {
          field: 'Rule',
          parts: [
            { label: 'Lost', fill: c.theme.lost },
            { label: 'Won later', fill: c.theme.won },
            { label: 'Still open', fill: c.theme.open },
          ],
          write: c.format.count,
        },
        c,
      ),
  },
  'limits of a rule': {
    width: 520,
    draw: (c) => ruleSweep(sweep, { cost: 3, current: 10, unit: 'days' }, c),
  },
  'limits of a rule that takes nothing': {
    width: 520,
    draw: (c) => ruleSweep([], { cost: 3, current: 10, unit: 'days' }, c),
  },
  'leads by channel': {
    width: 620,
    draw: (c) => leadFunnel(leadRows, { field: 'Channel', carries: { mql: true, sql: false } }, c),
  },
  'shares by bands': {
    width: 480,
    draw: (c) =>
      bandRates(
        bands,
        {
          field: 'First touch',
          unit: 'leads',
          measure: 'Converted',
          shareOf: ({ share }) => share,
          minimum: 20,
          marked: 3,
        },
        c,
      ),
  },
  'hours of the week': {
    width: 640,
    draw: (c) =>
      weekHours(hours, { measure: 'answered', suggested: [{ weekday: 3, hour: 10 }], minimum: 20 }, c),
  },
  'strips of three stages': { width: 984, draw: (c) => stageStrips(strips, c) },
  'strips without deals': { width: 984, draw: (c) => stageStrips({ stages: strips.stages, points: [] }, c) },
  'slippage by value': { width: 370, draw: (c) => slippageBars(slippageRow, 'value', c) },
  'reps by stage': {
    width: 620,
    draw: (c) => repHeatMap(team.repCells, { stages: team.repStages, minimum: 20, chosen: '李雷' }, c),
  },
  'reps by stage without deals': {
    width: 620,
    draw: (c) => repHeatMap([], { stages: team.repStages, minimum: 20, chosen: null }, c),
  },
  'reps in a funnel': { width: 460, draw: (c) => repFunnel(team.repRows, reps, c) },
  'reps further apart than chance': {
    width: 460,
    draw: (c) => repFunnel(team.repRows, { ...reps, widened: team.widenedLimits, chosen: null }, c),
  },
  'reps in a funnel without deals': {
    width: 460,
    draw: (c) => repFunnel([], { ...reps, rate: null, limits: [] }, c),
  },
  'shrunk rates of reps': {
    width: 460,
    draw: (c) => repCaterpillar(team.repRows, { rate: 0.54, minimum: 20 }, c),
  },
  'shrunk rates without deals': {
    width: 460,
    draw: (c) => repCaterpillar([], { rate: null, minimum: 20 }, c),
  },
  'process or execution': { width: 330, draw: (c) => variationBars(team.variation, c) },
  'rates by owner': { width: 460, draw: (c) => dotInterval(results.groups, rates, c) },
  'rates of two hundred owners': {
    width: 460,
    large: true,
    draw: (c) => dotInterval(results.manyGroups, rates, c),
  },
  'outcome over age': { width: 540, draw: (c) => outcomeOverAge(results.curve(0.012, true), true, c) },
  'outcome without a curve': { width: 540, draw: (c) => outcomeOverAge([], true, c) },
  'curves of three segments': {
    width: 540,
    draw: (c) => survivalCurves(results.curveGroups, (point) => point.survival, c),
  },
  'medians and means': { width: 370, draw: (c) => medianAndMean(results.durations, c) },
  'trend by quarter': { width: 984, draw: (c) => trend(velocityResults.trendRows, 'quarter', c) },
  'trend by month, narrow': {
    width: 460,
    draw: (c) => trend(velocityResults.trendRows.slice(0, 2), 'month', c),
  },
  'trend without deals': { width: 984, draw: (c) => trend([], 'quarter', c) },
  'medians against a benchmark': { width: 370, draw: (c) => medianAndMean(results.durations, c, 120) },
  'outcome against a benchmark': {
    width: 540,
    draw: (c) => outcomeOverAge(results.curve(0.012, true), true, c, 84),
  },
  'one curve against a benchmark': {
    width: 540,
    draw: (c) => survivalCurves(results.curveGroups.slice(0, 1), (point) => point.survival, c, 84),
  },
  'compared shares': { width: 984, draw: (c) => comparison(compared.shares, compared.sides, c) },
  'compared times': { width: 984, draw: (c) => comparison(compared.times, compared.sides, c) },
  'compared without deals': { width: 460, draw: (c) => comparison([], compared.sides, c) },
  'rate and mix': { width: 984, draw: (c) => mixEffect(compared.mix, c) },
  'time in stage': { width: 460, draw: (c) => timeInStage(results.stageTimes, 'Proposal', c) },
  'cohorts by age': { width: 984, draw: (c) => cohortTriangle(cohorts, triangle, c) },
  'cohorts by age, not projected': {
    width: 460,
    draw: (c) => cohortTriangle({ ...cohorts, projected: [] }, { ...triangle, measure: 'rate' }, c),
  },
  'forty cohorts by value': {
    width: 984,
    large: true,
    draw: (c) => cohortTriangle(cohortsAnswer(40), { measure: 'lost', weight: 'value', most: 40 }, c),
  },
  'cohorts without deals': { width: 984, draw: (c) => cohortTriangle(cohortsAnswer(0), triangle, c) },
  'curves of cohorts': { width: 460, draw: (c) => cohortCurves(cohorts, curves, c) },
  'curves of losses, none chosen': {
    width: 460,
    draw: (c) => cohortCurves({ ...cohorts, projected: [] }, { ...curves, outcome: 'lost', chosen: null }, c),
  },
  'cohorts of groups': { width: 460, draw: (c) => cohortGroups(cohortGroupRows, cohorts, c) },
  'what cohorts come to': {
    width: 460,
    draw: (c) => cohortCompletion(cohorts.develop ?? [], 'won', 'count', cohorts, c),
  },
  'created and won by value': {
    width: 460,
    draw: (c) => createAndClose(cohorts.createAndClose, 'value', cohorts, c),
  },
  'created and won': { width: 460, draw: (c) => createAndClose(cohorts.createAndClose, 'count', cohorts, c) },
  'residuals of cohorts': { width: 984, draw: (c) => cohortResiduals(cohorts.residuals ?? [], cohorts, c) },
  'matrix of losses': { width: 640, draw: (c) => heatMatrix(lossMatrix, c.format.count, c) },
  'matrix without rows': {
    width: 460,
    draw: (c) => heatMatrix({ ...lossMatrix, rows: [] }, c.format.count, c),
  },
  'query result by name': { width: 640, draw: quick(queries.byOwner) },
  'query result over time': { width: 640, draw: quick(queries.byMonth) },
  'query result over time by group': { width: 640, draw: quick(queries.byMonthAndRegion) },
  'query result by two numbers': { width: 640, draw: quick(queries.ageAndAmount) },
  'query result of days and numbers': { width: 640, draw: quick(queries.closedDeals) },
  'query result without rows': {
    width: 640,
    draw: (c) => quickChart({ ...queries.byMonthAndRegion, rows: [] }, { kind: 'bar', x: 0, y: [2] }, c),
  },
  'forecast over the weeks': { width: 640, draw: (c) => forecastFan(forecasts.fanAnswer, c) },
  'forecast of a quarter that is over': { width: 640, draw: (c) => forecastFan(forecasts.fanOver, c) },
  'chance of the target': {
    width: 300,
    draw: (c) => forecastDots({ dots: forecasts.dots, target: 5_200_000 }, c),
  },
  'outcomes without a target': {
    width: 300,
    draw: (c) => forecastDots({ dots: forecasts.dots.map(() => 0), target: null }, c),
  },
  'what a forecast is made of': { width: 400, draw: (c) => forecastComposition(forecasts.composition, c) },
  'forecast of groups': { width: 560, draw: (c) => forecastGroups(forecasts.groups, 'Team', c) },
  'forecast without groups': { width: 560, draw: (c) => forecastGroups([], 'Team', c) },
  'backtest of three weeks': { width: 984, draw: (c) => backtestIntervals(forecasts.backtestRows, c) },
  'backtest of points': { width: 500, draw: (c) => backtestIntervals(forecasts.pointRows, c) },
  'errors of a backtest': { width: 560, draw: (c) => backtestErrors(forecasts.summary, 'auto', c) },
  'calibration of chances': { width: 400, draw: (c) => calibration(forecasts.bins, c) },
  'coverage by week': { width: 460, draw: (c) => coverageWeeks(forecasts.coverageWeekRows, 'needed', c) },
  'outlook against the target': {
    width: 984,
    draw: (c) => outlookBar({ ...forecasts.fanAnswer, p25: 4.6e6, p75: 5.3e6 }, c),
  },
};
