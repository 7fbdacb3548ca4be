import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { buildIfStale } from './build-if-stale.mjs';
import { fromRoot, root } from './project.mjs';

/** `npm test [-- FILTER…]`: builds, runs every test, and ends with one line of counts. */
const results = fromRoot('artifacts/test-results.json');

if (await buildIfStale()) {
  await mkdir(fromRoot('artifacts'), { recursive: true });
  await rm(results, { force: true });
  const code = await runVitest(process.argv.slice(2));
  const counts = await count(code);
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`);
  process.exitCode = counts.failed > 0 ? 1 : code;
} else {
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}

function runVitest(filters) {
  const args = [
    fromRoot('node_modules/vitest/vitest.mjs'),
    'run',
    '--config',
    fromRoot('test/vitest.config.ts'),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${results}`,
    ...filters,
  ];
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
  return new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** A file that does not load, or an error outside any test, has no failed test to count: it counts as one. */
async function count(code) {
  const report = JSON.parse(await readFile(results, 'utf8').catch(() => '{"testResults":[]}'));
  const tests = report.testResults.flatMap((file) => file.assertionResults.map((test) => test.status));
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = tests.filter((status) => status === 'failed').length + broken.length;
  const passed = tests.filter((status) => status === 'passed').length;
  const skipped = tests.length - passed - tests.filter((status) => status === 'failed').length;
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed, skipped };
}
