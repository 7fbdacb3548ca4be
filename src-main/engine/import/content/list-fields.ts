import { identifier, literal } from '../../query/sql-text';
import type { ColumnContent } from '../column-content';
import { outcomeOfWord } from '../stage-lexicon';
import type { StagedColumn } from '../staged-file';
import { isCurrencyCode } from '../values/currencies';
import { collectMeanings } from './collect-meanings';
import {
  areCompanies,
  areMails,
  areNames,
  areNumbers,
  areOutcomes,
  arePeople,
  areRepeated,
  areSurelyAmounts,
  mayBeAmounts,
} from './column-looks';
import { dateRoles } from './date-roles';
import type { ContentMeaning, NamelessTable } from './nameless-table';

type Known = {
  id: ColumnContent | undefined;
  stages: readonly ColumnContent[];
  dates: readonly StagedColumn[];
};

/** The fields of a list of opportunities that values tell, each once but amounts, which may have to be asked about. */
export async function listFields(table: NamelessTable, known: Known): Promise<ContentMeaning[]> {
  const { query, raw, contents } = table;
  const dated = known.dates.map(({ index }) => index);
  const { found, add, rest } = collectMeanings(contents, dated);
  add(known.id, 'id', 0.6, 'Every row has another value, and they look like ids.');
  const [stage, status] = stageAndStatus(known.stages, table);
  add(stage, 'stage', 0.65, 'Its values are stages of a sale.');
  add(status, 'status', 0.6, 'Its values say open, won or lost.');
  const told = status ?? stage;
  const closed = told ? oneOfSql(told.name, closedValues(told)) : 'FALSE';
  found.push(...(await dateRoles(query, raw, known.dates, closed)));
  const outcomes = outcomesOf(table, told);
  add(
    rest().find((content) => areChances(content, outcomes, table)),
    'probability',
    0.6,
    chanceReason,
  );
  for (const content of rest().filter(mayBeAmounts))
    add(
      content,
      'amount',
      areSurelyAmounts(content) ? 0.6 : 0.45,
      'Its values are numbers that can be money.',
    );
  add(rest().find(areCurrencies), 'currency', 0.6, 'Its values are codes of currencies.');
  add(
    rest().find((content) => areLossReasons(content, outcomes, table)),
    'loss_reason',
    0.55,
    lossReason,
  );
  const people = rest()
    .filter(arePeople)
    .sort((a, b) => Number(areMails(b)) - Number(areMails(a)) || b.distinct - a.distinct);
  add(people[0], 'owner', 0.5, 'Its values are people, each in several rows.');
  const companies = rest().filter(areCompanies);
  const names = rest().filter(areNames);
  const account = companies.find((content) => names.length > 1 || !names.includes(content));
  add(account, 'account', 0.55, 'Its values have the legal forms of companies.');
  add(rest().find(areNames), 'name', 0.45, 'Its texts nearly all differ, as names of deals do.');
  return found;
}

const chanceReason = 'Won deals have 100 % in it and lost ones 0.';
const lossReason = 'Lost deals have it and others do not.';

/**
 * What says most of the course of a sale is the stage; a column that says no more than how it ended is the status, where
 * it does not contradict the stage.
 */
function stageAndStatus(
  stages: readonly ColumnContent[],
  table: NamelessTable,
): (ColumnContent | undefined)[] {
  const distinct = ({ values }: ColumnContent) => new Set(values).size;
  const [stage] = stages.filter((one) => !areOutcomes(one)).sort((a, b) => distinct(b) - distinct(a));
  const ends = outcomesOf(table, stage).map((outcome) => (isEnd(outcome) ? outcome : null));
  const status = stages.filter(areOutcomes).find((one) => {
    const told = outcomesOf(table, one);
    const both = ends.filter((end) => end !== null).length;
    return ends.filter((end, i) => end !== null && end === told[i]).length >= both * 0.9;
  });
  return [stage, status];
}

function isEnd(outcome: Outcome): boolean {
  return outcome === 'won' || outcome === 'lost';
}

function closedValues({ values }: ColumnContent): string[] {
  return [...new Set(values)].filter((value) => ['won', 'lost', 'post'].includes(outcomeOfWord(value) ?? ''));
}

type Outcome = ReturnType<typeof outcomeOfWord>;

/** How the deal of each sampled row ended, as far as its stage or status says. */
function outcomesOf({ sample }: NamelessTable, told: ColumnContent | undefined): Outcome[] {
  const known = new Map<string, Outcome>();
  return sample.map((row) => {
    const word = told ? (row[told.index]?.trim() ?? '') : '';
    if (!known.has(word)) known.set(word, word === '' ? null : outcomeOfWord(word));
    return known.get(word) ?? null;
  });
}

function cellsWhere(
  { index }: ColumnContent,
  outcomes: readonly Outcome[],
  { sample }: NamelessTable,
  test: (outcome: Outcome) => boolean,
): string[] {
  return sample.flatMap((row, i) => (test(outcomes[i] ?? null) ? [row[index]?.trim() ?? ''] : []));
}

/** 100 or 1 for won deals and 0 for lost ones, as CRMs set probabilities. */
function areChances(content: ColumnContent, outcomes: readonly Outcome[], table: NamelessTable): boolean {
  if (!areNumbers(content) || new Set(content.values).size < 2) return false;
  const of = (outcome: Outcome) =>
    cellsWhere(content, outcomes, table, (one) => one === outcome).filter((cell) => cell !== '');
  const [won, lost] = [of('won'), of('lost')];
  const number = (cell: string) => Number(cell.replace(/\s*%$/, '').replace(',', '.'));
  const all = content.values.map(number);
  if (won.length === 0 || lost.length === 0 || !all.every((value) => value >= 0 && value <= 100))
    return false;
  const certain = won.filter((cell) => [1, 100].includes(number(cell))).length;
  const none = lost.filter((cell) => number(cell) === 0).length;
  return certain >= won.length * 0.9 && none >= lost.length * 0.9;
}

function areLossReasons(content: ColumnContent, outcomes: readonly Outcome[], table: NamelessTable): boolean {
  if (!areRepeated(content)) return false;
  const lost = cellsWhere(content, outcomes, table, (outcome) => outcome === 'lost');
  const others = cellsWhere(content, outcomes, table, (outcome) => outcome !== 'lost');
  const filled = (cells: readonly string[]) => cells.filter((cell) => cell !== '').length;
  return lost.length > 1 && filled(lost) >= lost.length * 0.5 && filled(others) <= others.length * 0.05;
}

function areCurrencies({ values }: ColumnContent): boolean {
  return values.every((value) => /^[A-Z]{3}$/.test(value) && isCurrencyCode(value));
}

/** SQL that is true where a column has one of these values. */
function oneOfSql(column: string, values: readonly string[]): string {
  return values.length === 0 ? 'FALSE' : `trim(${identifier(column)}) IN (${values.map(literal).join(', ')})`;
}
