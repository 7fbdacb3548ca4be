import type { FileKind } from '#shared/model/fields';
import type { Warning } from '#shared/results/envelope';
import type { Decision } from '#shared/results/workspace';
import { closeRoleOf } from './close-role';
import { currenciesOf, currencyInText, withCurrencyCodes } from './currency-values';
import { findDamage, type LinesOf } from './damage/find-damage';
import { onlyDealAttributes } from './deal-attributes';
import { draftColumns } from './draft-columns';
import { checkIds, checkOrderOfDates } from './file-checks';
import { kindDecision, missingStage, warningsOf } from './file-questions';
import { meaningsOfTable, type TableColumns } from './meanings-of-table';
import { closedSql } from './outcome';
import { proveColumns } from './prove-columns';
import { descriptionOf, sureEnough } from './recognise';
import { settleStages } from './settle-stages';
import { durationQuestions } from './stage-duration';
import { mostStages, transitionsOf } from './stage-facts';
import { columnOf, type Query, type StagedColumn, type StagedFile } from './staged-file';
import { orderIsKnown } from './stages';

/** Finds out what each column of a recognised table means and how to convert it, with what has to be asked or told. */
export async function understandTable(
  staged: StagedFile,
  kind: FileKind,
  table: TableColumns,
  linesOf: LinesOf,
  query: Query,
): Promise<StagedFile> {
  const { mapping, recognition, raw, rows } = staged;
  const { contents } = table;
  const meant = await meaningsOfTable(staged, kind, table, query);
  const drafts = draftColumns(staged, kind, table, meant);
  const kept = kind === 'stage-history' ? await onlyDealAttributes(query, raw, drafts, rows) : drafts;
  const dated = await proveColumns(query, raw, kept, mapping);
  const { system, object } = recognition;
  const { damage, columns: mended } = await findDamage(
    { query, raw, rows, kind, system, object, columns: dated.columns },
    linesOf,
  );
  const settled = await settleStages(query, raw, mended, kind, descriptionOf(recognition), mapping.stages);
  const columns = await withCurrencyCodes(query, raw, mended);
  const currency = staged.currency ?? currencyInText(columns);
  const understood: StagedFile = {
    ...staged,
    ...settled.words,
    columns,
    damage: [...staged.damage, ...damage],
    dateOrder: dated.dateOrder,
    stages: settled.facts,
    transitions: orderIsKnown(settled.facts) ? [] : await transitionsOf(query, raw, kind, mended, rows),
    closeRole: kind === 'opportunities' ? await closeRoleOf(query, raw, mended, settled.words) : null,
    currency,
    currencies: kind === 'opportunities' ? await currenciesOf(query, raw, { columns, currency }, rows) : [],
  };
  const unsure = recognition.confidence < sureEnough && !mapping.kind ? [kindDecision(recognition)] : [];
  const stage = missingStage(understood, contents);
  const units = { units: mapping.units, system };
  const deals = kind === 'opportunities' && rows > 0 ? await checkDeals(query, understood, table) : noChecks;
  const checked = { ...understood, ...deals.file };
  return {
    ...checked,
    decisions: [
      ...staged.decisions,
      ...unsure,
      ...meant.decisions,
      ...dated.decisions,
      ...durationQuestions(meant.meanings, contents, units),
      ...(stage ? [stage] : []),
      ...deals.decisions,
    ],
    warnings: [
      ...warningsOf(checked),
      ...staged.warnings,
      ...dated.warnings,
      ...(settled.facts.length > mostStages ? [tooManyStages(mended)] : []),
      ...deals.warnings,
    ],
  };
}

type DealChecks = { file: Partial<StagedFile>; decisions: Decision[]; warnings: Warning[] };

const noChecks: DealChecks = { file: {}, decisions: [], warnings: [] };

/** How deals are told apart, and whether their dates follow each other. */
async function checkDeals(query: Query, file: StagedFile, { contents }: TableColumns): Promise<DealChecks> {
  const { raw, columns, mapping } = file;
  const withoutId = mapping.columns?.id === null;
  const { decisions, warnings, ...ids } = await checkIds(query, raw, columns, contents, withoutId);
  const order = await checkOrderOfDates(query, raw, columns, closedSql(columns, file));
  return { file: ids, decisions, warnings: [...warnings, ...order] };
}

function tooManyStages(columns: readonly StagedColumn[]): Warning {
  const column = columnOf(columns, 'stage')?.column ?? '';
  return {
    code: 'too-many-stages',
    message: `“${column}” has more than ${mostStages.toLocaleString('en')} different values; a column with so many is hardly a stage.`,
    details: { column },
  };
}
