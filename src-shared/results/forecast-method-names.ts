import type { BacktestMethod } from './forecast';

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

/** The same inside a sentence. */
export function methodInSentence(method: BacktestMethod): string {
  const name = forecastMethodNames[method];
  return name.startsWith('CRM') ? name : `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}
