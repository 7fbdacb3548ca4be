import type { Workspace } from '#engine/tables/open-workspace';
import { WeirError } from '#shared/contract/errors';
import type { EngineState } from './engine-state';

/** The open workspace, to keep something in. Error: `workspace-read-only`. */
export function writable(state: EngineState): Workspace {
  const { workspace } = state.opened();
  if (!workspace.readOnly) return workspace;
  throw new WeirError({
    code: 'workspace-read-only',
    message: 'The workspace is open for reading only, so nothing can be kept in it.',
    hint: 'Close the other program that has it open, and open it again.',
  });
}
