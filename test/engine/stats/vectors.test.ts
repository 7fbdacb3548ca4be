import { describe, expect, it } from 'vitest';
import { aalenJohansen, conditional, valueAt } from '#engine/stats/aalen-johansen';
import { clopperPearson, jeffreys, newcombeDifference, wilson } from '#engine/stats/intervals';
import { kaplanMeier, quantile, restrictedMean } from '#engine/stats/kaplan-meier';
import { logRank, stratifiedLogRank } from '#engine/stats/log-rank';
import { expectClose } from './support/close';
import { tableOf } from './support/subjects';
import { vectors } from './support/vectors';

describe.skipIf(!vectors)('worked examples from R and statsmodels', () => {
  const given = vectors!;

  it('km_close: survival, Greenwood error and log-log band of days to close', () => {
    const { rows, expect: e } = given.km_close;
    const curve = kaplanMeier(tableOf(rows));
    expectClose(curve.t, e.time!);
    expectClose(curve.atRisk, e.n_risk!);
    expectClose(curve.events, e.n_event!);
    expectClose(curve.survival, e.surv!);
    expectClose(curve.se, e.se_greenwood!);
    expectClose(curve.low, e.lower_loglog!);
    expectClose(curve.high, e.upper_loglog!);
  });

  it('km_close: quartiles as R takes them, with intervals by inverting the band', () => {
    const { rows, expect: e } = given.km_close;
    const curve = kaplanMeier(tableOf(rows));
    const quartiles = [0.25, 0.5, 0.75].map((p) => quantile(curve, p));
    expect(quartiles.map(({ value }) => value)).toEqual(e.q25_q50_q75_R);
    expect(quartiles.map(({ low, high }) => [low, high])).toEqual([
      e.q25_ci_loglog,
      e.median_ci_loglog,
      e.q75_ci_loglog,
    ]);
  });

  it('km_close: restricted mean to 90 days with its error', () => {
    const { rows, expect: e } = given.km_close;
    const { mean, se } = restrictedMean(kaplanMeier(tableOf(rows)), 90);
    expectClose([mean!, se!], [e.rmst_90, e.rmst_90_se]);
  });

  it('aj_cif: won, lost and open, ties of won and lost handled jointly', () => {
    const { rows, expect: e } = given.aj_cif;
    const curve = aalenJohansen(tableOf(rows));
    expectClose(curve.t, e.time!);
    expectClose(curve.atRisk, e.n_risk!);
    expectClose(curve.open, e.p_open!);
    expectClose(curve.won, e.cif_won!);
    expectClose(curve.lost, e.cif_lost!);
  });

  it('aj_cif: infinitesimal-jackknife error and interval at 30, 60 and 90 days', () => {
    const { rows, expect: e } = given.aj_cif;
    const curve = aalenJohansen(tableOf(rows));
    const won = e.at!.map((t) => valueAt(curve, 'won', t));
    expectClose(
      won.map(({ value }) => value!),
      e.cif_won_at!,
    );
    expectClose(
      won.map(({ se }) => se!),
      e.se_won_at_IJ_survfit!,
    );
    expectClose(
      won.flatMap(({ low, high }) => [low!, high!]),
      e.ci95_loglog_won_at.flat(),
    );
    expectClose(
      e.at!.map((t) => valueAt(curve, 'lost', t).value!),
      e.cif_lost_at!,
    );
  });

  it('aj_cif: one minus Kaplan-Meier with losses censored overstates the win rate', () => {
    const { rows, expect: e } = given.aj_cif;
    const lossesCensored = rows.map(({ t, s }) => ({ t, s: s === 1 ? 1 : 0 }));
    const wrong = 1 - kaplanMeier(tableOf(lossesCensored)).survival.at(-1)!;
    expectClose([wrong], [e.wrong_1_minus_km_at_90]);
    expect(wrong).toBeGreaterThan(valueAt(aalenJohansen(tableOf(rows)), 'won', 90).value!);
  });

  it('aj_conditional: chance to win within h days when open at age a', () => {
    const curve = aalenJohansen(tableOf(given.aj_cif.rows));
    const expected = given.aj_conditional.expect;
    expectClose(
      expected.map(({ a, h }) => conditional(curve, a, h)!),
      expected.map(({ p }) => p),
    );
  });

  it('km_left_truncated: a deal joins the risk set at the age its history starts', () => {
    const { rows, expect: e } = given.km_left_truncated;
    const curve = kaplanMeier(tableOf(rows));
    expectClose(curve.t, e.time!);
    expectClose(curve.atRisk, e.n_risk!);
    expectClose(curve.survival, e.surv!);
    const { value, low, high } = quantile(curve, 0.5);
    expect([value, low, high]).toEqual([e.median, ...e.median_ci_loglog!]);
    const entryIgnored = kaplanMeier(tableOf(rows.map(({ t, s }) => ({ t, s }))));
    expect(quantile(entryIgnored, 0.5).value).toBe(e.median_if_entry_ignored);
  });

  it('km_left_truncated: won and lost with delayed entry', () => {
    const { rows, expect: e } = given.km_left_truncated;
    const curve = aalenJohansen(tableOf(rows));
    expectClose(curve.t, e.aj_time!);
    expectClose(curve.won, e.cif_won!);
    expectClose(curve.lost, e.cif_lost!);
  });

  it('binomial_intervals: Wilson, Jeffreys and Clopper-Pearson', () => {
    for (const row of given.binomial_intervals.expect) {
      const bounds = [wilson, jeffreys, clopperPearson].flatMap((interval) => {
        const { low, high } = interval(row.k!, row.n!);
        return [low!, high!];
      });
      const wanted = ['wilson', 'jeffreys', 'cp'].flatMap((name) => [row[`${name}_lo`]!, row[`${name}_hi`]!]);
      expectClose(bounds, wanted);
    }
  });

  it('newcombe_diff: interval of a before-and-after difference', () => {
    const { after, before, diff, lo, hi } = given.newcombe_diff.expect;
    const { difference, low, high } = newcombeDifference(...after, ...before);
    expectClose([difference!, low!, high!], [diff, lo, hi]);
  });

  it('logrank: plain and stratified by segment', () => {
    const { rows, expect: e } = given.logrank;
    const groups = (of: typeof rows) =>
      ['after', 'before'].map((key) => ({
        key,
        table: tableOf(of.filter(({ grp }) => grp === key).map(({ t, e }) => ({ t, s: e }))),
      }));
    const plain = logRank(groups(rows));
    expect(plain.keys.map((key) => `grp=${key}`)).toEqual(e.groups);
    expect([plain.observed, plain.df]).toEqual([e.observed, 1]);
    expectClose([...plain.expected, plain.chisq!, plain.p!], [...e.expected, e.chisq, e.p]);

    const segments = ['SMB', 'ENT'].map((key) => ({
      key,
      groups: groups(rows.filter(({ seg }) => seg === key)),
    }));
    const stratified = stratifiedLogRank(segments);
    expect([stratified.observed, stratified.df]).toEqual([e.strat_observed, 1]);
    expectClose(
      [...stratified.expected, stratified.chisq!, stratified.p!],
      [...e.strat_expected, e.strat_chisq, e.strat_p],
    );
    const medians = groups(rows).map(({ table }) => quantile(kaplanMeier(table), 0.5).value);
    expect(medians).toEqual([e.median_after, e.median_before]);
  });

  it('funnel_definitions: advancing from every rank, events on day 0 included', () => {
    for (const rank of given.funnel_definitions.expect.conversion) {
      const curve = aalenJohansen(tableOf(rank.rows.map(([, t, s]) => ({ t, s }))));
      expectClose(
        [curve.won.at(-1)!, curve.lost.at(-1)!, curve.open.at(-1)!],
        [rank.aj_advanced, rank.aj_lost, rank.aj_undecided],
      );
    }
  });

  it('stage_gap_cif: each exit of a stage against all others, and the median days in it', () => {
    const { rows, expect: e } = given.stage_gap_cif;
    for (const [exit, estimates] of e.est.entries()) {
      const against = rows.map(({ gap, ev }) => ({ t: gap, s: ev === 0 ? 0 : ev === exit + 1 ? 1 : 2 }));
      const curve = aalenJohansen(tableOf(against));
      expectClose(
        e.at.map((t) => valueAt(curve, 'won', t).value!),
        estimates,
      );
    }
    const anyExit = kaplanMeier(tableOf(rows.map(({ gap, ev }) => ({ t: gap, s: ev === 0 ? 0 : 1 }))));
    expect(quantile(anyExit, 0.5).value).toBe(e.km_median_days_in_stage);
  });
});
