import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { weirError, weirHere, weirJson, workingFolder } from './built-cli';

/** As a spreadsheet would run, a browser draw or a terminal turn round. */
const owners = [
  '=HYPERLINK("http://x.example")',
  '<b>"Ann" & Co</b>',
  '\u202EBob',
  '👩‍💻 Zoë',
  'Eve',
  'Fay',
  'Gus',
  'Hal',
];
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const day = (n: number) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10);

const log = ['Deal ID,Stage,Date,Owner'];
for (const [rep, owner] of owners.entries()) {
  for (let i = 0; i < 40; i++) {
    const [id, goes] = [`${rep}-${i}`, rep === 1 ? i % 10 === 0 : i % 2 === 0];
    log.push(`${id},Qualified,${day(i)},${quoted(owner)}`);
    log.push(`${id},${goes ? 'Proposal' : 'Closed Lost'},${day(i + 5)},${quoted(owner)}`);
    if (goes) log.push(`${id},${i % 4 === 0 ? 'Closed Won' : 'Closed Lost'},${day(i + 12)},${quoted(owner)}`);
  }
}

const folder = workingFolder();
const workspace = folder.path('reps.weir');
const home = folder.path('home');
const json = (...args: string[]) => weirJson(['reps', ...args, '-w', workspace], home, weirHere);

beforeAll(async () => {
  writeFileSync(folder.path('log.csv'), log.join('\n'));
  const imported = await weirHere(['import', folder.path('log.csv'), '-w', workspace], home);
  expect(imported).toMatchObject({ exitCode: 0 });
});
afterAll(folder.remove);

it('weir reps answers under the keys of the contract, by name', async () => {
  const answer = await json('--stage', 'Qualified', '--within', '10');
  expect(answer).toMatchObject({
    metric: 'reps',
    evidence: 'log',
    stage: 'Qualified',
    withinDays: 10,
    n: 320,
  });
  expect(answer.effect).toEqual({
    a: expect.any(Number),
    b: expect.any(Number),
    strength: expect.any(Number),
    pValue: expect.any(Number),
  });
  const keys =
    'owner n k rate expected adjusted shrunk low high limitLow95 limitHigh95 limitLow998 limitHigh998 flag signal openDeals';
  for (const row of answer.rows) for (const key of keys.split(' ')) expect(row).toHaveProperty(key);
  const names = answer.rows.map(({ owner }: { owner: string }) => owner);
  expect([...names].sort()).toEqual([...owners].sort());
  expect(names).toEqual([...names].sort(new Intl.Collator().compare));
  const flagged = answer.rows.filter(({ flag }: { flag: string | null }) => flag !== null);
  expect(flagged.map(({ owner, flag }: { owner: string; flag: string }) => [owner, flag])).toEqual([
    [owners[1], 'low'],
  ]);
});

it('prints a table that turns no line round, and CSV that runs no formula', async () => {
  const table = await weirHere(['reps', '-w', workspace], home);
  expect(table.stdout).toMatch(/^Reps, creation to win · as of /);
  expect(table.stdout).not.toContain('\u202E');
  expect(table.stdout).toContain('👩‍💻 Zoë');
  const csv = await weirHere(['reps', '-w', workspace, '--format', 'csv'], home);
  expect(csv.stdout).toContain(`"'=HYPERLINK(""http://x.example"")"`);
});

it('weir reps --stages gives each rep in each stage, with the one to work on', async () => {
  const answer = await json('--stages', '--within', '10');
  expect(answer.rows).toHaveLength(8 * 3);
  const card = answer.cards.find(({ owner }: { owner: string }) => owner === owners[1]);
  expect(card.focus).toMatchObject({ stage: 'Qualified', evidence: 'flagged' });
  const { stdout } = await weirHere(['reps', '--stages', '--within', '10', '-w', workspace], home);
  expect(stdout).toMatch(/work on +evidence/);
  expect(stdout).toContain('Variation beyond chance:');
});

it('weir reps --rep --coached compares a rep before that day and since with the team', async () => {
  const answer = await json('--rep', owners[1]!, '--coached', day(20), '--within', '5');
  expect(answer).toMatchObject({ metric: 'coaching', owner: owners[1], coached: day(20) });
  const row = answer.rows.find(({ stage }: { stage: string | null }) => stage === 'Qualified');
  expect(row).toMatchObject({ base: { n: 15, events: 2 }, compared: { n: 20, events: 2 }, thin: true });
  expect(row.against).toEqual({
    value: expect.any(Number),
    low: expect.any(Number),
    high: expect.any(Number),
    p: expect.any(Number),
    adjusted: expect.any(Number),
  });
  const args = ['reps', '--rep', owners[1]!, '--coached', day(20), '-w', workspace];
  const { stdout } = await weirHere(args, home);
  expect(stdout).toMatch(/against the team \(95 %\)/);
  const { stdout: csv } = await weirHere([...args, '--format', 'csv'], home);
  expect(csv.split('\n')[0]).toContain('against_value');
  expect(await weirError(args.slice(0, 3).concat('-w', workspace), home, weirHere)).toMatchObject({
    exitCode: 2,
    code: 'invalid-input',
  });
});

it('is refused for a stage that is not there', async () => {
  expect(await weirError(['reps', '--stage', 'Nowhere', '-w', workspace], home, weirHere)).toMatchObject({
    exitCode: 2,
    code: 'unknown-stage',
  });
});
