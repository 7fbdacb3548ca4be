import type { DefinitionKey } from './definitions';

/** Where the methods are listed: under the page that shows them first. */
export const methodGroups = {
  overview: 'Overview',
  funnel: 'Funnel',
  velocity: 'Velocity',
  cohorts: 'Cohorts',
  health: 'Health',
  rules: 'Rules',
  forecast: 'Forecast',
  changes: 'Changes',
  reps: 'Reps',
  leads: 'Leads & activity',
  match: 'Match',
  deals: 'Deals',
  every: 'Every page',
} as const;
export type MethodGroup = keyof typeof methodGroups;

/** Publications that formulas come from. */
export const methodSources = {
  kaplanMeier:
    'Kaplan, Meier (1958). Nonparametric estimation from incomplete observations. Journal of the American Statistical Association 53.',
  aalenJohansen:
    'Aalen, Johansen (1978). An empirical transition matrix for non-homogeneous Markov chains based on censored observations. Scandinavian Journal of Statistics 5.',
  brookmeyerCrowley:
    'Brookmeyer, Crowley (1982). A confidence interval for the median survival time. Biometrics 38.',
  andersen:
    'Andersen, Borgan, Gill, Keiding (1993). Statistical Models Based on Counting Processes. Springer. Delayed entry.',
  wilson:
    'Wilson (1927). Probable inference, the law of succession, and statistical inference. Journal of the American Statistical Association 22.',
  newcombe:
    'Newcombe (1998). Interval estimation for the difference between independent proportions. Statistics in Medicine 17.',
  zouDonner:
    'Zou, Donner (2008). Construction of confidence limits about effect measures: a general approach. Statistics in Medicine 27.',
  gray: 'Gray (1988). A class of K-sample tests for comparing the cumulative incidence of a competing risk. Annals of Statistics 16.',
  logRank:
    'Mantel (1966). Evaluation of survival data and two new rank order statistics arising in its consideration. Cancer Chemotherapy Reports 50.',
  benjaminiHochberg:
    'Benjamini, Hochberg (1995). Controlling the false discovery rate. Journal of the Royal Statistical Society B 57.',
  kitagawa:
    'Kitagawa (1955). Components of a difference between two rates. Journal of the American Statistical Association 50.',
  mantelHaenszel:
    'Mantel, Haenszel (1959). Statistical aspects of the analysis of data from retrospective studies of disease. Journal of the National Cancer Institute 22.',
  little: 'Little (1961). A proof for the queuing formula: L = λW. Operations Research 9.',
  mack: 'Mack (1993). Distribution-free calculation of the standard error of chain ladder reserve estimates. ASTIN Bulletin 23.',
  stanard:
    'Stanard (1985). A simulation test of prediction errors of loss reserve estimation techniques. Proceedings of the Casualty Actuarial Society 72. Cape Cod.',
  spiegelhalter:
    'Spiegelhalter (2005). Funnel plots for comparing institutional performance. Statistics in Medicine 24.',
  griffiths:
    'Griffiths (1973). Maximum likelihood estimation for the beta-binomial distribution. Biometrics 29.',
  derSimonian: 'DerSimonian, Laird (1986). Meta-analysis in clinical trials. Controlled Clinical Trials 7.',
  houwelingen:
    'Van Houwelingen (2007). Dynamic prediction by landmarking in event history analysis. Scandinavian Journal of Statistics 34.',
  gneitingRaftery:
    'Gneiting, Raftery (2007). Strictly proper scoring rules, prediction, and estimation. Journal of the American Statistical Association 102.',
  hyndmanKoehler:
    'Hyndman, Koehler (2006). Another look at measures of forecast accuracy. International Journal of Forecasting 22.',
  aalst: 'Van der Aalst (2016). Process Mining: Data Science in Action. Springer.',
  ang: 'Ang (2005). The LMDI approach to decomposition analysis: a practical guide. Energy Policy 33.',
} as const;
export type SourceKey = keyof typeof methodSources;

export type MethodNote = { group: MethodGroup; formula?: string; sources: readonly SourceKey[] };

const curve = ['aalenJohansen', 'andersen'] as const;

/** Of each definition the page it is listed under, its formula in one line where it has one, and where that comes from. */
export const methodNotes: Record<DefinitionKey, MethodNote> = {
  'funnel.reached': {
    group: 'funnel',
    formula: 'F(t) = Σ over u ≤ t of S(u−) · further(u) / at risk(u)',
    sources: curve,
  },
  'funnel.strict': { group: 'funnel', sources: curve },
  'funnel.any': { group: 'funnel', sources: curve },
  'funnel.direct': { group: 'funnel', sources: curve },
  'win-rate.closed': { group: 'overview', formula: 'won / (won + lost)', sources: ['wilson'] },
  'win-rate.cohort': {
    group: 'overview',
    formula: 'F(tau) = Σ over u ≤ tau of S(u−) · won(u) / at risk(u)',
    sources: curve,
  },
  'win-rate.value': {
    group: 'overview',
    formula: 'value won / (value won + value lost)',
    sources: [],
  },
  'win-rate.so-far': { group: 'overview', formula: 'won / all', sources: ['wilson'] },
  'compare.difference': {
    group: 'funnel',
    formula: 'd ∓ √((p₁ − l₁)² + (u₀ − p₀)²), the other way round above',
    sources: ['zouDonner', 'newcombe', 'gray', 'logRank', 'benjaminiHochberg'],
  },
  'compare.mix': {
    group: 'funnel',
    formula: 'Σ (r₁ − r₀)(s₀ + s₁) / 2 + Σ (s₁ − s₀)(r₀ + r₁) / 2',
    sources: ['kitagawa', 'mantelHaenszel', 'benjaminiHochberg'],
  },
  'cycle.closed': {
    group: 'velocity',
    formula:
      'S(t) = Π over u ≤ t of (1 − closed(u) / at risk(u)); the median is the smallest t with S(t) ≤ ½',
    sources: ['kaplanMeier', 'brookmeyerCrowley', 'andersen'],
  },
  'cycle.won': { group: 'velocity', formula: 'the smallest t with F(t) ≥ ½ · F(tau)', sources: curve },
  'cycle.lost': { group: 'velocity', formula: 'the smallest t with F(t) ≥ ½ · F(tau)', sources: curve },
  'time-in-stage': {
    group: 'velocity',
    formula: 'S(t) = Π over u ≤ t of (1 − left(u) / at risk(u))',
    sources: ['kaplanMeier', 'brookmeyerCrowley'],
  },
  velocity: {
    group: 'velocity',
    formula: 'open deals × share won × mean value won / mean days open',
    sources: ['little', 'aalenJohansen'],
  },
  trend: { group: 'velocity', sources: ['kaplanMeier', 'aalenJohansen'] },
  bottleneck: {
    group: 'velocity',
    formula: 'share = visits × restricted mean / Σ over stages of the same',
    sources: ['kaplanMeier', 'zouDonner'],
  },
  changes: {
    group: 'changes',
    formula: 'start + new + reopened + in + increased − decreased − out − won − lost = end',
    sources: [],
  },
  'changes.gross': { group: 'changes', sources: [] },
  slippage: { group: 'changes', formula: 'slipped / due', sources: ['wilson'] },
  flow: { group: 'funnel', sources: [] },
  conformance: {
    group: 'funnel',
    formula: 'fitness = 1 − deviations / visits',
    sources: ['aalst', 'wilson'],
  },
  'loss-reasons': { group: 'funnel', sources: [] },
  cohorts: {
    group: 'cohorts',
    formula: 'step of age = floor(days from creation to the end / step)',
    sources: ['aalenJohansen'],
  },
  'cohorts.develop': {
    group: 'cohorts',
    formula: 'f(j) = Σ C(i, j + 1) / Σ C(i, j); ultimate = latest × Π f',
    sources: ['mack', 'stanard'],
  },
  'create-and-close': {
    group: 'cohorts',
    formula: 'won in the period of creation / won in the period',
    sources: ['wilson'],
  },
  reps: {
    group: 'reps',
    formula:
      'adjusted = went on / expected × rate of all; shrunk = (a + k) / (a + b + n); signal = n / (n + a + b)',
    sources: ['griffiths', 'spiegelhalter', 'benjaminiHochberg'],
  },
  'reps.coaching': {
    group: 'reps',
    formula: 'against the team = (k₁ − e₁) / n₁ − (k₀ − e₀) / n₀; by itself = shrunk − adjusted, before',
    sources: ['newcombe', 'benjaminiHochberg'],
  },
  'reps.variation': {
    group: 'reps',
    formula: 'σ² = (Σ (o − e)² / v − (reps − 1)) / (Σ v − Σ v² / Σ v)',
    sources: ['derSimonian'],
  },
  health: {
    group: 'health',
    formula:
      'limit = mean ± 3 · max(sd, sd by chance); load = open in late stages / closed out of them a week',
    sources: ['little'],
  },
  stale: {
    group: 'health',
    formula:
      'limit = (n · P90 of the segment + 30 · P90 of the stage) / (n + 30); odds(a) = P(won within 91 days | in the stage at a) / P(… | at 0)',
    sources: ['aalenJohansen', 'zouDonner'],
  },
  'limit-record': {
    group: 'health',
    formula: 'F1 = 2 · lost and beyond / (beyond + lost)',
    sources: ['wilson'],
  },
  'action-list': { group: 'health', sources: [] },
  movement: {
    group: 'forecast',
    formula: 'Σ over deals of (counted for later − counted for earlier) + change of new',
    sources: [],
  },
  gap: {
    group: 'forecast',
    formula: 'part of x = (T − O) / ln(T / O) · ln(x needed / x now); T = Π needed, O = Π now',
    sources: ['ang'],
  },
  'what-if': {
    group: 'forecast',
    formula: 'odds × conversion; 1 − (1 − p)^(1 / cycle); amount × size; new × volume',
    sources: [],
  },
  'target-call': { group: 'forecast', sources: [] },
  target: { group: 'forecast', sources: [] },
  coverage: {
    group: 'forecast',
    formula: 'open and due / (target − won to date); needed = 1 / (won of due / due), same days left',
    sources: [],
  },
  'match.count': { group: 'match', sources: [] },
  'match.amount': { group: 'match', sources: [] },
  'match.days': { group: 'match', sources: [] },
  'rules.countdown': {
    group: 'rules',
    formula: 'days left = limit − (as-of day − last follow-up)',
    sources: [],
  },
  'rules.simulation': {
    group: 'rules',
    formula: 'taken where the longest run of days ≥ limit; share = won / (won + lost) of those',
    sources: ['wilson'],
  },
  'rules.limit': { group: 'rules', formula: 'gain(limit) = lost(limit) − cost × won(limit)', sources: [] },
  leads: { group: 'leads', formula: 'rate = reached / reached the step before', sources: ['wilson'] },
  'leads.hand-off': { group: 'leads', sources: ['kaplanMeier', 'brookmeyerCrowley'] },
  'leads.work': { group: 'leads', formula: 'converted / leads of the band', sources: ['wilson'] },
  activity: { group: 'leads', formula: 'answered / (answered + not answered)', sources: ['wilson'] },
  'activity.touches': { group: 'leads', formula: 'won / (won + lost) of the band', sources: ['wilson'] },
  forecast: {
    group: 'forecast',
    formula:
      'won + Σ over open deals of p · amount booked + new business; logit p + ε for all deals together',
    sources: [],
  },
  'forecast.open': {
    group: 'forecast',
    formula:
      'logit p = β · (stage, ages, due, pushes, ln amount, segment); p × κ, κ = (Σ won + 10 ā) / (Σ p a + 10 ā)',
    sources: ['houwelingen', 'aalenJohansen'],
  },
  'forecast.new': {
    group: 'forecast',
    formula: 'counts: negative binomial of size m² / (v − m) where v > m, else Poisson with Gamma(Σ + ½, n)',
    sources: [],
  },
  'forecast.target': { group: 'forecast', sources: [] },
  backtest: {
    group: 'forecast',
    formula: 'WAPE = Σ |actual − forecast| / Σ actual; floor = 0.8 · σ / mean',
    sources: ['gneitingRaftery', 'hyndmanKoehler'],
  },
  pipeline: { group: 'overview', sources: [] },
  months: { group: 'overview', sources: [] },
  deals: { group: 'deals', sources: [] },
};

/** A constant that metrics rest on, with what it means. */
export type MethodConstant = {
  name: string;
  /** One value, or one for each of several cases by name. */
  value: number | Readonly<Record<string, number>>;
  /** A share is 0 to 1. */
  unit: 'share' | 'days' | 'deals' | 'count';
  group: MethodGroup;
  text: string;
};
