import type { HostBridge } from '#shared/contract/host-bridge';
import { routes } from '#shared/contract/http-routes';
import { version } from '../../package.json';
import { uploadFile } from './upload-file';

type UploadOptions = Parameters<HostBridge['sourcesOf']>[1];

/** The host bridge of the web host: files are uploaded, exports downloaded, workspaces named by path. */
export function createHttpHost(): HostBridge {
  return {
    kind: 'web',
    platform: navigator.platform,
    version,
    sourcesOf: uploadAll,
    async save(ticket, name) {
      const link = document.createElement('a');
      link.href = `${routes.download}${encodeURIComponent(ticket)}`;
      link.download = name;
      document.body.append(link);
      link.click();
      link.remove();
    },
    chooseWorkspace: () => Promise.resolve(null),
    async openExternal(url) {
      window.open(url, '_blank', 'noopener,noreferrer');
    },
  };
}

/** One after the other, so that progress by bytes is even and one failure stops the rest. */
async function uploadAll(files: File[], options: UploadOptions = {}): Promise<string[]> {
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const sources: string[] = [];
  let before = 0;
  for (const file of files) {
    const source = await uploadFile(file, {
      ...(options.signal ? { signal: options.signal } : {}),
      onBytes: (sent) => options.onProgress?.(total === 0 ? 1 : Math.min(1, (before + sent) / total)),
    });
    before += file.size;
    sources.push(source);
  }
  return sources;
}
