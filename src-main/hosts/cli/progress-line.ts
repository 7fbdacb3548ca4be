import type { Progress } from '#shared/contract/methods';
import type { Terminal } from './cli-host';
import { plainText } from './format/plain-text';

export type ProgressLine = { show(progress: Progress): void; clear(): void };

const eraseLine = '\r\u001b[2K';

/** One line that rewrites itself on a terminal; elsewhere nothing, so that a log holds only what matters. */
export function progressLine(terminal: Terminal): ProgressLine {
  let shown = '';
  const clear = (): void => {
    if (shown) terminal.write(eraseLine);
    shown = '';
  };
  const show = (progress: Progress): void => {
    const text = progressText(progress);
    if (!terminal.isTTY || text === shown) return;
    shown = text;
    terminal.write(eraseLine + text);
  };
  return { show, clear };
}

function progressText({ fraction, step }: Progress): string {
  const percent = fraction === null ? '' : `${Math.floor(fraction * 100)} % `;
  return `${percent}${plainText(step)}`.slice(0, 78);
}
