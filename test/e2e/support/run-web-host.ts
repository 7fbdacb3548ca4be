import { buildIfStale } from '../../../src-main/hosts/launch/build-if-stale.mjs';
import { type RunningHost, type RunOptions, startWebHost } from './start-web-host';

/** Builds what is stale and runs the web host as `npm start` does, in an empty home of its own. */
export async function runWebHost(options: RunOptions = {}): Promise<RunningHost> {
  if (!(await buildIfStale())) throw new Error('The build failed; its output is above.');
  return startWebHost(options);
}
