import { fromElectronPort } from '#rpc/channel-end';
import { servePort } from '#rpc/serve-port';
import { createEngine } from '../../engine/api/create-engine';
import type { FromEngine, ToEngine } from '../common/engine-messages';
import { hostZone } from '../common/host-zone';
import { weirHome } from '../common/weir-home';
import { workerFile } from '../common/worker-file';
import { watchWorkspace } from './watch-workspace';

/** The engine's own process under Electron: it serves every port that main hands over. */
const engine = createEngine({
  home: weirHome(),
  now: () => new Date(),
  timeZone: hostZone(),
  workerFile: workerFile(),
  learnAhead: 'many',
});
const parent = process.parentPort;
const tell = (message: FromEngine) => parent.postMessage(message);
const watched = watchWorkspace(engine, (open) => tell({ type: 'workspace', open }));

parent.on('message', ({ data, ports }) => {
  const message: ToEngine = data;
  const port = ports[0];
  if (message.type === 'port' && port) servePort(watched, fromElectronPort(port));
  if (message.type === 'ticket') {
    tell({ type: 'ticket', id: message.id, file: engine.ticketFile(message.ticket) });
  }
  if (message.type === 'end') void engine.close().finally(() => process.exit(0));
});
tell({ type: 'ready' });
