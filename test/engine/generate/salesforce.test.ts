import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Sample, writeSample } from '#generate/index';
import { visitsOf } from './support/recount';
import { groupBy, type Row, rowsOf } from './support/written';

const suffixLetters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

function checksumOf(id: string): string {
  return [0, 5, 10]
    .map((start) => {
      const capitals = [...id.slice(start, start + 5)].map((letter) => /[A-Z]/.test(letter));
      return suffixLetters[capitals.reduce((sum, capital, i) => sum + (capital ? 2 ** i : 0), 0)]!;
    })
    .join('');
}

describe('a Salesforce export', () => {
  let sample: Sample & { dir: string };
  let rows: Record<string, Row[]>;
  const prefixes = {
    Opportunity: '006',
    OpportunityHistory: '008',
    Account: '001',
    User: '005',
    Task: '00T',
    Quota: '0J9',
  };

  beforeAll(async () => {
    const dir = mkdtempSync(join(tmpdir(), 'weir-salesforce-'));
    const options = { seed: 3, deals: 4_000, as: 'salesforce', dir, endDay: '2025-11-13' } as const;
    sample = { ...(await writeSample({ ...options, longRunDeals: 100 })), dir };
    rows = Object.fromEntries(Object.keys(prefixes).map((name) => [name, rowsOf(sample, name)]));
    return () => rmSync(dir, { recursive: true, force: true });
  });

  it.each(Object.entries(prefixes))(
    'gives every %s an id of its own, with its prefix and checksum',
    (name, prefix) => {
      const ids = rows[name]!.map((row) => row.Id!);
      expect(new Set(ids.map((id) => id.slice(0, 15))).size).toBe(ids.length);
      expect(new Set(ids.map((id) => id.toLowerCase())).size).toBe(ids.length);
      for (const id of ids) {
        expect(id).toMatch(/^[0-9A-Za-z]{18}$/);
        expect(id.slice(0, 3)).toBe(prefix);
        expect(id.slice(15)).toBe(checksumOf(id));
      }
    },
  );

  it('quotes every cell and ends lines with a line feed', () => {
    for (const file of sample.files) {
      const text = readFileSync(file, 'utf8');
      expect(text).not.toContain('\r');
      expect(text.endsWith('"\n')).toBe(true);
      for (const line of text.trimEnd().split('\n')) expect(line).toMatch(/^("([^"]|"")*",)*"([^"]|"")*"$/);
    }
  });

  it('points to records that are there', () => {
    const ids = (name: string): Set<string> => new Set(rows[name]!.map((row) => row.Id!));
    const [users, accounts, opportunities] = [ids('User'), ids('Account'), ids('Opportunity')];
    for (const row of rows.Opportunity!) {
      expect(users.has(row.OwnerId!) && accounts.has(row.AccountId!)).toBe(true);
    }
    for (const row of rows.OpportunityHistory!) {
      expect(users.has(row.CreatedById!) && opportunities.has(row.OpportunityId!)).toBe(true);
    }
    for (const row of rows.Task!)
      expect(users.has(row.OwnerId!) && opportunities.has(row.WhatId!)).toBe(true);
    for (const row of rows.Quota!) expect(users.has(row.QuotaOwnerId!)).toBe(true);
  });

  it.each(['OpportunityHistory', 'Task'])('keeps %s in order of time, up to the last day', (name) => {
    const times = rows[name]!.map((row) => row.CreatedDate!);
    expect(times.every((time, i) => i === 0 || times[i - 1]! <= time)).toBe(true);
    expect(times.at(-1)! <= '2025-11-13 23:59:59').toBe(true);
    expect(times.at(-1)! > '2025-11-10').toBe(true);
  });

  it('lists opportunities in order of creation', () => {
    const times = rows.Opportunity!.map((row) => row.CreatedDate!);
    expect([...times].sort()).toEqual(times);
    expect(times[0]!.slice(0, 7)).toBe('2023-01');
  });

  it('has a first history row when the deal was created, and a last one that says what the deal says', () => {
    const history = groupBy(rows.OpportunityHistory!, (row) => row.OpportunityId!);
    for (const deal of rows.Opportunity!) {
      const [first, last] = [history.get(deal.Id!)![0]!, history.get(deal.Id!)!.at(-1)!];
      expect(first.CreatedDate).toBe(deal.CreatedDate);
      for (const column of ['StageName', 'Amount', 'CloseDate', 'Probability', 'ExpectedRevenue']) {
        expect(last[column], `${deal.Id} ${column}`).toBe(deal[column]);
      }
      const closing = visitsOf(history.get(deal.Id!)!).at(-1)!;
      expect(closing.stage.startsWith('Closed')).toBe(deal.IsClosed === '1');
      if (deal.IsClosed === '1') expect(deal.CloseDate! <= closing.at.slice(0, 10)).toBe(true);
      expect(deal.CloseDate! >= deal.CreatedDate!.slice(0, 10)).toBe(true);
    }
  });

  it('writes a history row only when stage, amount or close date changed', () => {
    const history = groupBy(rows.OpportunityHistory!, (row) => row.OpportunityId!);
    const said = (row: Row): string => `${row.StageName} ${row.Amount} ${row.CloseDate}`;
    for (const changes of history.values()) {
      changes.forEach((row, i) => {
        if (i > 0) expect(said(row)).not.toBe(said(changes[i - 1]!));
      });
    }
  });

  it('gives a loss reason to lost deals alone', () => {
    for (const row of rows.Opportunity!) {
      if (row.StageName !== 'Closed Lost') expect(row.Loss_Reason__c).toBe('');
    }
    expect(rows.Opportunity!.some((row) => row.Loss_Reason__c === 'Went dark')).toBe(true);
  });
});
