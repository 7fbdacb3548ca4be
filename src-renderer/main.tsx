import '@fontsource-variable/inter';
import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import './styles/tokens.css';
import './styles/global.css';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from './app/app';
import { styleNonce } from './app/style-nonce';
import { createEngineClient } from './engine-client/create-engine-client';

// Under the content security policy zod's compiled validators cannot be built; its plain ones are used.
z.config({ jitless: true });

// The scroll lock under dialogs places a style element of its own and looks for its nonce here.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() });

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
const client = await createEngineClient();
createRoot(root).render(<App client={client} />);
