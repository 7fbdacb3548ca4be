/**
 * What main and the engine's process say to each other beside the ports: main hands over a port for a page,
 * and asks for the file behind an export ticket.
 */
export type ToEngine = { type: 'port' } | { type: 'ticket'; id: number; ticket: string };

export type FromEngine =
  | { type: 'ready' }
  | { type: 'ticket'; id: number; file: { path: string; name: string } | null };
