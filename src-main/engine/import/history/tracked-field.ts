import { literal } from '../../query/sql-text';

/** What a log of single fields can change of a deal, and the names that systems give it, without blanks and marks. */
const names = {
  stage:
    'stagename stage dealstage pipelinestage stageid dealstageid salesstage opportunitystage 阶段 销售阶段 商机阶段 단계 フェーズ стадия phase etapa etape',
  amount: 'amount value dealvalue estimatedvalue',
  expected_close: 'closedate closingdate expectedclosedate estimatedclosedate',
  owner: 'owner ownerid opportunityowner dealowner userid hubspotownerid',
  probability: 'probability hsdealstageprobability',
} as const;

export type TrackedField = keyof typeof names;

export const trackedFields = Object.keys(names) as TrackedField[];

/** The field that a log means by this name; null for one that Weir does not follow. */
export function trackedField(name: string): TrackedField | null {
  const plain = name.toLowerCase().replace(/[ _]/g, '');
  return trackedFields.find((field) => names[field].split(' ').includes(plain)) ?? null;
}

/** SQL of the same for the name in `text`. */
export function trackedFieldSql(text: string): string {
  const cases = trackedFields.map((field) => `WHEN ${isTrackedField(text, field)} THEN ${literal(field)}`);
  return `CASE ${cases.join(' ')} END`;
}

/** SQL that is true where the name in `text` is one of the field's. */
export function isTrackedField(text: string, field: TrackedField): string {
  const list = names[field].split(' ').map(literal);
  return `regexp_replace(lower(${text}), '[ _]', '', 'g') IN (${list.join(', ')})`;
}
