import type { FigureUnit } from '#shared/model/asked-figure';
import type { DefinitionKey } from '#shared/results/definitions';
import type { MatchPart } from '#shared/results/match';

/** One way to count deals: `sql` over rows `o` of them by outcome (see `countedColumns`); `part` says which deals it counts. */
export type Measure = {
  measure: string;
  label: string;
  unit: FigureUnit;
  part: MatchPart;
  sql: string;
  definition: DefinitionKey;
  /** The date by which it is counted by custom; null where it is of all time. */
  usualDate: 'closed_at' | 'created_at' | null;
  currency?: 'own';
  page?: { page: 'overview' | 'velocity'; figure: string; params?: Record<string, string> };
};

const won = "FILTER (o.outcome = 'won')";
const lost = "FILTER (o.outcome = 'lost')";
const closed = "FILTER (o.outcome <> 'open')";
const open = "FILTER (o.outcome = 'open')";
const all = '';
type Counted = 'deals' | 'amount' | 'priced' | 'amount_own' | 'weighted' | 'days' | 'dated';
const sum = (which: string, of: Counted = 'amount') => `coalesce(sum(o.${of}) ${which}, 0)`;
const count = (which: string) => sum(which, 'deals');
const share = (part: string, whole: string) => `${part} / nullif(${whole}, 0)`;
const meanDays = (which: string) => share(sum(which, 'days'), sum(which, 'dated'));
const overview = (figure: string, params: Record<string, string> = {}) => ({
  page: 'overview' as const,
  figure,
  params,
});
const byValue = { weight: 'value' };
const velocity = (outcome: string) => ({
  page: 'velocity' as const,
  figure: 'Naive mean and median',
  params: outcome === 'closed' ? {} : { outcome },
});

/** What is counted of deals by outcome. Those that most reports print come first. */
export const measures: readonly Measure[] = [
  rate('closed-rate', 'Won / (won + lost)', 'closed', share(count(won), count(closed)), 'win-rate.closed', {
    page: overview('Win rate, closed deals'),
  }),
  rate(
    'closed-value-rate',
    'Won / (won + lost), by value',
    'closed',
    share(sum(won), sum(closed)),
    'win-rate.value',
    {
      page: overview('Win rate, closed value', byValue),
    },
  ),
  counted('won', 'Won deals', won, 'won', { page: overview('Won') }),
  amount('won-value', 'Value of won deals', sum(won), 'won', { page: overview('Won', byValue) }),
  counted('open', 'Open deals', open, 'open', { usualDate: null, page: overview('Open pipeline') }),
  amount('open-value', 'Value of open deals', sum(open), 'open', {
    usualDate: null,
    page: overview('Open pipeline', byValue),
  }),
  counted('deals', 'Deals', all, 'all', { usualDate: 'created_at' }),
  amount('value', 'Value of all deals', sum(all), 'all', { usualDate: 'created_at' }),
  counted('lost', 'Lost deals', lost, 'lost'),
  amount('lost-value', 'Value of lost deals', sum(lost), 'lost'),
  counted('closed', 'Closed deals, won and lost', closed, 'closed'),
  rate('won-of-all', 'Won / all deals', 'all', share(count(won), count(all)), 'win-rate.so-far', {
    usualDate: 'created_at',
  }),
  rate('value-of-all', 'Won / all deals, by value', 'all', share(sum(won), sum(all)), 'win-rate.so-far', {
    usualDate: 'created_at',
  }),
  rate('loss-rate', 'Lost / (won + lost)', 'closed', share(count(lost), count(closed)), 'win-rate.closed'),
  rate('loss-of-all', 'Lost / all deals', 'all', share(count(lost), count(all)), 'win-rate.so-far', {
    usualDate: 'created_at',
  }),
  amount('average-won', 'Average of won deals', share(sum(won), count(won)), 'won', {
    page: overview('Won, on average'),
  }),
  amount(
    'average-won-priced',
    'Average of won deals that have an amount',
    share(sum(won), sum(won, 'priced')),
    'won',
  ),
  amount('average-open', 'Average of open deals', share(sum(open), count(open)), 'open', { usualDate: null }),
  amount('average', 'Average of all deals', share(sum(all), count(all)), 'all', { usualDate: 'created_at' }),
  amount(
    'average-priced',
    'Average of all deals that have an amount',
    share(sum(all), sum(all, 'priced')),
    'all',
    {
      usualDate: 'created_at',
    },
  ),
  days('days-to-win', 'Mean days from created to won', meanDays(won), 'won', velocity('won')),
  days('days-to-close', 'Mean days from created to closed', meanDays(closed), 'closed', velocity('closed')),
  days('days-to-loss', 'Mean days from created to lost', meanDays(lost), 'lost', velocity('lost')),
  days('days-open', 'Mean age of open deals', meanDays(open), 'open'),
];

/** Over deals `o` themselves (see `figureColumns`), the middle one; without a filter, because it takes longest. */
export const medians: readonly Measure[] = [
  days(
    'median-days-to-win',
    'Median days from created to won',
    `median(o.days) ${won}`,
    'won',
    velocity('won'),
  ),
  days(
    'median-days-to-close',
    'Median days from created to closed',
    `median(o.days) ${closed}`,
    'closed',
    velocity('closed'),
  ),
  days(
    'median-days-to-loss',
    'Median days from created to lost',
    `median(o.days) ${lost}`,
    'lost',
    velocity('lost'),
  ),
  days('median-days-open', 'Median age of open deals', `median(o.days) ${open}`, 'open'),
  amount('median-won', 'Median of won deals', `(median(o.amount) ${won})::DOUBLE`, 'won'),
];

/** Amounts as they stand in the export, added up whatever their currency. */
export const ownMeasures: readonly Measure[] = [
  own('won-value', 'Value of won deals', won, 'won', 'closed_at'),
  own('open-value', 'Value of open deals', open, 'open', null),
  own('value', 'Value of all deals', all, 'all', 'created_at'),
  own('lost-value', 'Value of lost deals', lost, 'lost', 'closed_at'),
  amount('average-won', 'Average of won deals', share(sum(won, 'amount_own'), count(won)), 'won', {
    currency: 'own',
  }),
];

/** By the chance that the CRM gives, which is known of the newest day only. */
export const weightedMeasures: readonly Measure[] = [
  amount(
    'weighted-open',
    'Value of open deals, weighted by the CRM’s probability',
    sum(open, 'weighted'),
    'open',
    { usualDate: null },
  ),
];

type More = Pick<Partial<Measure>, 'usualDate' | 'page' | 'currency'>;

function rate(
  measure: string,
  label: string,
  part: MatchPart,
  sql: string,
  definition: DefinitionKey,
  more: More = {},
): Measure {
  return { measure, label, unit: 'rate', part, sql, definition, usualDate: 'closed_at', ...more };
}

function counted(measure: string, label: string, which: string, part: MatchPart, more: More = {}): Measure {
  return {
    measure,
    label,
    unit: 'count',
    part,
    sql: count(which),
    definition: part === 'open' ? 'pipeline' : 'match.count',
    usualDate: 'closed_at',
    ...more,
  };
}

function amount(measure: string, label: string, sql: string, part: MatchPart, more: More = {}): Measure {
  return {
    measure,
    label,
    unit: 'amount',
    part,
    sql,
    definition: part === 'open' ? 'pipeline' : 'match.amount',
    usualDate: 'closed_at',
    ...more,
  };
}

function own(
  measure: string,
  label: string,
  which: string,
  part: MatchPart,
  usualDate: Measure['usualDate'],
): Measure {
  return amount(measure, label, sum(which, 'amount_own'), part, { currency: 'own', usualDate });
}

function days(measure: string, label: string, sql: string, part: MatchPart, page?: Measure['page']): Measure {
  return {
    measure,
    label,
    unit: 'days',
    part,
    sql,
    definition: 'match.days',
    usualDate: part === 'open' ? null : 'created_at',
    ...(page ? { page } : {}),
  };
}
