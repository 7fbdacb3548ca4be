import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { generateCompany } from '#generate/generate-company';
import { type Sample, writeSample } from '#generate/index';
import { simulateLongRun } from '#generate/truth/long-run';
import { tallyOf } from '#generate/write-truth';
import { recount } from './support/recount';
import { groupBy, type Row, readRows, rowsOf, write } from './support/written';

describe('the truth beside a Salesforce export', () => {
  let sample: Sample & { dir: string };
  let opportunities: Row[];
  let history: Row[];

  beforeAll(async () => {
    const dir = mkdtempSync(join(tmpdir(), 'weir-truth-'));
    sample = { ...(await writeSample({ seed: 11, deals: 5_000, as: 'salesforce', dir })), dir };
    opportunities = rowsOf(sample, 'Opportunity');
    history = rowsOf(sample, 'OpportunityHistory');
    return () => rmSync(dir, { recursive: true, force: true });
  });

  it('is what the file holds', () => {
    expect(JSON.parse(readFileSync(sample.truthFile, 'utf8')).counts).toEqual(sample.truth.counts);
  });

  it('counts rows as they are in the files', () => {
    for (const [name, rows] of Object.entries(sample.truth.rows)) {
      expect(readRows(join(sample.dir, name)), name).toHaveLength(rows);
    }
    expect(history).toHaveLength(sample.truth.counts.historyRows);
  });

  it('counts outcomes and their value as the opportunities do', () => {
    const of = (test: (row: Row) => boolean): Row[] => opportunities.filter(test);
    const value = (rows: Row[]): number => rows.reduce((sum, row) => sum + Number(row.Amount), 0);
    const won = of((row) => row.IsWon === '1');
    const lost = of((row) => row.IsClosed === '1' && row.IsWon === '0');
    const open = of((row) => row.IsClosed === '0');
    const { outcomes } = sample.truth.counts;
    expect([won.length, lost.length, open.length]).toEqual([outcomes.won, outcomes.lost, outcomes.open]);
    expect(value(won)).toBeCloseTo(sample.truth.value.won, 2);
    expect(value(lost)).toBeCloseTo(sample.truth.value.lost, 2);
    expect(value(open)).toBeCloseTo(sample.truth.value.open, 2);
    expect(of((row) => row.Amount === '')).toHaveLength(sample.truth.counts.withoutAmount);
  });

  it('counts stages, moves, slips and reopenings as a recount of the history does', () => {
    const { reach, ...counted } = recount(groupBy(history, (row) => row.OpportunityId!));
    expect(sample.truth.counts).toMatchObject(counted);
    expect(sample.truth.reach).toMatchObject(reach);
  });

  it('counts back-dated wins and the clean-up as the files show them', () => {
    const closing = new Map(history.map((row) => [row.OpportunityId!, row]));
    const backDated = opportunities.filter(
      (row) => row.IsWon === '1' && row.CloseDate! < closing.get(row.Id!)!.CreatedDate!.slice(0, 10),
    );
    expect(backDated).toHaveLength(sample.truth.counts.backDated);
    const operations = rowsOf(sample, 'User').find((row) => row.Title === 'Sales Operations')!;
    const cleaned = history.filter(
      (row) => row.StageName === 'Closed Lost' && row.CreatedById === operations.Id,
    );
    expect(cleaned).toHaveLength(sample.truth.cleanUp.deals);
    expect(new Set(cleaned.map((row) => row.CreatedDate!.slice(0, 10)))).toEqual(
      new Set([sample.truth.cleanUp.day]),
    );
    expect(operations.Name).toBe(sample.truth.cleanUp.user);
  });

  it('names reps who are in the export', () => {
    const names = new Map(rowsOf(sample, 'User').map((row) => [row.Name, row.Department]));
    expect(sample.truth.weaknesses).toHaveLength(4);
    for (const { owner, team } of sample.truth.weaknesses) expect(names.get(owner)).toBe(team);
  });

  it('counts deals, wins and their value by owner', () => {
    const names = new Map(rowsOf(sample, 'User').map((row) => [row.Id, row.Name]));
    const byOwner = groupBy(opportunities, (row) => names.get(row.OwnerId)!);
    expect(sample.truth.owners).toHaveLength(byOwner.size);
    for (const { owner, deals, won, lost, wonValue } of sample.truth.owners) {
      const rows = byOwner.get(owner)!;
      const wins = rows.filter((row) => row.IsWon === '1');
      expect([deals, won, lost]).toEqual([
        rows.length,
        wins.length,
        rows.filter((row) => row.StageName === 'Closed Lost').length,
      ]);
      expect(wonValue).toBeCloseTo(
        wins.reduce((sum, row) => sum + Number(row.Amount), 0),
        2,
      );
    }
  });

  it('is the same when counted without writing', () => {
    const tally = tallyOf(generateCompany({ seed: 11, deals: 5_000 }));
    expect(tally.outcomes).toEqual(sample.truth.counts.outcomes);
    expect(tally.stageEvents).toBe(sample.truth.counts.stageEvents);
  });
});

describe('the truth beside the other exports', () => {
  it('counts deals with a date for each stage of a HubSpot export', async () => {
    const sample = await write('hubspot', 1_500);
    const rows = readRows(sample.files[0]!);
    const { outcomes } = sample.truth.counts;
    expect(rows.filter((row) => row['Is Closed Won'] === 'Yes')).toHaveLength(outcomes.won);
    expect(rows.filter((row) => row['Is closed lost'] === 'Yes')).toHaveLength(outcomes.lost);
    for (const { stage, any } of sample.truth.reach) {
      const column = `Date entered "${stage} (Sales Pipeline)"`;
      expect(
        rows.filter((row) => row[column] !== ''),
        stage,
      ).toHaveLength(any);
    }
  });

  it('counts the stage events of a plain log', async () => {
    const sample = await write('plain-log', 1_500);
    const rows = readRows(sample.files[0]!);
    expect(rows).toHaveLength(sample.truth.counts.stageEvents);
    const last = new Map(rows.map((row) => [row.deal!, row.stage!]));
    const { outcomes } = sample.truth.counts;
    expect([...last.values()].filter((stage) => stage === 'Closed Won')).toHaveLength(outcomes.won);
    expect([...last.values()].filter((stage) => stage === 'Closed Lost')).toHaveLength(outcomes.lost);
  });
});

describe('the long run', () => {
  const longRun = simulateLongRun(generateCompany({ seed: 11, deals: 2_000 }), 8_000);

  it('leaves nobody undecided', () => {
    expect(longRun.undecided).toBe(0);
  });

  it('multiplies stage conversions into the win rate, since passages are first passages', () => {
    const product = longRun.conversion.reduce((all, { value }) => all * value, 1);
    expect(product).toBeCloseTo(longRun.winRate.value, 10);
  });

  it('wins small deals more often than large ones', () => {
    const rates = longRun.winRateBySegment;
    expect(rates['Small business']!.value).toBeGreaterThan(rates.Enterprise!.value);
  });
});
