import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestEngine, testEngine } from '../support/engine';

let engine: TestEngine;
beforeEach(async () => {
  engine = await testEngine();
});
afterEach(() => engine.close());

async function load(files: Record<string, string[]>, mapping: Record<string, object> = {}) {
  const paths = [];
  for (const [name, lines] of Object.entries(files)) {
    const path = join(engine.home, name);
    await writeFile(path, `${lines.join('\n')}\n`);
    paths.push(path);
  }
  await engine.importFiles(paths, mapping);
}

const head = 'Deal ID,Owner,Account,Product,Stage,Amount,Created Date';
const row = (id: string, owner: string, account = 'Acme', product = 'Alpha') =>
  `${id},${owner},${account},${product},Demo,100,2024-01-05`;
const deals = [
  head,
  row('1', 'Darcel Schlecht'),
  row('2', 'Darcel Schlecht'),
  row('3', 'Darcel Schlect'),
  row('4', 'Anna Novak'),
];
const owners = async () =>
  (
    await engine.call('sql.run', {
      sql: 'SELECT owner, count(*) AS n FROM weir.opportunity GROUP BY owner ORDER BY owner',
    })
  ).rows;
const quality = () => engine.call('data.quality', {});
const same = { field: 'owner', value: 'Darcel Schlect', becomes: 'Darcel Schlecht' } as const;

describe('two names of loaded deals that nearly match', () => {
  it('are one name once they are taken as the same, and two again when nothing is said of them', async () => {
    await load({ 'deals.csv': deals });
    expect((await quality()).alike).toMatchObject([{ field: 'owner', value: 'Darcel Schlect', deals: 1 }]);
    await engine.call('values.match', same);
    expect(await owners()).toEqual([
      ['Anna Novak', 1],
      ['Darcel Schlecht', 3],
    ]);
    expect(await quality()).toMatchObject({ alike: [], matches: [{ ...same, said: 'workspace' }] });
    const { field, value } = same;
    await engine.call('values.match', { field, value });
    expect((await quality()).alike).toHaveLength(1);
    expect(await owners()).toHaveLength(3);
  });

  it('are not named again once they are left apart', async () => {
    await load({ 'deals.csv': deals });
    await engine.call('values.match', { ...same, becomes: null });
    expect(await quality()).toMatchObject({ alike: [], matches: [{ becomes: null }] });
    expect(await owners()).toHaveLength(3);
  });

  it('stay one name in the files that come later', async () => {
    await load({ 'deals.csv': deals });
    await engine.call('values.match', same);
    await load({ 'more.csv': [head, row('9', 'Darcel Schlect')] });
    expect(await owners()).toContainEqual(['Darcel Schlecht', 4]);
  });

  it('are one name where deals carry the ids of owners', async () => {
    const named = deals.map((line) =>
      line.replace('Darcel Schlecht', 'u1').replace('Darcel Schlect', 'u2').replace('Anna Novak', 'u3'),
    );
    const users = [
      'User ID,Name,Team',
      'u1,Darcel Schlecht,West',
      'u2,Darcel Schlect,West',
      'u3,Anna Novak,East',
    ];
    await load({ 'deals.csv': named, 'users.csv': users }, { 'users.csv': { kind: 'owners' } });
    expect(await owners()).toHaveLength(3);
    await engine.call('values.match', same);
    expect(await owners()).toEqual([
      ['Anna Novak', 1],
      ['Darcel Schlecht', 3],
    ]);
  });

  it('cannot be taken as each other, and what is taken as a name follows it', async () => {
    await load({ 'deals.csv': [...deals, row('5', 'D. Schlecht')] });
    await engine.call('values.match', same);
    await expect(
      engine.call('values.match', { field: 'owner', value: 'Darcel Schlecht', becomes: 'Darcel Schlect' }),
    ).rejects.toMatchObject({ code: 'invalid-input' });
    await engine.call('values.match', { field: 'owner', value: 'D. Schlecht', becomes: 'Darcel Schlect' });
    expect(await owners()).toContainEqual(['Darcel Schlecht', 4]);
  });
});

it('a name that only nearly matches a joined file is offered after loading, and joined once it is accepted', async () => {
  const products = ['Product,Sales Price', 'GTX Pro,4821', 'MG Special,55'];
  await load(
    {
      'deals.csv': [
        head,
        row('1', 'Anna', 'Acme', 'GTXPro').replace(',100,', ',,'),
        row('2', 'Anna', 'Acme', 'MG Special'),
      ],
      'products.csv': products,
    },
    { 'products.csv': { kind: 'products' } },
  );
  expect((await quality()).alike).toEqual([
    { field: 'product', value: 'GTXPro', deals: 1, like: 'GTX Pro', likeDeals: 0 },
  ]);
  await engine.call('values.match', { field: 'product', value: 'GTXPro', becomes: 'GTX Pro' });
  const { rows } = await engine.call('sql.run', {
    sql: 'SELECT product, amount::DOUBLE FROM weir.opportunity ORDER BY id',
  });
  expect(rows).toEqual([
    ['GTX Pro', 4821],
    ['MG Special', 100],
  ]);
  expect((await quality()).alike).toEqual([]);
});

it('what the mapping of a file said can be taken back for the workspace', async () => {
  await load({ 'deals.csv': deals }, { 'deals.csv': { matches: { owner: { [same.value]: same.becomes } } } });
  expect(await owners()).toContainEqual(['Darcel Schlecht', 3]);
  expect((await quality()).matches).toEqual([{ ...same, said: 'mapping' }]);
  await engine.call('values.match', { ...same, becomes: null });
  expect(await owners()).toHaveLength(3);
});
