/** Characters that some file system refuses, both separators among them. */
const unsafe = /[\p{Cc}\p{Cf}<>:"/\\|?*]/gu;
/** Names that Windows keeps for devices, whatever the extension. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;
const maxBytes = 200;

/**
 * The base name under which an upload is kept: what follows the last separator of either kind, without
 * characters that a file system would read otherwise, at most 200 bytes with the extension kept.
 */
export function uploadName(asked: string): string {
  const base = asked.split(/[/\\]/).at(-1) ?? '';
  const clean = base.replace(unsafe, '_').replace(/^[.\s]+|[.\s]+$/g, '');
  if (clean === '') return 'file';
  return shorten(device.test(clean) ? `_${clean}` : clean);
}

function shorten(name: string): string {
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot <= 10 ? name.slice(dot) : '';
  const stem = [...name.slice(0, name.length - extension.length)];
  const room = maxBytes - Buffer.byteLength(extension);
  while (Buffer.byteLength(stem.join('')) > room) stem.pop();
  return stem.join('') + extension;
}
