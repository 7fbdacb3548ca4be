import { describe, expect, it } from 'vitest';
import { knownExports } from '#engine/import/exports/index';
import { normaliseHeader } from '#engine/import/normalise-header';
import { recognise, sureEnough } from '#engine/import/recognise';

const say = (header: string, rows: string[][] = []) => {
  const { system, kind } = recognise(header.split(','), rows);
  return `${system} ${kind}`;
};

describe('an export is recognised by its headers', () => {
  it.each([
    [
      'Id,IsDeleted,AccountId,Name,StageName,Amount,CloseDate,IsClosed,IsWon,OwnerId,CreatedDate',
      'salesforce opportunities',
    ],
    [
      'id,stage_name,amount,close_date,is_won,is_closed,owner_id,_fivetran_synced',
      'salesforce opportunities',
    ],
    [
      'OpportunityId,OpportunityName,AccountId,CloseDate,StageName,Amount,Probability,CreatedDate',
      'salesforce opportunities',
    ],
    [
      'Id,OpportunityId,CreatedDate,StageName,Amount,CloseDate,Probability,ForecastCategory',
      'salesforce stage-history',
    ],
    ['Id,OpportunityId,CreatedDate,Field,OldValue,NewValue', 'salesforce stage-history'],
    [
      'Opportunity Name,Opportunity Owner,Account Name,Stage,Amount,Close Date,Fiscal Period',
      'salesforce opportunities',
    ],
    ['Opportunity Name,From Stage,To Stage,Last Modified,Amount', 'salesforce stage-history'],
    ['Id,Name,Industry,BillingCountry,NumberOfEmployees', 'salesforce accounts'],
    ['Id,Name,Username,Email,IsActive,UserRoleId', 'salesforce owners'],
    ['Id,WhoId,WhatId,Subject,ActivityDate,Status,OwnerId', 'salesforce activities'],
    ['Id,Name,ProductCode,Family,IsActive', 'salesforce products'],
    [
      'Record ID,Deal Name,Pipeline,Deal Stage,Amount,Close Date,Create Date,Deal owner',
      'hubspot opportunities',
    ],
    ['hs_object_id,dealname,dealstage,amount,closedate,createdate,pipeline', 'hubspot opportunities'],
    [
      'opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value',
      'generic opportunities',
    ],
    ['case:concept:name,concept:name,time:timestamp,org:resource', 'generic stage-history'],
    ['deal_id,stage,changed_at', 'generic stage-history'],
    ['account,sector,year_established,revenue,employees,office_location', 'generic accounts'],
    ['product,series,sales_price', 'generic products'],
    ['sales_agent,manager,regional_office', 'generic owners'],
    ['activity_id,deal_id,activity_type,activity_date,subject', 'generic activities'],
    ['Id,QuotaOwnerId,StartDate,QuotaAmount', 'salesforce targets'],
    ['LEADID,Last Name,Company,Lead Owner,Lead Status', 'generic leads'],
    ['IsoCode,ConversionRate,StartDate', 'salesforce rates'],
    ['Table,Field,Description', 'generic null'],
    ['city,temperature,rain', 'generic null'],
  ])('%s is %s', (header, expected) => {
    expect(say(header)).toBe(expected);
  });

  it('whatever the order of the columns and whatever else stands beside them', () => {
    const header = ['Id', 'StageName', 'Amount', 'CloseDate', 'IsWon', 'IsClosed', 'CreatedDate', 'OwnerId'];
    const other = ['Zebra__c', ...header.reverse(), 'Notes', 'Legacy Number'];
    expect(recognise(other, [])).toMatchObject({ system: 'salesforce', kind: 'opportunities' });
  });

  it('passes over what explains others or is not measured, and knows what it does not know', () => {
    for (const header of [
      'Table,Field,Description',
      'fiscal_quarter,division,forecast_committed,actual_bookings,variance_pct',
      'First Name,Last Name,Phone,Email,Company',
      'Id,OpportunityId,ContactId,Role,IsPrimary',
    ]) {
      expect(recognise(header.split(','), [])).toMatchObject({ passedOver: true, kind: null });
    }
    expect(recognise(['city', 'temperature'], [])).toMatchObject({
      passedOver: false,
      kind: null,
      confidence: 0,
    });
  });

  it('tells a log from a list by ids that repeat', () => {
    const header = 'deal_id,stage,amount,date';
    const rows = (id: (i: number) => number) =>
      Array.from({ length: 40 }, (_, i) => [`${id(i)}`, 'Demo', '1', '2024-01-05']);
    expect(
      say(
        header,
        rows((i) => i >> 2),
      ),
    ).toBe('generic stage-history');
    expect(
      say(
        `${header},close_date`,
        rows((i) => i),
      ),
    ).toBe('generic opportunities');
  });

  it('obeys the kind that the user gives', () => {
    const given = recognise(['deal_id', 'stage', 'changed_at'], [], { kind: 'opportunities' });
    expect(given).toMatchObject({ kind: 'opportunities' });
    expect(given.confidence).toBeGreaterThan(sureEnough);
    expect(recognise(['city'], [], { kind: 'accounts' })).toMatchObject({ kind: 'accounts' });
  });

  it('says which columns made it think so', () => {
    expect(recognise(['Id', 'StageName', 'CloseDate', 'IsWon'], []).reason).toContain('“StageName”');
  });
});

it('headers of systems are written down as they are compared, so that each can be met', () => {
  const written = knownExports.flatMap(
    ({ needs, never = [], signs, fields, notFields = [], technical = [] }) => [
      ...[needs, signs.map(([, ...some]) => some), Object.values(fields)].flat(2),
      ...[never, notFields, technical].flat(),
    ],
  );
  const words = written.filter((sign) => typeof sign === 'string');
  expect(words.filter((sign) => normaliseHeader(sign) !== sign)).toEqual([]);
});

it('a header that is one word of two hundred thousand letters is passed over at once', () => {
  const before = performance.now();
  recognise(['x'.repeat(200_000), 'stage', 'amount'], []);
  expect(performance.now() - before).toBeLessThan(2000);
});
