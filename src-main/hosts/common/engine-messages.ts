export type OpenWorkspace = { path: string; readOnly: boolean };

type TicketFile = { path: string; name: string };

/**
 * What main says to the engine's process beside the ports that pages use: here is a port, which file is
 * behind this export ticket, end.
 */
export type ToEngine = { type: 'port' } | { type: 'ticket'; id: number; ticket: string } | { type: 'end' };

/**
 * What the engine's process says to main: it is ready for ports, which workspace is open (so that a
 * successor opens it again), and the answer to a ticket.
 */
export type FromEngine =
  | { type: 'ready' }
  | { type: 'workspace'; open: OpenWorkspace | null }
  | { type: 'ticket'; id: number; file: TicketFile | null };
