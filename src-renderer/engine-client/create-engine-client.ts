import type { HostBridge } from '#shared/contract/host-bridge';
import type { EngineClient } from '#shared/contract/methods';
import { engineConnection } from './connection';
import { createHttpClient } from './http-client';
import { createHttpHost } from './http-host';

/** Finds out which host this window runs in and connects to its engine. */
export async function createEngineClient(): Promise<{ engine: EngineClient; host: HostBridge }> {
  return { engine: createHttpClient(engineConnection()), host: createHttpHost() };
}
