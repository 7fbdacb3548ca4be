import { MessageChannel, type MessagePort as NodePort } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromNodePort } from '#rpc/channel-end';
import { createPortClient } from '#rpc/port-client';
import { servePort } from '#rpc/serve-port';
import type { EngineClient } from '#shared/contract/methods';
import type { FromEngine } from '../../src-main/hosts/common/engine-messages';
import { createEngineLink, type EngineLink } from '../../src-main/hosts/electron/engine-link';
import { type EngineChild, restartDelay } from '../../src-main/hosts/electron/engine-process';
import { watchWorkspace } from '../../src-main/hosts/utility/watch-workspace';
import { createFakeEngine, type FakeEngine } from '../contract/fake-engine';

/** An engine process as main sees one, in this process: `die` is what a crash looks like from outside. */
class FakeProcess implements EngineChild<NodePort> {
  readonly engine: FakeEngine = createFakeEngine();
  readonly ended: string[] = [];
  #ports: NodePort[] = [];
  #tell: ((message: FromEngine) => void) | null = null;
  #exit: (() => void) | null = null;

  send: EngineChild<NodePort>['send'] = (message, ports = []) => {
    for (const port of ports) {
      this.#ports.push(port);
      servePort(
        watchWorkspace(this.engine, (open) => this.#say({ type: 'workspace', open })),
        fromNodePort(port),
      );
    }
    if (message.type === 'ticket') {
      const file = this.engine.ticketFile(message.ticket);
      this.#say({ type: 'ticket', id: message.id, file });
    }
    if (message.type === 'end') this.ended.push('asked');
  };
  onMessage = (listener: (message: FromEngine) => void) => {
    this.#tell = listener;
  };
  onExit = (listener: () => void) => {
    this.#exit = listener;
  };
  kill = () => void this.ended.push('killed');
  ready = () => this.#say({ type: 'ready' });
  die = () => {
    for (const port of this.#ports) port.close();
    this.#exit?.();
  };
  #say(message: FromEngine) {
    this.#tell?.(message);
  }
}

class FakePage {
  readonly clients: EngineClient[] = [];
  stopped = 0;
  constructor(readonly id: number) {}
  takePort = (port: NodePort) => void this.clients.push(createPortClient(fromNodePort(port)));
  tellStopped = () => {
    this.stopped += 1;
  };
}

let processes: FakeProcess[];
let delays: number[];
let restart: () => void;
let clock: number;
let link: EngineLink<NodePort>;

beforeEach(() => {
  processes = [];
  delays = [];
  clock = 0;
  link = createEngineLink<NodePort>({
    fork() {
      const made = new FakeProcess();
      processes.push(made);
      return made;
    },
    newChannel: () => new MessageChannel(),
    asChannelEnd: fromNodePort,
    now: () => clock,
    schedule(run, delay) {
      restart = run;
      delays.push(delay);
    },
  });
});
afterEach(() => {
  for (const one of processes) one.die();
});

const values = (client: EngineClient | undefined) => client?.call('workspace.values', { field: '7' });

describe('the engine process of the desktop app', () => {
  it('gives a page a port as soon as the engine is ready, whichever comes first', async () => {
    const early = new FakePage(1);
    link.connect(early);
    expect(early.clients).toHaveLength(0);
    processes[0]?.ready();
    await expect.poll(() => early.clients.length).toBe(1);
    const late = new FakePage(2);
    link.connect(late);
    expect(await values(late.clients[0])).toMatchObject({ total: 7 });
    expect(await values(early.clients[0])).toMatchObject({ total: 7 });
  });

  it('gives a page that was reloaded a fresh port', async () => {
    processes[0]?.ready();
    const before = new FakePage(1);
    link.connect(before);
    const after = new FakePage(1);
    link.connect(after);
    expect(await values(after.clients[0])).toMatchObject({ total: 7 });
  });

  it('rejects what is pending when the engine dies, tells the pages, and starts it again', async () => {
    const page = new FakePage(1);
    link.connect(page);
    processes[0]?.ready();
    await expect.poll(() => page.clients.length).toBe(1);
    const begun = processes[0]?.engine.begun('import.load');
    const pending = page.clients[0]?.call('import.load', { staging: 1 }).catch((error) => error);
    await begun;
    processes[0]?.die();
    expect(await pending).toMatchObject({ code: 'engine-stopped' });
    expect(page.stopped).toBe(1);
    restart();
    processes[1]?.ready();
    await expect.poll(() => page.clients.length).toBe(2);
    expect(await values(page.clients[1])).toMatchObject({ total: 7 });
  });

  it('opens the workspace again that was open, before any page gets its port', async () => {
    const page = new FakePage(1);
    link.connect(page);
    processes[0]?.ready();
    await expect.poll(() => page.clients.length).toBe(1);
    const engine = processes[0]?.engine;
    if (engine) engine.opens = { path: '/home/a/b.weir', readOnly: true };
    await page.clients[0]?.call('workspace.open', { path: 'b.weir' });
    await expect.poll(() => engine?.calls.length).toBe(1);
    processes[0]?.die();
    restart();
    const seen: number[] = [];
    const next = processes[1]?.engine;
    if (next) next.opens = { path: '/home/a/b.weir', readOnly: true };
    next?.begun('workspace.open').then(() => seen.push(page.clients.length));
    processes[1]?.ready();
    await expect.poll(() => page.clients.length).toBe(2);
    expect(next?.calls).toEqual([
      { method: 'workspace.open', params: { path: '/home/a/b.weir', readOnly: true } },
    ]);
    expect(seen).toEqual([1]);
  });

  it('waits longer after every failure, and starts over once it held', () => {
    for (let failure = 0; failure < 8; failure += 1) {
      processes.at(-1)?.die();
      restart();
    }
    expect(delays).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
    clock += 60_000;
    processes.at(-1)?.die();
    expect(delays.at(-1)).toBe(250);
    expect(restartDelay(1000)).toBe(10_000);
  });

  it('forgets pages that are gone', async () => {
    const page = new FakePage(1);
    link.connect(page);
    link.forget(1);
    processes[0]?.ready();
    await link.client();
    expect(page.clients).toHaveLength(0);
  });

  it('finds the file behind an export ticket, and answers null when the engine dies meanwhile', async () => {
    await expect(link.ticketFile('t')).rejects.toMatchObject({ code: 'engine-stopped' });
    processes[0]?.ready();
    processes[0]?.engine.tickets.set('t', { path: '/scratch/1.csv', name: 'Deals.csv' });
    expect(await link.ticketFile('t')).toEqual({ path: '/scratch/1.csv', name: 'Deals.csv' });
    expect(await link.ticketFile('unknown')).toBeNull();
  });

  it('ends with the app and stays ended', () => {
    processes[0]?.ready();
    link.stop();
    expect(processes[0]?.ended).toEqual(['asked']);
    processes[0]?.die();
    expect(delays).toEqual([]);
  });
});
