const month =
  /^(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sep(t(ember)?)?|oct(ober)?|nov(ember)?|dec(ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember|\d{1,2}月|\d{1,2}월)\.?([ -]?(19|20)?\d\d)?$/iu;
const quarter = /^((fy|cy)?(19|20)?\d\d[ -]?)?q[1-4]([ -]?(fy|cy)?(19|20)?\d\d)?$/iu;
const yearOrMonth = /^(19|20)\d\d([-/年](0?[1-9]|1[0-2])月?)?$/;

/** Whether a name is that of a month, a quarter or a year. */
export function isPeriod(name: string): boolean {
  return month.test(name) || quarter.test(name) || yearOrMonth.test(name);
}
