import type { BacktestMethod } from '#shared/results/forecast';

/** What the forecast methods are called on screen. */
export const forecastMethodNames: Readonly<Record<BacktestMethod, string>> = {
  static: 'CRM percentages, due deals',
  'static-all': 'CRM percentages, all open deals',
  history: 'Mean of the last four periods',
  age: 'Age of the deals',
  conversion: 'Stage by week',
  cells: 'Stage, age and due date',
  logistic: 'Landmark model',
  ensemble: 'Mean of the models',
  auto: 'As chosen then',
};
