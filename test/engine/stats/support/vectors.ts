import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

type Row = { id: number; t: number; s: 0 | 1 | 2 };
type Segmented = { grp: string; t: number; e: 0 | 1; seg: string };

type Rep = { rep: string; won: number; n: number };
type Shrunk = Record<
  'alpha' | 'beta' | 'prior_mean' | 'prior_strength' | 'lr_overdispersion' | 'lr_p_half_chisq1',
  number
> & {
  table: { post: number; lo80: number; hi80: number }[];
};

type Vectors = {
  chain_ladder: {
    triangle: (number | null)[][];
    created_value: number[];
    expect: Record<
      | 'factors'
      | 'sigma2'
      | 'pct_developed'
      | 'latest'
      | 'ultimate'
      | 'outstanding'
      | 'mack_se'
      | 'next_diagonal'
      | 'cape_cod_bf_ultimate',
      number[]
    > &
      Record<'total_outstanding' | 'total_mack_se' | 'cape_cod_elr', number>;
  };
  km_close: { rows: Row[]; expect: Record<string, number[]> & { rmst_90: number; rmst_90_se: number } };
  aj_cif: {
    rows: Row[];
    expect: Record<string, number[]> & { ci95_loglog_won_at: [number, number][] } & {
      wrong_1_minus_km_at_90: number;
      rmst_open_days_by_90: number;
    };
  };
  aj_conditional: { expect: { a: number; h: number; p: number }[] };
  km_left_truncated: {
    rows: (Row & { entry: number })[];
    expect: Record<string, number[]> & { median: number; median_if_entry_ignored: number };
  };
  binomial_intervals: { expect: Record<string, number>[] };
  newcombe_diff: {
    expect: { after: [number, number]; before: [number, number]; diff: number; lo: number; hi: number };
  };
  logrank: {
    rows: Segmented[];
    expect: {
      groups: string[];
      observed: number[];
      expected: number[];
      chisq: number;
      p: number;
      strat_chisq: number;
      strat_p: number;
      strat_observed: number[];
      strat_expected: number[];
      median_before: number;
      median_after: number;
    };
  };
  funnel_definitions: {
    expect: {
      conversion: {
        from_rank: number;
        aj_advanced: number;
        aj_lost: number;
        aj_undecided: number;
        rows: [string, number, 0 | 1 | 2][];
      }[];
    };
  };
  stage_gap_cif: {
    rows: { gap: number; ev: 0 | 1 | 2 | 3 }[];
    expect: { at: number[]; est: number[][]; km_median_days_in_stage: number };
  };
  gray_test: {
    rows: { t: number; s: 0 | 1 | 2; grp: 'A' | 'B' }[];
    expect: Record<'won' | 'lost', { stat: number; p: number }>;
  };
  mix_shift: {
    rows: { seg: string; n0: number; w0: number; n1: number; w1: number }[];
    expect: {
      rate0: number[];
      rate1: number[];
      total0: number;
      total1: number;
      delta: number;
      rate_effect: number;
      mix_effect: number;
      standardised_to_period0: number;
      cmh_p: number;
      cmh_or: number;
    };
  };
  multistate_aj: {
    rows: { t0: number; t1: number; from: number; to: number }[];
    expect: Record<'P_from1_at_t20' | 'P_from1_at_t30' | 'P_from1_at_t40', number[]> & {
      P_s10_t30: number[][];
    };
  };
  beta_binomial_eb: { rows: Rep[]; expect: Shrunk };
  beta_binomial_eb_real_effects: {
    rows: Rep[];
    expect: Shrunk & { z_midp: number[]; phi_midp: number; phi_midp_winsorised: number };
  };
  funnel: {
    rows: Rep[];
    expect: Record<'n' | 'lo95' | 'hi95' | 'lo998' | 'hi998' | 'z', number[]> &
      Record<'p0' | 'phi_raw' | 'winsor_q10' | 'winsor_q90' | 'phi_winsorised', number> & {
        inflate: boolean;
      };
  };
  poisson_binomial: {
    rows: { p: number; amount: number }[];
    expect: Record<string, number> & { count_pmf: number[] };
  };
  new_business_negbin: { rows: number[]; expect: Record<string, number> };
  scores: {
    rows: { actual: number; q10: number; q50: number; q90: number }[];
    expect: Record<string, number>;
  };
  calibration: { rows: { p: number; y: number }[]; expect: Record<string, number> & { pav: number[] } };
  multiple_testing: { expect: { p: number[]; bh: number[]; holm: number[] } };
};

const path = resolve(import.meta.dirname, '../../../../../shared/vectors/vectors.json');

/** Worked examples computed with R and statsmodels; null, with the reason printed, where they are not at hand. */
export const vectors: Vectors | null = load();

function load(): Vectors | null {
  if (!existsSync(path)) {
    console.warn(
      `Worked statistics examples skipped: no ../shared/vectors/vectors.json beside the repository`,
    );
    return null;
  }
  const file: { vectors: Vectors } = JSON.parse(readFileSync(path, 'utf8'));
  return file.vectors;
}
