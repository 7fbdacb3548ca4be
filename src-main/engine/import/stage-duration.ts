import type { FileKind } from '#shared/model/fields';
import type { DurationUnit, Mapping } from '#shared/model/mapping';
import type { Decision } from '#shared/results/workspace';
import type { ColumnContent } from './column-content';
import { type FormatHints, numbersOf } from './guess-format';
import type { ColumnMeaning } from './map-columns';
import type { StagedFile, ValueFormat } from './staged-file';
import { durationUnits, isDuration, unitInHeader } from './values/durations';
import { looksNumeric } from './values/numbers';

/**
 * Lengths that stand for a day: `stage_duration` is how long a deal has been in its present stage, `deal_age` how long it
 * has been open or was until it closed. Both are kept under their own names too.
 */
const durationFields = ['stage_duration', 'deal_age'] as const;

export function isDurationField(field: string | null): boolean {
  return durationFields.some((name) => name === field);
}

/** Whether a list has lengths that stand for days. */
export function hasDurations({ columns }: Pick<StagedFile, 'columns'>): boolean {
  return columns.some(({ field, type }) => type !== 'empty' && isDurationField(field));
}

const inStage =
  /^(current )?(stage|phase)[ _]?(duration|age)\b|^stageduration|\b(days?|hours?|minutes?|seconds?|time|age|duration)[ _]?(spent[ _]?)?in[ _]?(the[ _]|this[ _]|current[ _]|deal[ _]|sales[ _]|opportunity[ _])*(stage|phase)\b|^daysinstage|\bdays?[ _]since[ _](last[ _])?stage|阶段(停留|持续|时长|天数)|停留(时长|时间|天数)|단계.*(기간|체류|소요)|ステージ.*(日数|期間|滞在)|(tage|dauer|zeit|stunden) in (der )?(aktuellen )?phase|phasendauer|(jours|dur[ée]e).*[ée]tape|d[ií]as (en|na) (la )?etapa|д(ней|ни) (на|в) (этапе|стадии)/i;
const ofDeal = /^((deal|opportunity|opp)[ _])?age([ _]?[([]?(in[ _])?(days|hours)[)\]]?)?$|^days[ _]open$/i;

/** Columns of a length that tell a day which no column gives. */
export function withDurations(
  meanings: readonly ColumnMeaning[],
  contents: readonly ColumnContent[],
  kind: FileKind,
): ColumnMeaning[] {
  if (kind !== 'opportunities') return [...meanings];
  const has = (field: string) => meanings.some((meaning) => meaning.field === field);
  const dated = has('stage_changed_at') || meanings.some(({ stage }) => stage !== undefined);
  const stage = dated ? -1 : placeOf(meanings, contents, inStage, 'stage_duration');
  const age = has('created_at') ? -1 : placeOf(meanings, contents, ofDeal, 'deal_age');
  return meanings.map((meaning, i) => {
    if (i === stage) return named(meaning, 'stage_duration', 'How long the deal has been in its stage.');
    return i === age ? named(meaning, 'deal_age', 'How long the deal has been open, or was.') : meaning;
  });
}

function named(meaning: ColumnMeaning, field: string, reason: string): ColumnMeaning {
  return meaning.confidence === 1 && meaning.field
    ? meaning
    : { ...meaning, field, confidence: 0.85, reason };
}

function placeOf(
  meanings: readonly ColumnMeaning[],
  contents: readonly ColumnContent[],
  called: RegExp,
  field: string,
): number {
  const given = meanings.findIndex((meaning) => meaning.field === field);
  if (given >= 0) return given;
  return contents.findIndex(
    ({ name, values }, i) =>
      meanings[i]?.field === null &&
      called.test(name.trim()) &&
      values.length > 0 &&
      values.every((value) => isDuration(value) || looksNumeric(value)),
  );
}

/** How a length reads: texts say their unit, plain numbers count the unit that was given, that the header names, or days. */
export function durationFormat(
  content: ColumnContent,
  hints: FormatHints,
  { units = {}, system }: { units: Mapping['units']; system: string },
): ValueFormat {
  const unit = unitOf(content, units, system) ?? 'days';
  return { as: 'duration', plain: { unit, number: numbersOf(content, hints, false) } };
}

/** Reports of Salesforce count whole days. */
function unitOf(
  { name }: ColumnContent,
  units: NonNullable<Mapping['units']>,
  system: string,
): DurationUnit | null {
  return units[name] ?? unitInHeader(name) ?? (system === 'salesforce' ? 'days' : null);
}

const asked: readonly DurationUnit[] = durationUnits.filter((unit) => unit !== 'weeks');

/** Asked where a length is a plain number and nothing says of what. */
export function durationQuestions(
  meanings: readonly ColumnMeaning[],
  contents: readonly ColumnContent[],
  { units = {}, system }: { units: Mapping['units']; system: string },
): Decision[] {
  return contents.flatMap((content, i): Decision[] => {
    const plain = content.values.find((value) => !isDuration(value));
    if (!isDurationField(meanings[i]?.field ?? null) || plain === undefined) return [];
    if (unitOf(content, units, system) !== null) return [];
    const { name } = content;
    return [
      {
        code: 'duration-unit',
        column: name,
        message: `“${name}” holds plain numbers such as ${plain}, and nothing says what they count. Are they days, hours, minutes or seconds?`,
        choices: asked.map((unit) => ({
          value: unit,
          label: `${plain} ${unit}`,
          map: { units: { [name]: unit } },
        })),
      },
    ];
  });
}
