import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Database } from '#engine/query/database';
import { type TestEngine, testEngine } from '../support/engine';

/** What the first version stored of a file, and which derived tables it made; everything else came later. */
const firstVersion = `
  UPDATE weir.import_file SET staged = (json_merge_patch(staged, '{
    "container": null, "format": null, "tables": null, "table": null, "notes": null, "damage": null,
    "sourceDamage": null, "encodings": null, "wonStages": null, "wonStatuses": null, "encodingDamage": false,
    "dialect": {"numbering": null, "linesBefore": null}}'))::VARCHAR;
  DELETE FROM weir.setting WHERE name = 'derived_with';
  UPDATE weir.setting SET value = '1' WHERE name = 'schema_version';
  DROP TABLE weir.mapping_memory;
  DROP TABLE weir.value_choice;
  DROP TABLE weir.target_entry;
  DROP TABLE weir.judgement;
  DROP TABLE weir.forecast_snapshot;
  DROP TABLE weir.lead;
  DROP TABLE weir.target;
  DROP TABLE weir.snapshot;
  DROP TABLE weir.rate`;

const deals = `Deal ID,Deal,Stage,Status,Amount,Created,Closed
1,One,Demo,Open,100,2024-01-05,
2,Two,Proposal,Won,200,2024-01-06,2024-03-01
3,Three,Demo,Lost,300,2024-01-07,2024-02-01
4,Four,Proposal,Won,400,2024-01-08,2024-04-01
`;

let engine: TestEngine;
let path: string;
const facts = async () => {
  const { opportunities, won, lost, open, wonValue } = await engine.call('workspace.status', {});
  return { opportunities, won, lost, open, wonValue, funnel: (await engine.call('metric.funnel', {})).rows };
};
/** Changes the closed workspace as another program would. */
const change = async (sql: string) => {
  const scratch = join(engine.home, 'changing');
  const database = await Database.open({ path, readOnly: false, scratch, threads: 1 });
  await database.use((connection) => connection.exec(sql));
  await database.close();
};
let before: Awaited<ReturnType<typeof facts>>;

beforeEach(async () => {
  engine = await testEngine();
  const file = join(engine.home, 'deals.csv');
  await writeFile(file, deals);
  await engine.importFiles([file]);
  before = await facts();
  path = (await engine.call('workspace.info', {}))!.path;
  await engine.call('workspace.close', {});
  await change(firstVersion);
});
afterEach(() => engine.close());

it.each([false, true])(
  'gives the same figures once it was opened, for reading alone: %s',
  async (readOnly) => {
    await engine.call('workspace.open', { path, readOnly });
    expect(before).toMatchObject({ opportunities: 4, won: 2, lost: 1, open: 1, wonValue: 600 });
    expect(await facts()).toEqual(before);
  },
);

it('takes further files, and gives them back', async () => {
  await engine.call('workspace.open', { path, readOnly: false });
  const more = join(engine.home, 'more.csv');
  await writeFile(more, deals.replaceAll(/^(\d)/gm, '1$1'));
  await engine.importFiles([more]);
  expect((await facts()).opportunities).toBe(8);
  await engine.call('import.undo', {});
  expect(await facts()).toEqual(before);
});

it('has the macros of this version once it was opened, and keeps its tables', async () => {
  const year = { from: '2024-01-01', to: '2024-12-31' };
  await engine.call('workspace.open', { path, readOnly: false });
  const rates = (await engine.call('metric.winRate', year)).rows;
  const { dataVersion } = (await engine.call('workspace.info', {}))!;
  await engine.call('workspace.close', {});
  // What a version with other macros leaves behind.
  await change(`
    CREATE OR REPLACE MACRO weir.tick_in_period(ticks, from_day, to_day) AS false;
    UPDATE weir.setting SET value = 'of another version' WHERE name = 'macros'`);
  await engine.call('workspace.open', { path, readOnly: true });
  expect(rates[0]).toMatchObject({ created: 4, won: 2, lost: 1 });
  expect((await engine.call('metric.winRate', year)).rows).toEqual(rates);
  expect((await engine.call('workspace.info', {}))!.dataVersion).toBe(dataVersion);
});
