import { readFile } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import * as aq from 'arquero';
import sqlite from 'node-sqlite3-wasm';
import Papa from 'papaparse';
import { createEngine } from '#engine/api/create-engine';
import { stages } from '#generate/company/market';
import type { BenchData } from './bench-data';
import { type Measure, milliseconds, seconds, timed } from './measure';
import { naiveSql } from './naive-sql';

/** Deals that reached each open stage, first stage first. */
type Reach = number[];
type Peer = {
  name: string;
  loadMs?: number;
  load(): Promise<Loaded>;
};
type Loaded = {
  /** What is timed, where it is more than the counts. */
  whole?(): Promise<unknown>;
  reach(): Promise<Reach>;
  close(): void | Promise<void>;
};

const rankOf = new Map<string, number>([
  ...stages.map((s, i) => [s, i + 1] as const),
  ['Closed Won', stages.length + 1],
]);

type Own = { workspace: string; loadMs: number };

/**
 * One question, "how many deals reached each stage", asked of the event file with what people use for it.
 * Weir's load is its whole import and its answer the whole funnel with curves and intervals.
 * Throws when two of them give different answers.
 */
export async function peerSection(data: BenchData, folder: string, own: Own): Promise<Measure[]> {
  const measures: Measure[] = [];
  const answers: Reach[] = [];
  for (const peer of [weirPeer(folder, own), ...peersOf(data, folder)]) {
    const loaded = await timed(() => peer.load());
    const { whole, reach, close } = loaded.result;
    const answer = await timed<unknown>(whole ?? reach);
    const counts = await reach();
    await close();
    answers.push(counts);
    measures.push({
      section: `Peers at ${data.size.name}: deals that reached each stage, from the event file`,
      what: peer.name,
      measured: `load ${seconds(peer.loadMs ?? loaded.ms)}, answer ${milliseconds(answer.ms)}`,
      limit: '',
      beside: counts.join(', '),
      pass: null,
    });
  }
  const [first = []] = answers;
  const differing = answers.findIndex((answer) => answer.join() !== first.join());
  if (differing >= 0)
    throw new Error(`${measures[differing]?.what} gives another answer than ${measures[0]?.what}`);
  return measures;
}

function weirPeer(folder: string, { workspace, loadMs }: Own): Peer {
  return {
    name: 'Weir',
    loadMs,
    async load() {
      const engine = createEngine({ home: folder, now: () => new Date() });
      await engine.call('workspace.open', { path: workspace });
      return {
        whole: () => engine.call('metric.funnel', {}),
        // The funnel counts a deal that came back after more than 30 days once more; the peers count deals.
        async reach() {
          const sql =
            'SELECT count(DISTINCT key) FROM weir.reach WHERE reached IS NOT NULL GROUP BY rank ORDER BY rank';
          const { rows } = await engine.call('sql.run', { sql });
          return rows.map(([deals]) => Number(deals));
        },
        close: () => engine.close(),
      };
    },
  };
}

function peersOf({ history }: BenchData, folder: string): Peer[] {
  return [
    { name: 'bare DuckDB', load: () => loadDuckdb(history) },
    { name: 'PapaParse and JavaScript', load: () => loadPapa(history) },
    { name: 'Arquero', load: () => loadArquero(history) },
    { name: 'SQLite (WebAssembly)', load: () => loadSqlite(history, `${folder}/peer.sqlite`) },
  ];
}

async function loadDuckdb(history: string): Promise<Loaded> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`CREATE TABLE event AS SELECT * FROM read_csv('${history}')`);
  return {
    async reach() {
      const rows = (await connection.runAndReadAll(naiveSql.reach('event'))).getRows();
      return rows.map((row) => Number(row[1]));
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

type EventRow = { OpportunityId: string; StageName: string };

async function loadPapa(history: string): Promise<Loaded> {
  const { data: rows } = Papa.parse<EventRow>(await readFile(history, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  return {
    async reach() {
      const top = new Map<string, number>();
      for (const { OpportunityId: id, StageName: stage } of rows) {
        top.set(id, Math.max(top.get(id) ?? 0, rankOf.get(stage) ?? 0));
      }
      return reachOf(top.values());
    },
    close() {},
  };
}

async function loadArquero(history: string): Promise<Loaded> {
  const table = aq.fromCSV(await readFile(history, 'utf8'));
  return {
    async reach() {
      const ranked = table.derive({ rank: aq.escape((row: EventRow) => rankOf.get(row.StageName) ?? 0) });
      const top = ranked.groupby('OpportunityId').rollup({ top: aq.op.max('rank') });
      return reachOf(top.array('top') as Iterable<number>);
    },
    close() {},
  };
}

async function loadSqlite(history: string, path: string): Promise<Loaded> {
  const { data: rows } = Papa.parse<string[]>(await readFile(history, 'utf8'), { skipEmptyLines: true });
  const [header = [], ...cells] = rows;
  const database = new sqlite.Database(path);
  database.exec(`CREATE TABLE event (${header.map((name) => `"${name}" TEXT`).join(', ')})`);
  database.exec('BEGIN');
  const insert = database.prepare(`INSERT INTO event VALUES (${header.map(() => '?').join(', ')})`);
  for (const row of cells) insert.run(row);
  insert.finalize();
  database.exec('COMMIT');
  return {
    async reach() {
      const cases = [...rankOf].map(([stage, rank]) => `WHEN '${stage}' THEN ${rank}`).join(' ');
      const sql = `SELECT max(CASE StageName ${cases} ELSE 0 END) AS top FROM event GROUP BY OpportunityId`;
      return reachOf(database.all(sql).map((row) => Number(row.top)));
    },
    close: () => database.close(),
  };
}

function reachOf(tops: Iterable<number>): Reach {
  const reach = stages.map(() => 0);
  for (const top of tops)
    for (let rank = 1; rank <= Math.min(top, stages.length); rank++) reach[rank - 1]! += 1;
  return reach;
}
