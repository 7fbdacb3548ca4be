import { WeirError } from '#shared/contract/errors';
import type { ImportReport } from '#shared/results/workspace';
import { loadStaged } from './load-staged';
import type { CallContext, Session } from './session';
import { stageFiles } from './staged-import';

/** Stages and loads files in one go, for what needs no questions. */
export async function importFiles(
  session: Session,
  sources: readonly string[],
  now: string,
  context: CallContext,
): Promise<ImportReport> {
  const half = (from: number): CallContext => ({
    signal: context.signal,
    onProgress: ({ fraction, step }) => context.onProgress({ step, fraction: from + (fraction ?? 0) / 2 }),
  });
  const staged = await stageFiles(
    session,
    sources.map(pathOf),
    { now, mapping: {}, snapshotDate: undefined },
    half(0),
  );
  return loadStaged(session, staged, now, half(0.5));
}

/** The path behind a source; uploads have been turned into paths by their host. */
export function pathOf(source: string): string {
  if (source.startsWith('path:')) return source.slice('path:'.length);
  throw new WeirError({ code: 'invalid-input', message: `${source} is not a file that this host can read.` });
}
