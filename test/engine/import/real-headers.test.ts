import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dataFolder, hasShared } from '../../support/vectors';
import { understood } from './support/understood';

/** What each header row of the shared list is, in its order, with the columns of the main fields. */
const expected: Record<string, [what: string, fields: Record<string, string>][]> = {
  'Salesforce data export (API names)': [
    [
      'salesforce opportunities',
      {
        id: 'Id',
        stage: 'StageName',
        amount: 'Amount',
        owner: 'OwnerId',
        close: 'CloseDate',
        created_at: 'CreatedDate',
      },
    ],
    [
      'salesforce stage-history',
      {
        id: 'OpportunityId',
        at: 'CreatedDate',
        stage: 'StageName',
        amount: 'Amount',
        expected_close: 'CloseDate',
      },
    ],
    ['salesforce activities', { opportunity: 'WhatId', at: 'ActivityDate', owner: 'OwnerId' }],
    ['salesforce activities', { opportunity: 'WhatId', at: 'ActivityDateTime', owner: 'OwnerId' }],
    ['salesforce passed over', {}],
    [
      'salesforce opportunities',
      { id: 'OpportunityId', stage: 'StageName', close: 'CloseDate', created_at: 'CreatedDate' },
    ],
  ],
  'Salesforce report (labels)': [
    [
      'salesforce opportunities',
      {
        id: 'Opportunity ID',
        stage: 'Stage',
        amount: 'Amount',
        close: 'Close Date',
        created_at: 'Created Date',
      },
    ],
    [
      'salesforce opportunities',
      {
        owner: 'Opportunity Owner',
        amount: 'Total Amount',
        currency: 'Total Amount Currency',
        close: 'Close Date',
      },
    ],
  ],
  'Salesforce through Fivetran': [
    [
      'salesforce opportunities',
      { id: 'id', stage: 'stage_name', amount: 'amount', owner: 'owner_id', close: 'close_date' },
    ],
    ['salesforce opportunities', { id: 'id', stage: 'stage_name', created_at: 'created_date' }],
  ],
  'HubSpot export (labels)': [
    [
      'hubspot opportunities',
      { id: 'Record ID', stage: 'Deal Stage', owner: 'Deal owner', created_at: 'Create Date' },
    ],
    ['hubspot opportunities', { stage: 'Implementation pipeline stage' }],
    ['hubspot opportunities', { id: 'Record ID', amount: 'Amount', close: 'Close Date' }],
    ['hubspot opportunities', { id: 'Record ID', account: 'Company Name', owner: 'Deal Owner' }],
  ],
  'HubSpot (API property names)': [
    [
      'hubspot opportunities',
      {
        id: 'hs_object_id',
        stage: 'dealstage',
        amount: 'amount',
        close: 'closedate',
        created_at: 'createdate',
      },
    ],
    ['hubspot opportunities', { name: 'dealname', stage: 'dealstage', close: 'close date' }],
  ],
  'HubSpot through a warehouse': [
    [
      'hubspot opportunities',
      { id: 'DEAL_ID', stage: 'STAGE_NAME', amount: 'AMOUNT_IN_HOME_CURRENCY', created_at: 'CREATED_AT' },
    ],
    [
      'hubspot opportunities',
      { id: 'deal_id', stage: 'deal_pipeline_stage_id', owner: 'owner_id', close: 'property_closedate' },
    ],
    ['hubspot stage-history', { id: 'deal_id', at: 'date_entered', stage: 'value' }],
  ],
  'Pipedrive export': [
    [
      'pipedrive opportunities',
      {
        id: 'Deal - ID',
        stage: 'Deal - Stage',
        amount: 'Deal - Value',
        created_at: 'Deal - Deal created',
        closed_at: 'Deal - Won time',
        lost_at: 'Deal - Lost time',
      },
    ],
    ['pipedrive leads', { id: 'Lead - ID', owner: 'Lead - Owner', created_at: 'Lead - Lead created' }],
    [
      'pipedrive opportunities',
      { stage: 'Deal - Stage', expected_close: 'Deal - Expected close date', account: 'Organization - Name' },
    ],
    [
      'pipedrive opportunities',
      {
        id: 'Deal - System ID',
        stage: 'Deal - Stage (pipeline)',
        created_at: 'Deal - Creation date',
        closed_at: 'Deal - Closed on',
      },
    ],
  ],
  Zoho: [
    [
      'zoho opportunities',
      // The id of a lead stands for that of the deal by what the rows say, not by its name.
      {
        name: 'Potential Name',
        owner: 'Potential Owner',
        close: 'Closing Date',
        amount: 'Amount',
      },
    ],
    ['zoho leads', { id: 'LEADID', status: 'Lead Status', is_converted: 'CONVERTED' }],
    ['zoho activities', { owner: 'Task Owner', at: 'Due Date' }],
    ['zoho activities', { opportunity: 'POTENTIALID', at: 'Call Start Time', type: 'Call Type' }],
    [
      'zoho opportunities',
      { id: 'Record Id', owner: 'Deal Owner.id', close: 'Closing Date', stage: 'Stage' },
    ],
  ],
  'Dynamics 365': [
    ['dynamics opportunities', { name: 'Topic', amount: 'Est. Revenue', closed_at: 'Actual Close Date' }],
    [
      'dynamics opportunities',
      {
        id: '(Do Not Modify) Opportunity',
        stage: 'Sales Stage',
        status: 'Status',
        amount: 'Est. revenue',
        expected_close: 'Est. close date',
        owner: 'Owner',
        created_at: 'Created On',
      },
    ],
  ],
  Odoo: [
    [
      'odoo opportunities',
      {
        id: 'id',
        amount: 'planned_revenue',
        owner: 'user_id/id',
        expected_close: 'date_deadline',
        is_active: 'active',
      },
    ],
  ],
  Freshsales: [
    ['freshsales opportunities', { name: 'Name', amount: 'Deal value', stage: 'Deal stage', owner: 'Owner' }],
    [
      'freshsales opportunities',
      { name: 'name', amount: 'amount', stage: 'deal_stage_id', owner: 'owner_id' },
    ],
  ],
  Close: [
    [
      'close opportunities',
      {
        stage: 'status_label',
        status: 'status_type',
        amount: 'value',
        owner: 'user_name',
        created_at: 'date_created',
        closed_at: 'date_won',
      },
    ],
  ],
  Bitrix24: [
    [
      'bitrix24 opportunities',
      {
        id: 'ID',
        stage: 'STAGE_ID',
        owner: 'ASSIGNED_BY_ID',
        amount: 'OPPORTUNITY',
        close: 'CLOSEDATE',
        created_at: 'DATE_CREATE',
      },
    ],
    [
      'bitrix24 opportunities',
      {
        id: 'deal_id',
        stage: 'stage_id',
        owner: 'manager_id',
        amount: 'expected_amount',
        closed_at: 'closed_at',
      },
    ],
    ['bitrix24 stage-history', { id: 'deal_id', stage: 'new_stage_id', at: 'changed_at' }],
  ],
  Chinese: [
    [
      'generic opportunities',
      {
        id: '商机编号',
        stage: '商机阶段',
        amount: '预估金额',
        owner: '负责人',
        expected_close: '预期成交日期',
        closed_at: '实际成交日期',
        created_at: '创建时间',
      },
    ],
    [
      'kingdee opportunities',
      { id: 'ID', name: '商机名称', account: '客户名称', stage: '商机状态', created_at: '商机日期' },
    ],
    ['generic opportunities', { name: '销售机会名称', expected_close: '预计关闭日期', account: '客户名称' }],
  ],
  Korean: [
    ['generic activities', { opportunity: '영업기회', at: '활동일', type: '활동유형' }],
    ['generic opportunities', { name: '영업기회명', stage: '단계', amount: '금액', created_at: '등록일' }],
    ['generic opportunities', { stage: '영업단계', owner: '담당자', created_at: '가입일' }],
  ],
  Japanese: [
    ['generic opportunities', { account: '顧客', amount: '金額', owner: '担当', probability: '確度' }],
    [
      'generic opportunities',
      { name: '商談名', stage: 'フェーズ', owner: '商談所有者', expected_close: '完了予定日' },
    ],
  ],
  German: [['generic opportunities', { created_at: 'CreateDate', loss_reason: 'Absage - Grund' }]],
  NetSuite: [
    [
      'netsuite opportunities',
      {
        id: 'NetSuite Opportunity ID',
        stage: 'NetSuite Opportunity Status',
        expected_close: 'NetSuite Expected Close Date',
      },
    ],
  ],
  'Generic and challenge files': [
    [
      'generic opportunities',
      {
        id: 'opportunity_id',
        owner: 'sales_agent',
        stage: 'deal_stage',
        amount: 'close_value',
        close: 'close_date',
      },
    ],
    ['generic leads', { id: 'mql_id', created_at: 'first_contact_date', source: 'origin' }],
    ['generic activities', { lead: 'lead_id', at: 'activity_at', owner: 'rep_id' }],
    ['generic owners', { key: 'rep_id', name: 'rep_name', team: 'team' }],
    ['generic targets', { owner: 'rep_name', period: 'month', amount: 'monthly_quota' }],
    [
      'generic opportunities',
      {
        id: 'deal_id',
        stage: 'deal_stage',
        amount: 'deal_amount',
        closed_at: 'closed_date',
        status: 'outcome',
      },
    ],
    [
      'generic opportunities',
      { id: 'opportunity_id', owner: 'assigned_rep', stage: 'stage', close: 'close_date' },
    ],
    ['generic stage-history', { id: 'deal_id', stage: 'stage', at: 'stage_date' }],
    ['generic stage-history', { id: 'case:concept:name', stage: 'concept:name', at: 'time:timestamp' }],
  ],
};

type Entry = { header: string[] };

describe.skipIf(!hasShared('data/headers.json'))('header rows of real exports', () => {
  const groups: Record<string, Entry[]> = hasShared('data/headers.json')
    ? JSON.parse(readFileSync(`${dataFolder}headers.json`, 'utf8'))
    : {};

  it.each(Object.entries(groups))('of %s are recognised and mapped', (group, entries) => {
    expect(Object.keys(expected)).toContain(group);
    const found = entries.map(({ header }) => understood(header));
    expect(found.map(({ what }) => what)).toEqual(expected[group]!.map(([what]) => what));
    for (const [i, [, fields]] of expected[group]!.entries()) expect(found[i]!.fields).toMatchObject(fields);
  });

  it('name the stages of a list with one date a stage', () => {
    const [row] = groups.German ?? [];
    expect(understood(row?.header ?? []).stages).toEqual([
      'Erstgespräch',
      'Abschlussgespräch',
      'Angebot unterschrieben',
      'Handover',
      'Absage',
    ]);
  });
});
