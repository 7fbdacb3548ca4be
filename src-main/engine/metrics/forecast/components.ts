import { cents } from '#engine/forecast/distribution';
import {
  type ForecastComponent,
  type ForecastMethod,
  type ForecastRow,
  modelMethods,
} from '#shared/results/forecast';
import { type ForecastModel, isOver } from './model';

/** Sums to the cent, of which the mean is made. */
export type PartSums = Pick<
  ForecastRow,
  'wonToDate' | 'wonDeals' | 'openDeals' | 'openAmount' | 'openMean' | 'newMean'
>;

/**
 * What the mean is made of: won, open by stage, and new. Of methods that look at no deals everything beyond what is won is
 * new. Parts add up to the mean to the cent.
 */
export function componentsOf(
  model: ForecastModel,
  method: ForecastMethod,
  chances: Float64Array,
  booked: Float64Array,
  mean: number,
): { components: ForecastComponent[]; sums: PartSums } {
  const { origin, amounts } = model.standing;
  const { stages, deals } = model.panel;
  const counts = new Int32Array(stages.length);
  const open = new Float64Array(stages.length);
  const amount = new Float64Array(stages.length);
  for (let k = 0; k < chances.length; k += 1) {
    const stage = deals.stage[origin.start + k]!;
    counts[stage]! += 1;
    open[stage]! += chances[k]! * booked[k]!;
    amount[stage]! += amounts.asOf[k]!;
  }
  const carriesNew = modelMethods.some((name) => name === method) || method === 'history';
  const wonToDate = cents(origin.wonToDate);
  const stageMeans = Array.from(open, cents);
  const openMean = cents(stageMeans.reduce((sum, value) => sum + value, 0));
  const rest = cents(cents(mean) - wonToDate - openMean);
  // Rounding by stage may leave a cent or two, which belong to the largest part.
  const largest = stageMeans.indexOf(Math.max(...stageMeans));
  if (!carriesNew && largest >= 0) stageMeans[largest] = cents(stageMeans[largest]! + rest);
  const newMean = carriesNew ? rest : 0;
  const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0);
  return {
    components: [
      { component: 'won', stage: null, deals: model.wonDeals, amount: wonToDate, mean: wonToDate },
      ...stages.flatMap(({ stage }, s): ForecastComponent[] =>
        counts[s]! > 0 && !isOver(model)
          ? [
              {
                component: 'open',
                stage,
                deals: counts[s]!,
                amount: cents(amount[s]!),
                mean: stageMeans[s]!,
              },
            ]
          : [],
      ),
      { component: 'new', stage: null, deals: 0, amount: 0, mean: newMean },
    ],
    sums: {
      wonToDate,
      wonDeals: model.wonDeals,
      openDeals: chances.length,
      openAmount: cents(sum(amount)),
      openMean: cents(openMean + (carriesNew ? 0 : rest)),
      newMean,
    },
  };
}
