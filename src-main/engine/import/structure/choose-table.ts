import type { Mapping } from '#shared/model/mapping';
import type { Decision, TableReport } from '#shared/results/workspace';
import { recognise, sureEnough } from '../recognise';

/** The table that is read: the one asked for, else the only one of the pipeline, else the first. */
export function chooseTable(tables: readonly TableReport[], wanted: number | undefined): number {
  return tables.find(({ table }) => table === wanted)?.table ?? obviousTable(tables) ?? 1;
}

/** Asked where a file has several tables and not exactly one of them is a list or a log of deals. */
export function tableDecision(tables: readonly TableReport[], mapping: Mapping): Decision | null {
  if (tables.length < 2 || mapping.table !== undefined || obviousTable(tables) !== null) return null;
  return {
    code: 'table',
    message: `The file holds ${tables.length} tables. Which one is to be imported?`,
    choices: tables.map(({ table, line, rows, headers }) => ({
      value: String(table),
      label: `Line ${line.toLocaleString('en')}: ${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'} of ${headers.slice(0, 5).join(', ')}${headers.length > 5 ? ', …' : ''}`,
      map: { table },
    })),
  };
}

function obviousTable(tables: readonly TableReport[]): number | null {
  const deals = tables.filter(({ headers }) => {
    const { kind, confidence } = recognise(headers, []);
    return confidence >= sureEnough && (kind === 'opportunities' || kind === 'stage-history');
  });
  return deals.length === 1 ? (deals[0]?.table ?? null) : null;
}
