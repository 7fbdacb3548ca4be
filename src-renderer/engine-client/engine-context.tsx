import { createContext, type ReactNode, useContext } from 'react';
import type { HostBridge } from '#shared/contract/host-bridge';
import type { EngineClient } from '#shared/contract/methods';

type Engine = { engine: EngineClient; host: HostBridge };

const EngineContext = createContext<Engine | null>(null);

/** Gives every page below the engine and the host it runs in. */
export function EngineProvider({ value, children }: { value: Engine; children: ReactNode }) {
  return <EngineContext value={value}>{children}</EngineContext>;
}

/** The engine's calls. */
export function useEngine(): EngineClient {
  return useEngineContext().engine;
}

/** What the host offers beside the engine: files in, exports out, dialogs. */
export function useHost(): HostBridge {
  return useEngineContext().host;
}

function useEngineContext(): Engine {
  const value = useContext(EngineContext);
  if (!value) throw new Error('useEngine needs an EngineProvider above it.');
  return value;
}
