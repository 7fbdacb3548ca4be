import type { ChannelEnd } from '#rpc/channel-end';
import { createPortClient } from '#rpc/port-client';
import { engineStopped } from '#rpc/transport-errors';
import { WeirError } from '#shared/contract/errors';
import type { EngineClient } from '#shared/contract/methods';
import type { FromEngine, OpenWorkspace } from '../common/engine-messages';
import { type EngineChild, keepEngine } from './engine-process';

/** A page that wants a port; it is told when the engine ends and gets a fresh port when it is back. */
export type LinkedPage<Port> = { id: number; takePort(port: Port): void; tellStopped(): void };

type TicketFile = { path: string; name: string } | null;

export type EngineLink<Port> = {
  connect(page: LinkedPage<Port>): void;
  forget(pageId: number): void;
  /** Main's own client, once the engine is ready. */
  client(): Promise<EngineClient>;
  ticketFile(ticket: string): Promise<TicketFile>;
  stop(): void;
};

type LinkOptions<Port> = {
  fork(): EngineChild<Port>;
  newChannel(): { port1: Port; port2: Port };
  asChannelEnd(port: Port): ChannelEnd;
  now(): number;
  schedule(run: () => void, delay: number): void;
};

/** Joins pages to the engine's process over its whole life, restarts included. */
export function createEngineLink<Port>(options: LinkOptions<Port>): EngineLink<Port> {
  const pages = new Map<number, LinkedPage<Port>>();
  const tickets = new Map<number, (file: TicketFile) => void>();
  let lastTicket = 0;
  let workspace: OpenWorkspace | null = null;
  let own: EngineClient | null = null;
  const waiting: ((client: EngineClient) => void)[] = [];

  const keeper = keepEngine<Port>({
    fork: options.fork,
    now: options.now,
    schedule: options.schedule,
    onReady: (child) => void welcome(child),
    onMessage: hear,
    onExit: mourn,
  });

  function newPort(child: EngineChild<Port>): Port {
    const { port1, port2 } = options.newChannel();
    child.send({ type: 'port' }, [port1]);
    return port2;
  }

  /** The workspace that was open comes back before the pages do, so that they find what they left. */
  async function welcome(child: EngineChild<Port>): Promise<void> {
    const client = createPortClient(options.asChannelEnd(newPort(child)));
    if (workspace !== null) await client.call('workspace.open', workspace).catch(() => undefined);
    if (keeper.current() !== child) return;
    own = client;
    for (const take of waiting.splice(0)) take(client);
    for (const page of pages.values()) page.takePort(newPort(child));
  }

  function mourn(): void {
    own = null;
    for (const answer of tickets.values()) answer(null);
    tickets.clear();
    for (const page of pages.values()) page.tellStopped();
  }

  function hear(message: FromEngine): void {
    if (message.type === 'workspace') workspace = message.open;
    if (message.type === 'ticket') {
      tickets.get(message.id)?.(message.file);
      tickets.delete(message.id);
    }
  }

  return {
    connect(page) {
      pages.set(page.id, page);
      const child = keeper.current();
      if (child) page.takePort(newPort(child));
    },
    forget: (pageId) => void pages.delete(pageId),
    client: () => (own ? Promise.resolve(own) : new Promise((resolve) => waiting.push(resolve))),
    ticketFile(ticket) {
      const child = keeper.current();
      if (!child) return Promise.reject(new WeirError(engineStopped));
      const id = ++lastTicket;
      return new Promise((resolve) => {
        tickets.set(id, resolve);
        child.send({ type: 'ticket', id, ticket });
      });
    },
    stop: () => keeper.stop(),
  };
}
