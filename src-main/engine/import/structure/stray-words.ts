/** Words, in the languages of exports, that head a row of totals. Regular expressions for JavaScript and DuckDB alike. */
const totals = [
  '(grand |sub-?|overall |running )?totals?',
  '(grand |sub-?)?total (général|general|generale|geral)',
  'gesamt(summe|ergebnis)?|(zwischen|end)?summe|insgesamt',
  'totale|totaux|sous-total|somme|suma( total)?|soma|totaal|subtotaal|razem|ogółem',
  'итого|всего|общий итог|промежуточный итог',
  '总计|合计|小计|共计|累计|汇总|總計|合計|小計|総計|総合計',
  '총계|합계|소계|누계|총합계',
  'sum|count|average|avg|mean|durchschnitt|moyenne|promedio|平均|평균',
].join('|');

/** The first filled cell of such a row: a word for total alone, with a count, or after the group it sums up. */
export const totalPattern = `^(${totals})(\\s*[:：]|\\s*\\(.*\\)|\\s+(for|of|für|pour|de|по)\\s.*)?$`;
export const groupTotalPattern =
  '^.{1,80}(\\s(grand total|sub-?total|total|summe|ergebnis|итог|итого)|小计|合计|小計|合計|소계|합계|\\s(총계|计|計|계))$';

/** Lines that programs write below the data. */
export const trailerPattern = `^(${[
  'copyright|©|\\(c\\) |confidential|all rights reserved',
  'generated (by|on|at|from)|created by report|report (generated|run|name|type|owner)|exported (by|on|from|at)|export date',
  'as of |run (by|date|on)|printed (by|on)|filtered by|filters? ?[:(]|show(ing)? |sorted by|grouped by|date range|time ?frame',
  'page \\d+|seite \\d+|total records|records? ?[:(]|rows? ?:|record count|end of (report|file|data)',
  '\\d[\\d,. ]*(records?|rows?|items?|datensätze|zeilen|条|件|건)',
  'source ?:|notes? ?:|hinweis ?:|footnote|disclaimer|[*※—=_-]{2,}|※|注[:：]|备注[:：]|비고[: ]',
].join('|')})`;
/** What stands beside a total: sums, counts and shares with their signs. */
export const sumPattern =
  "^[-+(]?[^\\p{L}\\d]{0,3}([A-Z]{3} ?)?[-+]?\\d[\\d.,\\s'’]*[^\\p{L}\\d]{0,3}( ?[A-Z]{3})?$";

/** The same with the name of what was summed up, as Salesforce writes it: `Subtotal`, `Sum`, 300. */
export const besideTotal = `${sumPattern}|^(sum|count|average|avg|max|min|median|record count|(sum|average|avg|max|min) of .*|summe|anzahl|mittelwert|durchschnitt|合计|计数|平均值|합계|개수|평균|合計|件数|平均)$`;

export const strayReasons = {
  header: 'the names of the columns again',
  total: 'a total of other rows',
  note: 'a note, not a row of the table',
  group: 'the name of a group of rows',
} as const;
