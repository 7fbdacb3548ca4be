import { describe, expect, test } from 'vitest';
import { dealsPath, parseNarrowing, withoutNarrowing } from '../../src-renderer/state/deals-address';
import { parseDrill } from '../../src-renderer/state/drill';
import {
  controlsOf,
  noControls,
  parseControls,
  presetRange,
  resolveScope,
  writeControls,
} from '../../src-renderer/state/scope';

describe('the controls in the address', () => {
  test('come back as they were written, whatever is in a value', () => {
    const controls = {
      ...noControls,
      asOf: '2025-03-31',
      period: 'custom' as const,
      from: '2025-01-01',
      to: '2025-03-31',
      pipeline: 'New & old?',
      weight: 'value' as const,
      cleanUps: 'booked' as const,
      where: [
        { field: 'owner', values: ['Ann=Lee', 'Bo & Co#1'] },
        { field: 'Sector/Type', values: [null, '商务'] },
      ],
    };
    expect(parseControls(writeControls('', controls))).toEqual(controls);
  });

  test('are empty for an empty address, and nothing is written for them', () => {
    expect(parseControls('')).toEqual(noControls);
    expect(writeControls('', noControls)).toBe('');
  });

  test('leave the rest of the query alone', () => {
    const query = writeControls('by=owner&weight=value&w.owner=Ann', { ...noControls, period: '90d' });
    expect(query).toBe('period=90d&by=owner');
  });

  test('are all that another page takes along', () => {
    expect(controlsOf('by=owner&drill=x&weight=value')).toBe('weight=value');
  });

  test('pass over what nobody understands', () => {
    expect(parseControls('asOf=yesterday&period=eon&weight=mass&from=1&w.=x')).toEqual(noControls);
  });
});

describe('a period', () => {
  test.each([
    ['12m', { from: '2024-07-01', to: '2025-06-20' }],
    ['6m', { from: '2025-01-01', to: '2025-06-20' }],
    ['90d', { from: '2025-03-23', to: '2025-06-20' }],
    ['quarter', { from: '2025-04-01', to: '2025-06-20' }],
    ['last-quarter', { from: '2025-01-01', to: '2025-03-31' }],
    ['year', { from: '2025-01-01', to: '2025-06-20' }],
    ['last-year', { from: '2024-01-01', to: '2024-12-31' }],
    ['all', {}],
  ] as const)('%s is seen from the as-of day', (preset, range) => {
    expect(presetRange(preset, '2025-06-20')).toEqual(range);
  });

  test('moves with the as-of day', () => {
    const scope = resolveScope({ ...noControls, period: 'quarter', asOf: '2025-02-10' }, '2025-06-20');
    expect(scope).toEqual({ asOf: '2025-02-10', from: '2025-01-01', to: '2025-02-10', weight: 'count' });
  });

  test('rests on the newest day of the data while no day is chosen, and does not send it', () => {
    const scope = resolveScope({ ...noControls, period: '90d' }, '2025-06-20');
    expect(scope).toEqual({ from: '2025-03-23', to: '2025-06-20', weight: 'count' });
  });
});

describe('a drill-through', () => {
  const drill = {
    title: 'Proposal, lost',
    behind: { metric: 'funnel', definition: 'reached', stage: 'Proposal', part: 'lost' } as const,
    group: { field: 'owner', value: null },
  };

  test('is read back from the address', () => {
    expect(parseDrill(JSON.stringify(drill))).toEqual(drill);
  });

  test('that somebody has tampered with is no drill-through', () => {
    expect(parseDrill('{"title":1}')).toBeNull();
    expect(parseDrill('{not json')).toBeNull();
    expect(parseDrill(JSON.stringify({ ...drill, behind: { metric: 'sql', text: 'x' } }))).toBeNull();
    expect(parseDrill(JSON.stringify({ ...drill, method: 'workspace.close' }))).toBeNull();
  });

  test('opens the Deals page on the same deals under the same controls', () => {
    const scope = {
      from: '2025-01-01',
      where: [{ field: 'team', values: ['North'] }],
      weight: 'value' as const,
    };
    const [path = '', query = ''] = dealsPath(drill, scope).split('?');
    expect(path).toBe('/deals');
    expect(parseNarrowing(query)).toEqual(drill);
    expect(resolveScope(parseControls(query), '2025-06-20')).toEqual(scope);
    expect(parseNarrowing(withoutNarrowing(query))).toBeNull();
  });
});
