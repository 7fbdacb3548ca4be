import {
  type Icon,
  IconArrowsExchange,
  IconBook2,
  IconClockHour4,
  IconDatabase,
  IconFilter2,
  IconGavel,
  IconHeartbeat,
  IconLayoutDashboard,
  IconListDetails,
  IconStack2,
  IconTerminal2,
  IconTrendingUp,
  IconUserPlus,
  IconUsers,
  IconZoomQuestion,
} from '@tabler/icons-react';

/** The pages that exist, in the order of the navigation. */
export type PageEntry = {
  path: string;
  label: string;
  icon: Icon;
  /** Words that find the page in the command palette. */
  keywords: string;
};

export const pages: readonly PageEntry[] = [
  {
    path: '/overview',
    label: 'Overview',
    icon: IconLayoutDashboard,
    keywords: 'monday summary home win rate',
  },
  { path: '/funnel', label: 'Funnel', icon: IconFilter2, keywords: 'stages conversion definitions' },
  { path: '/velocity', label: 'Velocity', icon: IconClockHour4, keywords: 'cycle time survival bottleneck' },
  {
    path: '/cohorts',
    label: 'Cohorts',
    icon: IconStack2,
    keywords: 'triangle age created month quarter chain ladder create close',
  },
  {
    path: '/pipeline-health',
    label: 'Health',
    icon: IconHeartbeat,
    keywords: 'stale stuck alerts overdue clean-up revisit work list next steps',
  },
  {
    path: '/rules',
    label: 'Rules',
    icon: IconGavel,
    keywords: 'public pool 公海 follow-up countdown recycle simulate capacity limit',
  },
  {
    path: '/forecast',
    label: 'Forecast',
    icon: IconTrendingUp,
    keywords: 'outlook target quota quarter backtest what if gap coverage commit judgement call',
  },
  {
    path: '/changes',
    label: 'Changes',
    icon: IconArrowsExchange,
    keywords: 'waterfall slippage pushed week moved',
  },
  {
    path: '/reps',
    label: 'Reps',
    icon: IconUsers,
    keywords: 'coaching owner heat map funnel plot shrinkage caterpillar fair comparison',
  },
  {
    path: '/leads',
    label: 'Leads & activity',
    icon: IconUserPlus,
    keywords: 'mql sql channel hand-off attempts touches calls meetings hours roi referral',
  },
  {
    path: '/match',
    label: 'Match',
    icon: IconZoomQuestion,
    keywords: 'reproduce figure number crm report definition',
  },
  { path: '/deals', label: 'Deals', icon: IconListDetails, keywords: 'opportunities table list' },
  { path: '/query', label: 'Query', icon: IconTerminal2, keywords: 'sql console macro schema tables' },
  { path: '/data', label: 'Data', icon: IconDatabase, keywords: 'import files mapping undo history' },
  {
    path: '/methods',
    label: 'Methods',
    icon: IconBook2,
    keywords: 'definitions formulas constants meaning sources',
  },
];
