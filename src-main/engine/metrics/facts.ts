import type { Connection } from '#engine/query/connection';
import { type Evidence, evidenceGrades } from '#shared/model/evidence';
import { opportunityFields } from '#shared/model/fields';
import type { Stage } from '#shared/model/stage';
import type { StageLayer } from '#shared/model/template';
import { stageLayers } from './stage-layers';

/** A column of weir.opportunity that can be filtered and broken down by. */
export type FieldColumn = { field: string; label: string; type: string; extra: boolean };

/** What every metric needs to know of the workspace; read once after each change of the data. */
export type WorkspaceFacts = {
  asOf: string;
  clock: 'day' | 'instant';
  opportunities: number;
  stages: (Stage & { stageId: number })[];
  pipelines: { pipeline: string; deals: number }[];
  fields: FieldColumn[];
  /** Names of the export's own columns, in lower case, for fields of the dictionary: sales_agent → owner. */
  aliases: Map<string, string>;
  evidence: Evidence;
  evidenceShares: Partial<Record<Evidence, number>>;
  /** Losses of days of clean-up that have another date than the booked one, and their days. */
  cleanUps: { losses: number; firstDay: string | null };
  /** Templates laid over the stages of pipelines. */
  layers: StageLayer[];
  /** How many values a field has, of those that were asked for. */
  groups: Map<string, number>;
  /** Month in which the fiscal year begins, 1 to 12. */
  fiscalYearStart: number;
  /** Whether some deals came into view at a later age only. */
  hasLateEntries: boolean;
  /** Whether anything is known of when somebody worked on deals. */
  hasTouches: boolean;
  /** Whether an owner may be nothing but blanks. */
  hasBlankOwners: boolean;
  /** Fields of open deals' upkeep that any deal has a value in. */
  kept: ReadonlySet<KeptField>;
};

/** What people have to keep up themselves, and leave empty altogether where their CRM does without. */
const keptFields = [
  'expected_close',
  'next_step',
  'next_step_date',
  'probability',
  'forecast_category',
] as const;
export type KeptField = (typeof keptFields)[number];

/** Columns of weir.opportunity that Weir keeps for itself. */
const internal = new Set(
  'key stage_id started_at known_from stage_known_from observed_from stage_entered_at next_life_at settled_at is_newest_life life file_key record amount_own currency_rate'.split(
    ' ',
  ),
);
const labels = new Map(opportunityFields.map((field) => [field.field, field.label]));
const derivedLabels = new Map([
  ['outcome', 'Outcome'],
  ['evidence', 'Evidence'],
  ['amount_origin', 'Amount from'],
  ['is_missing', 'Missing in the newest list'],
  ['missing_since', 'Missing since'],
]);

export async function readFacts(
  connection: Connection,
  asOf: string,
  clock: 'day' | 'instant',
  aliases: Map<string, string>,
): Promise<WorkspaceFacts> {
  const columns = await connection.all<{ column_name: string; column_type: string }>(
    'DESCRIBE weir.opportunity',
  );
  const stages = await connection.all<{
    stage_id: number;
    pipeline: string;
    stage: string;
    rank: number;
    kind: string;
  }>('SELECT stage_id, pipeline, stage, rank, kind FROM weir.stage ORDER BY stage_id');
  const pipelines = await connection.all<{ pipeline: string; deals: number }>(
    'SELECT pipeline, count(*) AS deals FROM weir.opportunity GROUP BY pipeline ORDER BY deals DESC, pipeline',
  );
  const grades = await connection.all<{ evidence: Evidence; deals: number }>(
    'SELECT evidence, count(*) AS deals FROM weir.opportunity GROUP BY evidence ORDER BY deals DESC',
  );
  const opportunities = grades.reduce((sum, grade) => sum + grade.deals, 0);
  const cleanUps = await connection.one<{ losses: number; first: string | null }>(
    'SELECT count(*) AS losses, min(closed_at)::DATE AS first FROM weir.clean_up_loss WHERE dated_at < closed_at',
  );
  const { fiscal, late, touches, blank, kept } = await connection.one<{
    fiscal: number;
    late: boolean;
    touches: boolean;
    blank: boolean;
    kept: string;
  }>(
    `SELECT
      coalesce((SELECT value FROM weir.setting WHERE name = 'fiscal_year_start')::INTEGER, 1) AS fiscal,
      EXISTS (FROM weir.narrow_life WHERE entry_age IS NOT NULL) AS late,
      EXISTS (FROM weir.touch) OR EXISTS (FROM weir.opportunity WHERE last_activity_at IS NOT NULL) AS touches,
      EXISTS (FROM weir.owner_name WHERE trim(owner::VARCHAR) = '') AS blank,
      concat_ws(',', ${keptFields
        .map(
          (name) => `CASE WHEN EXISTS (FROM weir.opportunity WHERE ${name} IS NOT NULL) THEN '${name}' END`,
        )
        .join(', ')}) AS kept`,
  );
  return {
    asOf,
    clock,
    opportunities,
    stages: stages.map((s) => ({ ...s, kind: s.kind as Stage['kind'], stageId: s.stage_id })),
    pipelines,
    fields: columns
      .filter((column) => !internal.has(column.column_name))
      .map((column) => fieldColumn(column.column_name, column.column_type)),
    aliases,
    cleanUps: { losses: cleanUps.losses, firstDay: cleanUps.first },
    layers: await stageLayers(connection),
    groups: new Map(),
    fiscalYearStart: fiscal,
    hasLateEntries: late,
    hasTouches: touches,
    hasBlankOwners: blank,
    kept: new Set(keptFields.filter((name) => kept.split(',').includes(name))),
    evidence: grades[0]?.evidence ?? 'state',
    evidenceShares: Object.fromEntries(
      evidenceGrades.flatMap((grade) => {
        const deals = grades.find((row) => row.evidence === grade)?.deals ?? 0;
        return deals > 0 ? [[grade, deals / opportunities]] : [];
      }),
    ),
  };
}

function fieldColumn(name: string, type: string): FieldColumn {
  const label = labels.get(name) ?? derivedLabels.get(name);
  return { field: name, label: label ?? name, type: plainType(type), extra: label === undefined };
}

function plainType(type: string): string {
  if (/^DECIMAL/.test(type)) return 'amount';
  if (/INT|DOUBLE|FLOAT/.test(type)) return 'number';
  if (type === 'DATE') return 'day';
  if (/^TIMESTAMP/.test(type)) return 'instant';
  return type === 'BOOLEAN' ? 'boolean' : 'text';
}
