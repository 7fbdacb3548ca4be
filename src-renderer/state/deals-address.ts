import { type Behind, behindSchema } from '#shared/contract/methods';
import type { Drill } from './drill';
import { noControls, type ResolvedScope, writeControls } from './scope';

/** What the Deals page is narrowed to when it is opened from a number. */
export type DealsNarrowing = {
  title: string;
  behind: Behind;
  group: { field: string; value: string | null } | undefined;
};

/** The address of the Deals page that lists exactly the deals behind a number. */
export function dealsPath(drill: Drill, scope: ResolvedScope): string {
  const controls = writeControls('', {
    ...noControls,
    asOf: scope.asOf,
    from: scope.from,
    to: scope.to,
    period: scope.from || scope.to ? 'custom' : 'all',
    pipeline: scope.pipeline,
    weight: scope.weight ?? 'count',
    cleanUps: scope.cleanUps ?? 'dated',
    where: scope.where ?? [],
  });
  const query = new URLSearchParams(controls);
  if (drill.behind) query.set('behind', JSON.stringify(drill.behind));
  if (drill.group) query.set('group', JSON.stringify(drill.group));
  query.set('title', drill.title);
  return `/deals?${query}`;
}

/** Reads the narrowing from the query string of the Deals page; null when there is none. */
export function parseNarrowing(search: string): DealsNarrowing | null {
  const query = new URLSearchParams(search);
  const behind = behindSchema.safeParse(parseJson(query.get('behind'))).data;
  if (!behind) return null;
  const group = dealGroup(parseJson(query.get('group')));
  return { title: query.get('title') ?? 'Deals behind a number', behind, group };
}

/** The query string without the narrowing. */
export function withoutNarrowing(search: string): string {
  const query = new URLSearchParams(search);
  for (const name of ['behind', 'group', 'title']) query.delete(name);
  return query.toString();
}

function dealGroup(value: unknown): DealsNarrowing['group'] {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('field' in value) || typeof value.field !== 'string') return undefined;
  const wanted = 'value' in value ? value.value : null;
  return { field: value.field, value: typeof wanted === 'string' ? wanted : null };
}

function parseJson(text: string | null): unknown {
  if (!text) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
