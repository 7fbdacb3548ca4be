import type { Scope } from '#shared/model/scope';
import type { MatchPage } from '#shared/results/match';
import { noControls, writeControls } from '../../state/scope';

/** The address of the page that shows a figure, with all controls as it takes. */
export function pagePath({ page, params }: MatchPage, scope: Scope): string {
  const { weight, cleanUps, ...own } = params;
  const query = writeControls(new URLSearchParams(own).toString(), {
    ...noControls,
    asOf: scope.asOf,
    from: scope.from,
    to: scope.to,
    period: scope.from || scope.to ? 'custom' : 'all',
    pipeline: scope.pipeline,
    weight: weight === 'value' ? 'value' : 'count',
    cleanUps: cleanUps === 'booked' || scope.cleanUps === 'booked' ? 'booked' : 'dated',
    where: scope.where,
  });
  return query ? `/${page}?${query}` : `/${page}`;
}
