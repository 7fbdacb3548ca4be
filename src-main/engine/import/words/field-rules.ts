import type { FileKind } from '#shared/model/fields';
import type { Concept } from './concepts';

/**
 * A field that a header means when it speaks of all `needs`, and of nothing beside them and `may`. `weight` says how
 * surely; a rule of more needs goes before one of fewer.
 */
export type FieldRule = { field: string; needs: Concept[]; may: Concept[]; weight: number };

function rule(field: string, needs: string, may = '', weight = 1): FieldRule {
  const list = (text: string) => text.split(' ').filter(Boolean) as Concept[];
  return { field, needs: list(needs), may: list(may), weight };
}

const ownerRules = [
  rule('owner', 'owner', 'name opportunity person'),
  rule('owner', 'owner id', 'opportunity', 0.8),
  rule('owner', 'owner account', 'name', 0.6),
  rule('owner', 'owner contact', '', 0.7),
  rule('owner', 'person', 'name', 0.55),
  rule('owner', 'person id', '', 0.5),
];

const accountRules = (field: string) => [
  rule(field, 'account', 'name'),
  rule(field, 'account id', 'name', 0.75),
];

const opportunities: FieldRule[] = [
  rule('id', 'opportunity id'),
  rule('id', 'id', '', 0.8),
  rule('name', 'opportunity name'),
  rule('name', 'name', '', 0.8),
  rule('name', 'opportunity', '', 0.75),
  ...accountRules('account'),
  ...ownerRules,
  rule('team', 'team', 'name owner opportunity'),
  rule('team', 'team id', 'owner', 0.7),
  rule('pipeline', 'pipeline', 'name opportunity type'),
  rule('pipeline', 'pipeline id', 'opportunity', 0.8),
  rule('stage', 'stage', 'name opportunity to new'),
  rule('stage', 'stage pipeline', 'name', 0.95),
  rule('stage', 'stage id', 'opportunity', 0.85),
  rule('stage', 'stage status', 'opportunity name', 0.9),
  rule('status', 'status', 'opportunity name'),
  rule('status', 'won lost', 'status is', 0.9),
  rule('status', 'status won', 'is', 0.85),
  rule('status', 'status type', '', 0.8),
  rule('status', 'status id', '', 0.7),
  rule('is_won', 'is won', 'close opportunity'),
  rule('is_closed', 'is close', 'opportunity'),
  rule('segment', 'segment', 'account name type'),
  rule('region', 'region', 'name account'),
  rule('source', 'source', 'opportunity lead name type'),
  rule('source', 'source id', 'opportunity lead', 0.8),
  rule('lead_type', 'type', 'opportunity'),
  rule('product', 'product', 'name type opportunity'),
  rule('product', 'product id', '', 0.7),
  rule('amount', 'amount', 'opportunity currency'),
  rule('amount', 'amount expected', 'opportunity close currency', 0.92),
  rule('amount', 'amount actual', 'opportunity close currency', 0.84),
  rule('amount', 'amount close', 'opportunity won', 0.86),
  rule('amount', 'amount won', 'opportunity', 0.82),
  rule('amount', 'amount product', '', 0.5),
  rule('amount', 'price', 'opportunity', 0.6),
  rule('currency', 'currency', 'opportunity id name type'),
  rule('currency', 'currency amount', 'id opportunity name', 0.9),
  rule('list_price', 'price product', ''),
  rule('probability', 'probability', 'opportunity won close expected'),
  rule('probability', 'won rate', 'opportunity'),
  rule('forecast_category', 'forecast', 'type stage'),
  rule('forecast_category', 'forecast status', '', 0.9),
  rule('forecast_category', 'expected type', '', 0.8),
  rule('created_at', 'create', 'date opportunity'),
  rule('created_at', 'start', 'date opportunity', 0.75),
  rule('created_at', 'opportunity date', '', 0.6),
  rule('close', 'close', 'date opportunity'),
  rule('expected_close', 'expected close', 'date opportunity'),
  rule('expected_close', 'expected won', 'date opportunity', 0.95),
  rule('expected_close', 'expected date', 'opportunity', 0.75),
  rule('expected_close', 'due', 'date opportunity', 0.7),
  rule('closed_at', 'actual close', 'date opportunity'),
  rule('closed_at', 'actual won', 'date opportunity'),
  rule('closed_at', 'won date', 'opportunity close', 0.85),
  rule('lost_at', 'lost date', 'opportunity close', 0.8),
  rule('stage_changed_at', 'stage change', 'last date opportunity'),
  rule('stage_changed_at', 'last stage', 'date', 0.8),
  rule('stage_changed_at', 'stage date', 'start', 0.85),
  rule('stage_changed_at', 'status change', 'last date', 0.8),
  rule('loss_reason', 'lost reason', 'opportunity close'),
  rule('loss_reason', 'lost', 'reason', 0.6),
  rule('loss_reason', 'reason', 'close opportunity', 0.75),
  rule('loss_reason', 'status reason', '', 0.65),
  rule('next_step', 'next step', 'opportunity expected'),
  rule('next_step', 'next activity', '', 0.7),
  rule('next_step', 'next', '', 0.7),
  rule('next_step_date', 'next step date', 'due expected opportunity'),
  rule('next_step_date', 'next activity date', 'due start opportunity'),
  rule('next_step_date', 'next date', '', 0.8),
  rule('last_activity_at', 'last activity', 'date opportunity'),
  rule('last_activity_at', 'last contact', 'date', 0.85),
  rule('last_activity_at', 'last opportunity date', '', 0.6),
  rule('is_deleted', 'deleted', 'is'),
];

const history: FieldRule[] = [
  rule('id', 'opportunity id'),
  rule('id', 'opportunity', 'name', 0.85),
  rule('id', 'id', '', 0.7),
  rule('at', 'change date', 'stage'),
  rule('at', 'stage date', 'change start'),
  rule('at', 'change', 'stage', 0.75),
  rule('at', 'create date', '', 0.8),
  rule('at', 'create', '', 0.7),
  rule('at', 'start date', '', 0.75),
  rule('at', 'date', 'activity', 0.75),
  rule('stage', 'stage', 'name opportunity'),
  rule('stage', 'stage to', 'name opportunity'),
  rule('stage', 'stage new', 'name opportunity id'),
  rule('stage', 'stage id', 'opportunity', 0.85),
  rule('stage', 'status', 'name opportunity', 0.8),
  rule('stage', 'status new', '', 0.9),
  rule('stage', 'status to', '', 0.9),
  rule('amount', 'amount', 'opportunity expected'),
  rule('expected_close', 'expected close', 'date'),
  rule('expected_close', 'close', 'date', 0.9),
  ...ownerRules,
  rule('probability', 'probability', 'won'),
  rule('sequence', 'order', 'stage id'),
  rule('field', 'field', 'name change'),
  rule('old_value', 'old amount', ''),
  rule('new_value', 'new amount', ''),
];

const activities: FieldRule[] = [
  rule('opportunity', 'opportunity id'),
  rule('opportunity', 'opportunity', 'name', 0.9),
  rule('at', 'activity date', 'start'),
  rule('at', 'start date', 'activity', 0.95),
  rule('at', 'start', 'activity', 0.8),
  rule('at', 'due', 'date activity', 0.85),
  rule('at', 'date', '', 0.85),
  rule('at', 'create', 'date', 0.65),
  rule('type', 'activity type', ''),
  rule('type', 'type', '', 0.9),
  rule('subject', 'activity name'),
  rule('subject', 'name', '', 0.9),
  rule('subject', 'activity', '', 0.6),
  rule('owner', 'activity owner', ''),
  ...accountRules('account'),
  ...ownerRules,
  rule('status', 'status', 'activity'),
];

const accounts: FieldRule[] = [
  rule('key', 'account id'),
  rule('key', 'id', '', 0.85),
  rule('name', 'account', 'name'),
  rule('name', 'name', '', 0.8),
  rule('segment', 'segment', 'account type'),
  rule('segment', 'account type', '', 0.7),
  rule('segment', 'account tier', '', 0.7),
  rule('region', 'region', 'account name'),
];

const products: FieldRule[] = [
  rule('key', 'product id', '', 0.9),
  rule('key', 'product', 'name'),
  rule('key', 'name', '', 0.7),
  rule('list_price', 'price', 'product amount'),
];

const owners: FieldRule[] = [
  rule('key', 'owner id'),
  rule('key', 'person id', '', 0.95),
  rule('key', 'id', '', 0.8),
  rule('name', 'owner', 'name'),
  rule('name', 'person', 'name', 0.9),
  rule('name', 'name', '', 0.85),
  rule('team', 'team', 'name'),
  rule('region', 'region', 'name'),
];

const leads: FieldRule[] = [
  rule('id', 'lead id'),
  rule('id', 'id', '', 0.8),
  rule('name', 'lead name'),
  rule('name', 'contact name', '', 0.8),
  rule('name', 'lead', '', 0.8),
  rule('name', 'name', '', 0.75),
  rule('company', 'account', 'name lead'),
  rule('owner', 'lead owner', ''),
  ...ownerRules,
  rule('source', 'source', 'lead'),
  rule('status', 'status', 'lead'),
  rule('status', 'stage', 'lead', 0.8),
  rule('created_at', 'create', 'date lead'),
  rule('is_converted', 'convert', 'is lead'),
  rule('converted_at', 'convert date', 'lead'),
  rule('opportunity', 'convert opportunity', 'id name'),
];

const targets: FieldRule[] = [
  rule('period', 'period', 'date quota start name'),
  rule('period', 'start date', '', 0.7),
  rule('period', 'date', '', 0.6),
  ...ownerRules,
  rule('team', 'team', 'name'),
  rule('amount', 'quota', 'amount period owner name'),
  rule('amount', 'expected', 'amount', 0.8),
  rule('currency', 'currency', 'id amount'),
];

const rates: FieldRule[] = [
  rule('currency', 'currency', 'id name from'),
  rule('currency', 'from', '', 0.7),
  rule('to', 'currency to', 'id'),
  rule('to', 'to', '', 0.7),
  rule('day', 'date', 'start', 0.9),
  rule('rate', 'rate', 'currency convert amount'),
];

export const fieldRules: Record<FileKind, readonly FieldRule[]> = {
  opportunities,
  'stage-history': history,
  activities,
  accounts,
  products,
  owners,
  leads,
  targets,
  rates,
};
