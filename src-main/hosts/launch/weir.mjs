import { pathToFileURL } from 'node:url';
import { buildIfStale } from './build-if-stale.mjs';
import { fromRoot } from './project.mjs';

/** `npm run weir -- …`: the command line in this very process, so that signals and exit codes are its own. */
if (await buildIfStale()) await import(pathToFileURL(fromRoot('out/main/cli.js')).href);
else process.exitCode = 1;
