import { join } from 'node:path';
import { WeirError } from '#shared/contract/errors';
import type { CallOptions, EngineClient, MethodName } from '#shared/contract/methods';
import type { Engine } from '../../src-main/engine/api/engine';
import { tempFolder } from './temp-folder';

type Call = { method: MethodName; params: unknown };

/** An engine without data, whose methods each show one behaviour that a transport must carry. */
export type FakeEngine = Engine & {
  calls: Call[];
  /** Resolves when the next call of `method` has begun. */
  begun(method: MethodName): Promise<void>;
  /** Calls that were told to stop. */
  aborted: MethodName[];
  tickets: Map<string, { path: string; name: string }>;
  recent: string[];
  /** What `workspace.open` answers; null refuses as a locked workspace. */
  opens: { path: string; readOnly: boolean } | null;
};

export const lockedError = {
  code: 'workspace-locked',
  message: '„Vertrieb“ is open in another program.',
  hint: 'Close it there.',
  details: { pid: 4711, path: '/home/a/Vertrieb.weir' },
} as const;

/** Something of every kind that a result can hold. */
export const richResult = {
  columns: [{ name: 'betrag', type: 'DECIMAL(18,2)' }],
  rows: [
    ['Ünïcödé 漢字 \u2028 "\\', 0.1 + 0.2, true, null],
    [null, -0.5, false, 9007199254740991],
  ],
  truncated: false,
  elapsedMs: 1.25,
};

const steps = [0, 0.25, 0.5, 0.75, 1].map((fraction) => ({ fraction, step: `Read ${fraction * 100} %` }));

export function createFakeEngine(): FakeEngine {
  const folder = tempFolder();
  const waiting = new Map<MethodName, (() => void)[]>();
  const engine: FakeEngine = {
    calls: [],
    aborted: [],
    tickets: new Map(),
    recent: [],
    opens: null,
    begun: (method) =>
      new Promise((resolve) => waiting.set(method, [...(waiting.get(method) ?? []), resolve])),
    call: (async (method: MethodName, params: never, options: CallOptions = {}) => {
      engine.calls.push({ method, params });
      for (const tell of waiting.get(method) ?? []) tell();
      waiting.delete(method);
      return answer(engine, method, params, options);
    }) as EngineClient['call'],
    learnedAhead: async () => undefined,
    close: async () => undefined,
    ticketFile: (ticket) => engine.tickets.get(ticket) ?? null,
    uploadFolder: () => join(folder, 'uploads'),
  };
  return engine;
}

function answer(engine: FakeEngine, method: MethodName, params: unknown, options: CallOptions): unknown {
  if (method === 'sql.run') return richResult;
  if (method === 'workspace.recent') {
    return engine.recent.map((path) => ({ path, name: path, openedAt: '2020-01-01', exists: true }));
  }
  if (method === 'workspace.values') return { values: [], total: Number(readField(params)) };
  if (method === 'workspace.open') return engine.opens ?? refuseToOpen();
  if (method === 'import.undo') throw new TypeError('a slip');
  if (method === 'import.load') return untilAborted(engine, method, options);
  if (method === 'import.inspect') {
    for (const step of steps) options.onProgress?.(step);
    return { staging: 1, files: [], stages: [], decisions: [] };
  }
  return null;
}

function refuseToOpen(): never {
  throw new WeirError(lockedError);
}

function readField(params: unknown): unknown {
  return typeof params === 'object' && params !== null && 'field' in params ? params.field : null;
}

function untilAborted(engine: FakeEngine, method: MethodName, { signal }: CallOptions): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => {
      engine.aborted.push(method);
      reject(new WeirError({ code: 'cancelled', message: 'Cancelled. Nothing was changed.' }));
    });
  });
}

export { steps as inspectSteps };
