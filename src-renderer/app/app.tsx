import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Router } from 'wouter';
import type { HostBridge } from '#shared/contract/host-bridge';
import type { EngineClient } from '#shared/contract/methods';
import { EngineProvider } from '../engine-client/engine-context';
import { mantineTheme, mantineVariables } from '../styles/mantine-theme';
import { useAddress } from './address';
import { AppFrame } from './app-frame';
import { createQueryClient } from './query-client';
import { PageRoutes } from './routes';
import { styleNonce } from './style-nonce';

const WindowDrop = lazy(() => import('../pages/data/window-drop').then((m) => ({ default: m.WindowDrop })));

/** Everything below the window: theme, answers, address, frame, page. */
export function App({ client }: { client: { engine: EngineClient; host: HostBridge } }) {
  const [queries] = useState(createQueryClient);
  return (
    <MantineProvider
      theme={mantineTheme}
      cssVariablesResolver={mantineVariables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <EngineProvider value={client}>
        <QueryClientProvider client={queries}>
          <Router hook={useAddress}>
            <AppFrame>
              <PageRoutes />
            </AppFrame>
            <Suspense fallback={null}>
              <WindowDrop />
            </Suspense>
          </Router>
        </QueryClientProvider>
      </EngineProvider>
    </MantineProvider>
  );
}
