import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { EmptyState } from '../components/empty-state';
import { ErrorState } from '../components/error-state';
import { Page } from '../components/page';
import { PageSkeleton } from '../components/page-skeleton';
import { useWorkspace } from '../state/use-workspace';
import { PageBoundary } from './page-boundary';

const StartPage = lazy(() => import('../pages/start/start-page').then((m) => ({ default: m.StartPage })));
const DataPage = lazy(() => import('../pages/data/data-page').then((m) => ({ default: m.DataPage })));
const DealsPage = lazy(() => import('../pages/deals/deals-page').then((m) => ({ default: m.DealsPage })));
const DealPage = lazy(() => import('../pages/deal/deal-page').then((m) => ({ default: m.DealPage })));
const OverviewPage = lazy(() =>
  import('../pages/overview/overview-page').then((m) => ({ default: m.OverviewPage })),
);
const FunnelPage = lazy(() => import('../pages/funnel/funnel-page').then((m) => ({ default: m.FunnelPage })));
const MatchPage = lazy(() => import('../pages/match/match-page').then((m) => ({ default: m.MatchPage })));
const MethodsPage = lazy(() =>
  import('../pages/methods/methods-page').then((m) => ({ default: m.MethodsPage })),
);
const QueryPage = lazy(() => import('../pages/query/query-page').then((m) => ({ default: m.QueryPage })));
const RepsPage = lazy(() => import('../pages/reps/reps-page').then((m) => ({ default: m.RepsPage })));
const VelocityPage = lazy(() =>
  import('../pages/velocity/velocity-page').then((m) => ({ default: m.VelocityPage })),
);
const CohortsPage = lazy(() =>
  import('../pages/cohorts/cohorts-page').then((m) => ({ default: m.CohortsPage })),
);

const ForecastPage = lazy(() =>
  import('../pages/forecast/forecast-page').then((m) => ({ default: m.ForecastPage })),
);

const ChangesPage = lazy(() =>
  import('../pages/changes/changes-page').then((m) => ({ default: m.ChangesPage })),
);
const LeadsPage = lazy(() => import('../pages/leads/leads-page').then((m) => ({ default: m.LeadsPage })));
const RulesPage = lazy(() => import('../pages/rules/rules-page').then((m) => ({ default: m.RulesPage })));

const HealthPage = lazy(() => import('../pages/health/health-page').then((m) => ({ default: m.HealthPage })));

/** The page of the address. Without an open workspace only Start can be shown. */
export function PageRoutes() {
  const workspace = useWorkspace();
  if (workspace.isPending) return <PageSkeleton />;
  if (workspace.isError) {
    return (
      <Page question="Weir" answer={null}>
        <ErrorState error={workspace.error} onRetry={() => void workspace.refetch()} />
      </Page>
    );
  }
  return (
    <PageBoundary>
      <Suspense fallback={<PageSkeleton />}>{workspace.data ? <WorkspacePages /> : <StartPage />}</Suspense>
    </PageBoundary>
  );
}

function WorkspacePages() {
  return (
    <Switch>
      <Route path="/">
        <Redirect to="/overview" replace />
      </Route>
      <Route path="/overview" component={OverviewPage} />
      <Route path="/funnel" component={FunnelPage} />
      <Route path="/velocity" component={VelocityPage} />
      <Route path="/cohorts" component={CohortsPage} />
      <Route path="/forecast" component={ForecastPage} />
      <Route path="/changes" component={ChangesPage} />
      <Route path="/reps" component={RepsPage} />
      <Route path="/rules" component={RulesPage} />
      <Route path="/leads" component={LeadsPage} />
      <Route path="/pipeline-health" component={HealthPage} />
      <Route path="/match" component={MatchPage} />
      <Route path="/deals" component={DealsPage} />
      <Route path="/deals/:id">{({ id }) => <DealPage id={id} />}</Route>
      <Route path="/query" component={QueryPage} />
      <Route path="/data" component={DataPage} />
      <Route path="/methods" component={MethodsPage} />
      <Route path="/start" component={StartPage} />
      <Route>
        <Page question="Page not found" answer={null}>
          <EmptyState title="There is no such page" hint="Choose one on the left." />
        </Page>
      </Route>
    </Switch>
  );
}
