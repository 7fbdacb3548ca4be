/**
 * What a host offers the renderer beside the engine. Electron's preload exposes it as `window.weirHost`;
 * in the web host it is built on HTTP by `engine-client`.
 */
export type HostBridge = {
  kind: 'electron' | 'web';
  platform: string;
  version: string;
  /** Turns dropped or chosen files into sources; `onProgress` counts bytes where they must be uploaded. */
  sourcesOf(
    files: File[],
    options?: { signal?: AbortSignal; onProgress?: (fraction: number) => void },
  ): Promise<string[]>;
  /** Hands an exported file to the user. */
  save(ticket: string, name: string): Promise<void>;
  /** Opens a dialog for a workspace file; null where the host has none or it was cancelled. */
  chooseWorkspace(): Promise<string | null>;
  openExternal(url: string): Promise<void>;
};
