import type { ChartContext, ChartModel } from '../../src-renderer/charts/chart-model';
import { cohortCompletion } from '../../src-renderer/charts/cohort-completion';
import { cohortCurves } from '../../src-renderer/charts/cohort-curves';
import { cohortGroups } from '../../src-renderer/charts/cohort-groups';
import { cohortResiduals } from '../../src-renderer/charts/cohort-residuals';
import { cohortTriangle } from '../../src-renderer/charts/cohort-triangle';
import { comparison } from '../../src-renderer/charts/comparison';
import { createAndClose } from '../../src-renderer/charts/create-and-close';
import { definitionsCompare } from '../../src-renderer/charts/definitions-compare';
import { dotInterval } from '../../src-renderer/charts/dot-interval';
import { flowSankey } from '../../src-renderer/charts/flow-sankey';
import { heatMatrix } from '../../src-renderer/charts/heat-matrix';
import { medianAndMean } from '../../src-renderer/charts/median-and-mean';
import { mixEffect } from '../../src-renderer/charts/mix-effect';
import { months } from '../../src-renderer/charts/months';
import { outcomeOverAge } from '../../src-renderer/charts/outcome-over-age';
import { pipelineByStage } from '../../src-renderer/charts/pipeline-by-stage';
import { quickChart } from '../../src-renderer/charts/quick-chart';
import { suggestedChart } from '../../src-renderer/charts/quick-columns';
import { slippageBars } from '../../src-renderer/charts/slippage';
import { stageFunnel } from '../../src-renderer/charts/stage-funnel';
import { stageStrips } from '../../src-renderer/charts/stage-strips';
import { survivalCurves } from '../../src-renderer/charts/survival-curves';
import { timeInStage } from '../../src-renderer/charts/time-in-stage';
import { trend } from '../../src-renderer/charts/trend';
import { waterfall } from '../../src-renderer/charts/waterfall';
import { belowZero, changeRows, largeMoves, slippageRow } from './change-results';
import { cohortGroupRows, cohortsAnswer } from './cohort-results';
import * as compared from './compared-results';
import { flowRows, flowStages, lossMatrix } from './flow-results';
import { strips } from './health-results';
import * as queries from './query-results';
import * as results from './results';
import * as velocityResults from './velocity-results';

type Drawing = (context: ChartContext) => ChartModel<unknown>;

const cohorts = cohortsAnswer(6);
const triangle = { measure: 'won', weight: 'count', most: 24 } as const;
const curves = { outcome: 'won', weight: 'count', chosen: '2024-10-01', most: 24 } as const;
const quick = (result: typeof queries.byOwner) => (context: ChartContext) =>
  quickChart(result, suggestedChart(result) ?? { kind: 'bar', x: 0, y: [] }, context);
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
  'strips of three stages': { width: 984, draw: (c) => stageStrips(strips, c) },
  'strips without deals': { width: 984, draw: (c) => stageStrips({ stages: strips.stages, points: [] }, c) },
  'slippage by value': { width: 370, draw: (c) => slippageBars(slippageRow, 'value', c) },
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
};
