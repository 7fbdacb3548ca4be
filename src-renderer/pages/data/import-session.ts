import { WeirError } from '#shared/contract/errors';
import type { HostBridge } from '#shared/contract/host-bridge';
import { mapFileSchema, mapFileText, mappingsFor } from '#shared/contract/mapping-file';
import type { EngineClient, Progress } from '#shared/contract/methods';
import { parseJson } from '#shared/contract/parse-json';
import type { Mapping } from '#shared/model/mapping';
import type { ImportReport, InspectReport, RememberedMapping } from '#shared/results/workspace';
import { isCancelled } from '../../engine-client/errors';
import { mergeMapping } from './merge-mapping';
import { mergeMatches, type NearMatch, nearMatches } from './review/near-matches';

type PickedFile = { name: string; bytes: number };

/** One import on its way from files to tables. It outlives the page, so that looking elsewhere loses nothing. */
export type ImportState = {
  phase: 'idle' | 'reading' | 'review' | 'loading' | 'done';
  files: PickedFile[];
  progress: Progress | null;
  report: InspectReport | null;
  result: ImportReport | null;
  corrections: Record<string, Mapping>;
  /** Near-matches that were offered, answered ones too, so that an answer can be changed. */
  matches: NearMatch[];
  snapshotDate: string | undefined;
  /** What was done that the page does not show otherwise. */
  notice: string | null;
  /** The remembered mapping that was forgotten just now, to be taken back. */
  forgotten: RememberedMapping | null;
  /** A correction is being worked out. */
  changing: boolean;
  error: unknown;
};

export type ImportHost = { engine: EngineClient; host: HostBridge };

const idle: ImportState = {
  phase: 'idle',
  files: [],
  progress: null,
  report: null,
  result: null,
  corrections: {},
  matches: [],
  snapshotDate: undefined,
  notice: null,
  forgotten: null,
  changing: false,
  error: null,
};

const mapFileHint = 'A mapping file is JSON, as “Save the mapping” writes it and weir import --map reads it.';

export function createImportSession() {
  let state = idle;
  let sources: string[] = [];
  let running: AbortController | null = null;
  let corrections: Promise<void> = Promise.resolve();
  const listeners = new Set<() => void>();

  function set(patch: Partial<ImportState>) {
    state = { ...state, ...patch };
    for (const listener of listeners) listener();
  }

  function begin(): AbortController {
    running?.abort();
    running = new AbortController();
    return running;
  }

  /** Goes back to `to`, unless something newer has taken over; a cancelled call is no error. */
  function fail(signal: AbortSignal, error: unknown, to: Partial<ImportState>) {
    if (running?.signal === signal) set({ ...to, error: isCancelled(error) ? null : error });
  }

  const offered = (report: InspectReport) => mergeMatches(state.matches, nearMatches(report));
  const onProgress = (progress: Progress) => set({ progress });

  async function inspect({ engine }: ImportHost, all: string[], signal: AbortSignal) {
    const before = state.report?.staging ?? 0;
    const report = await engine.call(
      'import.inspect',
      {
        sources: all,
        mapping: state.corrections,
        ...(state.snapshotDate ? { snapshotDate: state.snapshotDate } : {}),
      },
      { signal, onProgress },
    );
    sources = all;
    if (before > 0 && before !== report.staging) await forget(engine, before);
    set({ phase: 'review', report, matches: offered(report), progress: null, changing: false, error: null });
  }

  /** Reads the files again after a change of what is remembered. */
  async function readAgain(at: ImportHost, change: (signal: AbortSignal) => Promise<Partial<ImportState>>) {
    set({ changing: true });
    const { signal } = begin();
    try {
      const done = await change(signal);
      await inspect(at, sources, signal);
      set(done);
    } catch (error) {
      fail(signal, error, { changing: false, progress: null });
    }
  }

  return {
    state: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    /** Reads files, beside the ones already under review, and stages them. */
    async add(at: ImportHost, files: File[], prepare?: () => Promise<void>) {
      if (files.length === 0 || state.phase === 'loading') return;
      const { signal } = begin();
      const before = state.phase === 'review' ? state : idle;
      if (before === idle) sources = [];
      const picked = files.map((file) => ({ name: file.name, bytes: file.size }));
      const step = picked.length === 1 ? `Reading ${picked[0]?.name}` : `Reading ${picked.length} files`;
      set({
        ...before,
        phase: 'reading',
        files: [...before.files, ...picked],
        progress: { fraction: 0, step },
        error: null,
      });
      try {
        await prepare?.();
        const added = await at.host.sourcesOf(files, {
          signal,
          onProgress: (fraction) => onProgress({ fraction, step }),
        });
        onProgress({ fraction: null, step: 'Recognising systems, columns and dates' });
        await inspect(at, [...sources, ...added], signal);
      } catch (error) {
        fail(signal, error, before);
      }
    },

    /** Reviews files that the host already has: those the app was started with and that need an answer first. */
    async review(at: ImportHost, given: string[]) {
      if (state.phase !== 'idle') return;
      const { signal } = begin();
      const step = 'Recognising systems, columns and dates';
      set({ ...idle, phase: 'reading', progress: { fraction: null, step } });
      try {
        await inspect(at, given, signal);
      } catch (error) {
        fail(signal, error, idle);
      }
    },

    /** Says when the export was made, which dates the differences it brings. */
    async setSnapshotDate(at: ImportHost, day: string | undefined) {
      set({ snapshotDate: day, changing: true });
      const { signal } = begin();
      try {
        await inspect(at, sources, signal);
      } catch (error) {
        fail(signal, error, { changing: false, progress: null });
      }
    },

    /** Corrects how one file is understood. Corrections wait for each other, so none is lost. */
    correct({ engine }: ImportHost, file: string, change: Mapping): Promise<void> {
      const mapping = mergeMapping(state.corrections[file], change);
      set({
        corrections: { ...state.corrections, [file]: mapping },
        notice: null,
        forgotten: null,
        changing: true,
      });
      corrections = corrections.then(async () => {
        const staging = state.report?.staging;
        if (staging === undefined) return;
        const { signal } = begin();
        try {
          const report = await engine.call('import.remap', { staging, file, mapping }, { signal });
          set({ report, matches: offered(report), changing: false, error: null });
        } catch (error) {
          fail(signal, error, { changing: false });
        }
      });
      return corrections;
    },

    /** Corrects every file that a mapping file speaks of. */
    async applyMappingFile(at: ImportHost, name: string, text: string) {
      const files = state.report?.files ?? [];
      set({ error: null, notice: null, forgotten: null });
      try {
        const mappings = mappingsFor(parseJson(name, text, mapFileSchema, mapFileHint), files, name);
        for (const [file, mapping] of Object.entries(mappings)) {
          await this.correct(at, file, mapping);
          if (state.error !== null) return;
        }
        set({ notice: `${name} applies to ${Object.keys(mappings).join(', ')}.` });
      } catch (error) {
        set({ error });
      }
    },

    /** The mapping file of what is under review, or null where it could not be had. */
    async mappingFile({ engine }: ImportHost): Promise<string | null> {
      if (!state.report) return null;
      try {
        return mapFileText(await engine.call('mapping.export', { staging: state.report.staging }));
      } catch (error) {
        set({ error });
        return null;
      }
    },

    /** Forgets what is remembered for files under these headers, and reads the files again without it. */
    forget(at: ImportHost, headers: string) {
      return readAgain(at, async (signal) => {
        const all = await at.engine.call('mapping.remembered', {}, { signal });
        await at.engine.call('mapping.forget', { headers }, { signal });
        const forgotten = all.find((remembered) => remembered.headers === headers) ?? null;
        return { forgotten, notice: 'The remembered mapping is forgotten; the files were read without it.' };
      });
    },

    /** Takes that back. */
    remember(at: ImportHost, { headers, import: of, mapping }: RememberedMapping) {
      return readAgain(at, async (signal) => {
        await at.engine.call('mapping.remember', { headers, import: of, mapping }, { signal });
        return { forgotten: null, notice: 'The remembered mapping applies again.' };
      });
    },

    /** Loads what is staged. True when it is in the workspace. */
    async load({ engine }: ImportHost): Promise<boolean> {
      const staging = state.report?.staging;
      if (staging === undefined) return false;
      const { signal } = begin();
      set({ phase: 'loading', progress: { fraction: 0, step: 'Loading' }, error: null });
      try {
        const result = await engine.call('import.load', { staging }, { signal, onProgress });
        sources = [];
        set({ ...idle, phase: 'done', result });
        return true;
      } catch (error) {
        const gone = error instanceof WeirError && error.code === 'staging-not-found';
        fail(signal, error, gone ? idle : { phase: 'review', progress: null });
        return false;
      }
    },

    cancel() {
      running?.abort();
    },

    /** Forgets what was staged; nothing of it was in the workspace. */
    async discard({ engine }: ImportHost) {
      running?.abort();
      running = null;
      const staging = state.report?.staging ?? 0;
      sources = [];
      set(idle);
      if (staging > 0) await forget(engine, staging);
    },

    /** Another workspace was opened: what was staged in the one before is gone with it. */
    reset() {
      running?.abort();
      running = null;
      sources = [];
      set(idle);
    },

    /** Puts the result or the error away. */
    dismiss() {
      set(state.phase === 'done' ? idle : { error: null });
    },
  };
}

/** A staging that is already gone is as good as discarded. */
async function forget(engine: EngineClient, staging: number): Promise<void> {
  await engine.call('import.discard', { staging }).catch(() => undefined);
}
