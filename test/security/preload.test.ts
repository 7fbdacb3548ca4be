import { readdirSync, readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { ipcChannels, windowMessages } from '#shared/contract/port-handshake';
import { buildIfStale } from '../../src-main/hosts/launch/build-if-stale.mjs';

const folder = 'out/preload';
const keys = ['chooseWorkspace', 'kind', 'openExternal', 'platform', 'save', 'sourcesOf', 'version'];

type Message = { type: string };
type Listener = (event: unknown) => void;

/** Runs the built preload as Electron would, with a recorder in place of Electron. */
function runPreload() {
  const exposed: Record<string, Record<string, unknown>> = {};
  const sent: unknown[][] = [];
  const invoked: unknown[][] = [];
  const posted: unknown[][] = [];
  const required: string[] = [];
  const fromMain: Record<string, Listener> = {};
  const inPage: Record<string, Listener> = {};
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name: string, value: Record<string, unknown>) => (exposed[name] = value),
    },
    ipcRenderer: {
      send: (...args: unknown[]) => sent.push(args),
      invoke: async (...args: unknown[]) => void invoked.push(args),
      on: (channel: string, listener: Listener) => (fromMain[channel] = listener),
    },
    webUtils: { getPathForFile: (file: { name: string }) => `/home/a/${file.name}` },
  };
  const window = {
    addEventListener: (type: string, listener: Listener) => (inPage[type] = listener),
    postMessage: (...args: unknown[]) => posted.push(args),
  };
  const require = (name: string) => {
    required.push(name);
    return electron;
  };
  const process = { platform: 'linux', argv: ['electron', '--weir-version=1.2.3'] };
  const globals = { require, window, process, module: { exports: {} }, exports: {} };
  runInNewContext(readFileSync(`${folder}/preload.cjs`, 'utf8'), globals);
  return { exposed, sent, invoked, posted, required, fromMain, inPage, window };
}

describe('the built preload', () => {
  beforeAll(async () => {
    expect(await buildIfStale()).toBe(true);
  });

  it('is one file that needs nothing but electron', () => {
    expect(readdirSync(folder)).toEqual(['preload.cjs']);
    expect(runPreload().required).toEqual(['electron']);
    expect(readFileSync(`${folder}/preload.cjs`, 'utf8')).not.toMatch(/\bimport\s*\(|^\s*import\s/m);
  });

  it('exposes the host bridge of the contract and nothing else', () => {
    const { exposed } = runPreload();
    expect(Object.keys(exposed)).toEqual(['weirHost']);
    expect(Object.keys(exposed.weirHost ?? {}).sort()).toEqual(keys);
    expect(exposed.weirHost).toMatchObject({ kind: 'electron', platform: 'linux', version: '1.2.3' });
  });

  it('hands files over by path and asks main on its own channels only', async () => {
    const { exposed, invoked } = runPreload();
    const host = exposed.weirHost as Record<string, (...args: unknown[]) => Promise<unknown>>;
    expect(await host.sourcesOf?.([{ name: 'a.csv' }])).toEqual(['path:/home/a/a.csv']);
    await host.save?.('ticket', 'name.csv');
    await host.chooseWorkspace?.();
    await host.openExternal?.('https://example.com/');
    expect(invoked).toEqual([
      [ipcChannels.save, 'ticket', 'name.csv'],
      [ipcChannels.chooseWorkspace],
      [ipcChannels.openExternal, 'https://example.com/'],
    ]);
  });

  it('passes the handshake on, but only from its own window', () => {
    const { sent, posted, fromMain, inPage, window } = runPreload();
    const data: Message = { type: windowMessages.connect };
    inPage.message?.({ source: {}, data });
    inPage.message?.({ source: window, data: { type: 'something else' } });
    inPage.message?.({ source: window, data: null });
    expect(sent).toEqual([]);
    inPage.message?.({ source: window, data });
    expect(sent).toEqual([[ipcChannels.connect]]);
    const port = {};
    fromMain[ipcChannels.port]?.({ ports: [port] });
    fromMain[ipcChannels.stopped]?.({});
    expect(posted).toEqual([
      [{ type: windowMessages.port }, '*', [port]],
      [{ type: windowMessages.stopped }, '*'],
    ]);
  });
});
