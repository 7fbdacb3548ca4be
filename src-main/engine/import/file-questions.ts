import { fileKinds } from '#shared/model/fields';
import type { Warning } from '#shared/results/envelope';
import type { Decision } from '#shared/results/workspace';
import type { ColumnContent } from './column-content';
import { hasNoHeader } from './dialect';
import { hasValueHistory } from './history/value-history';
import type { Recognition } from './recognise';
import { columnOf, type StagedFile } from './staged-file';

const kindLabels: Record<(typeof fileKinds)[number], string> = {
  opportunities: 'A list of opportunities, one row a deal',
  'stage-history': 'A log of stage changes, one row a change',
  activities: 'A list of calls, mails, meetings or tasks',
  accounts: 'A list of accounts',
  products: 'A list of products with prices',
  owners: 'A list of owners and their teams',
  leads: 'A list of leads',
  targets: 'Targets or quotas by period',
  rates: 'Exchange rates',
};

export function kindDecision({ kind, object }: Recognition): Decision {
  return {
    code: 'kind',
    message: kind
      ? `This looks like a ${object}, but not surely. What does the file hold?`
      : 'What does the file hold?',
    choices: fileKinds.map((value) => ({ value, label: kindLabels[value], map: { kind: value } })),
  };
}

/** Asked when nothing says in which stage a deal is or how it ended. */
export function missingStage(file: StagedFile, contents: readonly ColumnContent[]): Decision | null {
  const has = (field: string) => columnOf(file.columns, field) !== undefined;
  if (file.columns.some(({ stage }) => stage !== undefined) || hasValueHistory(file.columns)) return null;
  if (file.kind === 'opportunities' && (has('stage') || has('is_won') || has('is_closed'))) return null;
  if (file.kind === 'stage-history' && (has('stage') || (has('field') && has('new_value')))) return null;
  if (file.kind !== 'opportunities' && file.kind !== 'stage-history') return null;
  const few = contents.filter(
    ({ index, distinct, values, dates, numeric }) =>
      file.columns[index]?.field === null &&
      values.length > 0 &&
      distinct < 0.5 &&
      dates < 0.5 &&
      numeric < 0.5,
  );
  return {
    code: 'missing-stage',
    message: 'Which column holds the stage?',
    choices: few.map(({ name, values }) => ({
      value: name,
      label: `${name} (for example ${[...new Set(values)].slice(0, 3).join(', ')})`,
      map: { columns: { stage: name } },
    })),
  };
}

/** What the user should know about a file whatever is in it. */
export function warningsOf(file: StagedFile): Warning[] {
  const warnings: Warning[] = [];
  if (file.encodingDamage > 0) {
    const places = file.encodingDamage.toLocaleString('en');
    const message = `Bytes in ${places} places are no valid ${file.encoding}; they became “\uFFFD”. Choose another encoding if names look wrong.`;
    warnings.push({ code: 'encoding-damage', message, details: { places: file.encodingDamage } });
  } else if (file.encodingConfidence < 0.6) {
    const message = `The encoding looks like ${file.encoding}, but not surely. Choose another one if names look wrong.`;
    warnings.push({ code: 'encoding-unsure', message, details: { encodings: file.encodings } });
  }
  if (file.recognition.passedOver) {
    warnings.push({
      code: 'passed-over',
      message: `${file.name} is ${file.recognition.object}; it is passed over.`,
    });
  } else if (file.rows === 0) {
    warnings.push({ code: 'header-only', message: `${file.name} has a header but no rows.` });
  }
  if (hasNoHeader(file.dialect) && file.rows > 0) warnings.push(noHeader(file));
  warnings.push(...structureWarnings(file));
  for (const { column, field, bad, filled } of file.columns) {
    if (field === null || bad === 0) continue;
    const message = `${bad.toLocaleString('en')} of ${filled.toLocaleString('en')} values in “${column}” cannot be read and count as empty.`;
    warnings.push({ code: 'unreadable-values', message, details: { column, field, bad, filled } });
  }
  return warnings;
}

function noHeader({ columns }: StagedFile): Warning {
  const told = columns.filter(({ field, confidence }) => field !== null && confidence < 1);
  const fields = told.map(({ column, field }) => `${column} (${field})`);
  const meanings =
    fields.length > 0
      ? ` Values tell what these columns are: ${fields.join(', ')}. Check them, and give the others a field where they have one.`
      : ' Values do not tell what its columns are.';
  return { code: 'no-header', message: `The file has no header: its first row counts as data.${meanings}` };
}

function structureWarnings({ notes, tables, table, shortRows = 0, groups = [] }: StagedFile): Warning[] {
  const warnings: Warning[] = [];
  const [first] = notes;
  if (first) {
    const which =
      notes.length === 1 ? `Line ${first.line.toLocaleString('en')} is` : `${notes.length} lines are`;
    const message = `${which} passed over: below the header, and no data (“${first.text.slice(0, 80)}”).`;
    warnings.push({ code: 'notes-below-header', message, details: { lines: notes.map(({ line }) => line) } });
  }
  if (shortRows > 0) {
    const rows = shortRows === 1 ? '1 row ends' : `${shortRows.toLocaleString('en')} rows end`;
    const message = `${rows} before the last column; the cells that are not there count as empty.`;
    warnings.push({ code: 'short-rows', message, details: { rows: shortRows } });
  }
  if (groups.length > 0) {
    const columns = groups.map((column) => `“${column}”`).join(', ');
    const message = `This is a grouped report. What it says once a group counts for all rows of the group: ${columns}. Subtotals and lines that only name a group are left out.`;
    warnings.push({ code: 'grouped-report', message, details: { columns: groups } });
  }
  if (tables.length > 1) {
    const others = tables
      .filter((other) => other.table !== table)
      .map(({ line }) => line.toLocaleString('en'));
    const message = `The file holds ${tables.length} tables; of those at line ${others.join(', ')} nothing is read. Import the file again with another table chosen, or save them as files of their own.`;
    warnings.push({ code: 'other-tables', message, details: { table } });
  }
  return warnings;
}
