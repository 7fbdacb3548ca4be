import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestEngine, testEngine } from '../support/engine';

let engine: TestEngine;
beforeEach(async () => {
  engine = await testEngine();
});
afterEach(() => engine.close());

async function deals(name: string, id: string, head = 'Deal ID,Stage,Net,Gross'): Promise<string> {
  const path = join(engine.home, name);
  await writeFile(path, `${head}\n${id},Qualification,100,119\n${id}-2,Closed Won,200,238\n`);
  return path;
}

const amounts = async () =>
  (await engine.call('sql.run', { sql: 'SELECT amount FROM weir.opportunity ORDER BY id' })).rows.flat();
const correction = (name: string) => ({ [name]: { columns: { amount: 'Net', segment: 'Gross' } } });

describe('a correction to a file', () => {
  it('holds for the next file under the same header, in whatever order its columns come', async () => {
    await engine.importFiles([await deals('may.csv', 'A')], correction('may.csv'));
    const other = 'Stage,Deal ID,Net,Gross';
    const path = join(engine.home, 'june.csv');
    await writeFile(path, `${other}\nQualification,B,300,357\n`);
    const { inspect } = await engine.importFiles([path]);
    expect(inspect.files[0]?.mapping.amount).toBe('Net');
    expect(inspect.files[0]?.warnings.map(({ code }) => code)).toContain('mapping-remembered');
    expect(await amounts()).toEqual([100, 200, 300]);
  });

  it('gives way to a newer correction, and is forgotten when its import is undone', async () => {
    await engine.importFiles([await deals('may.csv', 'A')], correction('may.csv'));
    const june = await deals('june.csv', 'B');
    await engine.importFiles([june], { 'june.csv': { columns: { amount: 'Gross', segment: null } } });
    expect(await amounts()).toEqual([100, 200, 119, 238]);
    await engine.call('import.undo', {});
    await engine.call('import.undo', {});
    const { inspect } = await engine.importFiles([await deals('july.csv', 'C')], {
      'july.csv': { kind: 'opportunities' },
    });
    expect(inspect.files[0]?.warnings.map(({ code }) => code)).not.toContain('mapping-remembered');
  });

  it('of a file without header holds for the next one with columns like these, and for no other', async () => {
    const file = async (name: string, rows: string[]) => {
      await writeFile(join(engine.home, name), rows.join('\n'));
      return join(engine.home, name);
    };
    // Words alone look like a header: that it is none has to be said once.
    const may = await file('may.csv', ['A,Demo,Pumps', 'B,Closed Won,Valves', 'C,Closed Lost,Pipes']);
    const columns = { id: 'column_1', stage: 'column_2', name: 'column_3' };
    await engine.importFiles([may], { 'may.csv': { headerLine: 0, kind: 'opportunities', columns } });
    const june = await file('june.csv', ['D,Proposal,Tanks', 'E,Demo,Fans', 'F,Closed Won,Belts']);
    const { inspect } = await engine.importFiles([june]);
    expect(inspect.files[0]).toMatchObject({ headerLine: 0, rowsRead: 3, mapping: columns });
    expect(inspect.files[0]?.warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['no-header', 'mapping-remembered']),
    );
    const other = await file('log.csv', [
      'A,Demo,2024-01-05',
      'A,Closed Won,2024-02-05',
      'B,Demo,2024-02-06',
    ]);
    const sources = [`path:${other}`];
    const { files } = await engine.call('import.inspect', { sources, mapping: {} });
    expect(files[0]?.warnings.map(({ code }) => code)).not.toContain('mapping-remembered');
  });

  it('is listed with its file, and is not applied any more once it is forgotten', async () => {
    await engine.importFiles([await deals('may.csv', 'A')], correction('may.csv'));
    const [remembered] = await engine.call('mapping.remembered', {});
    expect(remembered).toMatchObject({
      import: 1,
      file: 'may.csv',
      importedAt: '2026-07-01T12:00:00',
      columns: ['Deal ID', 'Stage', 'Net', 'Gross'],
      mapping: { columns: { amount: 'Net', segment: 'Gross' } },
    });
    const sources = [`path:${await deals('june.csv', 'B')}`];
    const before = await engine.call('import.inspect', { sources });
    expect(before.files[0]?.remembered).toMatchObject({ file: 'may.csv', headers: remembered!.headers });
    expect(await engine.call('mapping.forget', { headers: remembered!.headers })).toEqual([]);
    const after = await engine.call('import.inspect', { sources });
    expect(after.files[0]?.remembered).toBeNull();
    await expect(engine.call('mapping.forget', { headers: remembered!.headers })).rejects.toMatchObject({
      code: 'invalid-input',
    });
    expect(await amounts()).toEqual([100, 200]);
    const { headers, mapping } = remembered!;
    expect(await engine.call('mapping.remember', { headers, import: 1, mapping })).toEqual([remembered]);
    const again = await engine.call('import.inspect', { sources });
    expect(again.files[0]?.remembered).toMatchObject({ file: 'may.csv', headers });
    await expect(engine.call('mapping.remember', { headers, import: 99, mapping })).rejects.toMatchObject({
      code: 'import-not-found',
    });
  });

  it('can be taken along as a mapping file that reads the file the same way elsewhere', async () => {
    const path = await deals('may.csv', 'A');
    const { report } = await engine.importFiles([path], correction('may.csv'));
    const map = await engine.call('mapping.export', {});
    expect(map['may.csv']).toMatchObject({
      kind: 'opportunities',
      columns: { amount: 'Net', stage: 'Stage' },
    });
    const elsewhere = await testEngine();
    const again = await elsewhere.importFiles([path], map);
    expect(again.report.files[0]?.mapping).toEqual(report.files[0]?.mapping);
    await elsewhere.close();
  });
});
