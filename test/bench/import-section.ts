import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportData } from './bench-data';
import { type Loaded, loadInChild } from './child';
import { gibibytes, type Measure, ratio, seconds } from './measure';

type Limits = { ratio?: number; peakBytes?: number; ms?: number };

/** Import of one size beside bare DuckDB on the same files, in the same run, with the same threads. */
export async function importSection(
  data: ImportData,
  folder: string,
  threads: number,
  limits: Limits,
): Promise<{ measures: Measure[]; workspace: string; bare: string; loadMs: number }> {
  const name = data.name.replace(/\W+/g, '-');
  const workspace = join(folder, `${name}.weir`);
  const bare = join(folder, `${name}.duckdb`);
  const request = { files: data.files, sorted: data.sorted, threads };
  const bareLoad = await loadInChild({ ...request, how: 'bare', target: bare });
  const load = await loadInChild({ ...request, how: 'weir', target: workspace });
  const section = `Import ${data.name}: ${data.size.deals.toLocaleString('en')} deals, ${data.rows}, ${(data.bytes / 1e6).toFixed(0)} MB of CSV`;
  const times = load.ms / bareLoad.ms;
  const megabytes = async (path: string): Promise<string> =>
    `${((await stat(path)).size / 1e6).toFixed(0)} MB`;
  const measures: Measure[] = [
    {
      section,
      what: 'files to ready pages, all checks on',
      measured: seconds(load.ms),
      limit: limits.ms === undefined ? '' : `≤ ${seconds(limits.ms)}`,
      beside: `bare read_csv and one sort ${seconds(bareLoad.ms)}`,
      pass: limits.ms === undefined ? null : load.ms <= limits.ms,
    },
    {
      section,
      what: 'against bare DuckDB',
      measured: ratio(times),
      limit: limits.ratio === undefined ? '' : `≤ ${ratio(limits.ratio)}`,
      beside: stepsOf(load),
      pass: limits.ratio === undefined ? null : times <= limits.ratio,
    },
    {
      section,
      what: 'the same in processor time',
      measured: ratio(load.cpuMs / bareLoad.cpuMs),
      limit: '',
      beside: `${seconds(load.cpuMs)} against ${seconds(bareLoad.cpuMs)}`,
      pass: null,
    },
    {
      section,
      what: 'peak memory of the process',
      measured: gibibytes(load.peakBytes),
      limit: limits.peakBytes === undefined ? '' : `≤ ${gibibytes(limits.peakBytes)}`,
      beside: `bare ${gibibytes(bareLoad.peakBytes)}`,
      pass: limits.peakBytes === undefined ? null : load.peakBytes <= limits.peakBytes,
    },
    {
      section,
      what: 'size on disk',
      measured: await megabytes(workspace),
      limit: '',
      beside: `bare ${await megabytes(bare)}`,
      pass: null,
    },
  ];
  return { measures, workspace, bare, loadMs: load.ms };
}

function stepsOf({ steps }: Loaded): string {
  return Object.entries(steps)
    .map(([step, ms]) => `${step} ${seconds(ms)}`)
    .join(', ');
}
