/** Colours of chart marks. The same meanings and values as styles/tokens.css; a test compares the two. */
export type ChartTheme = {
  readonly mode: 'light' | 'dark';
  readonly font: string;
  readonly surface: string;
  readonly raised: string;
  readonly text: string;
  readonly muted: string;
  readonly faint: string;
  readonly line: string;
  readonly grid: string;
  /** Magnitudes without a meaning of their own. */
  readonly bar: string;
  readonly ink: string;
  readonly won: string;
  readonly lost: string;
  readonly open: string;
  /** What is expected and not seen yet. */
  readonly forecast: string;
  /** Lines that stand for groups, told apart by dash as well. */
  readonly groups: readonly string[];
};

const font = '"Inter Variable", Inter, system-ui, -apple-system, "Segoe UI", "PingFang SC", sans-serif';

export const lightTheme: ChartTheme = {
  mode: 'light',
  font,
  surface: '#ffffff',
  raised: '#ffffff',
  text: '#17202e',
  muted: '#566173',
  faint: '#7b8698',
  line: '#c9d0da',
  grid: 'rgba(23, 32, 46, 0.08)',
  bar: '#aab4c3',
  ink: '#242d3b',
  won: '#0f766e',
  lost: '#c2410c',
  open: '#475f8f',
  forecast: '#6d5bd0',
  groups: ['#242d3b', '#0369a1', '#a16207', '#9d174d', '#7b8698'],
};

export const darkTheme: ChartTheme = {
  mode: 'dark',
  font,
  surface: '#151a21',
  raised: '#1b212a',
  text: '#e7ebf1',
  muted: '#9ca7b7',
  faint: '#7a8698',
  line: '#3b4655',
  grid: 'rgba(231, 235, 241, 0.08)',
  bar: '#5d6a7d',
  ink: '#e7ebf1',
  won: '#2dd4bf',
  lost: '#fb923c',
  open: '#93a8d6',
  forecast: '#a99cf5',
  groups: ['#e7ebf1', '#38bdf8', '#e3b341', '#f472b6', '#8b97a9'],
};

/** Dashes that go with `groups`, so that lines differ without colour. */
export const groupDashes: readonly ('solid' | number[])[] = ['solid', [7, 3], [2, 3], [9, 3, 2, 3], [4, 4]];
