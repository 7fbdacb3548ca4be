import { CloseButton, SegmentedControl } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { DealRow } from '#shared/results/metrics';
import { EmptyState } from '../../components/empty-state';
import { ErrorState } from '../../components/error-state';
import { ExportButton } from '../../components/export-button';
import { VirtualGrid } from '../../components/grid/virtual-grid';
import { Page } from '../../components/page';
import { parseNarrowing, withoutNarrowing } from '../../state/deals-address';
import { useFormat } from '../../state/use-format';
import { useScope, useScopedPath } from '../../state/use-scope';
import { useColumnChoice } from './column-choice';
import { ColumnChooser } from './column-chooser';
import { allColumns, dealColumn } from './deal-columns';
import { dealQuery, outcomes } from './deal-query';
import { isFixed } from './deal-values';
import { dealsAnswer } from './deals-answer';
import { DealsFooter } from './deals-footer';
import classes from './deals-page.module.css';
import { SearchBox } from './search-box';
import { useDealControls } from './use-deal-controls';
import { useDealRows } from './use-deal-rows';
import { useLargestAmount } from './use-largest-amount';

const outcomeChoices = outcomes.map((value) => ({
  value,
  label: value.charAt(0).toUpperCase() + value.slice(1),
}));

/** Every deal in scope: searched, sorted, narrowed to one number's deals, exported. */
export function DealsPage() {
  const format = useFormat();
  const { scope } = useScope();
  const search = useSearch();
  const [, navigate] = useLocation();
  const scoped = useScopedPath();
  const narrowing = useMemo(() => parseNarrowing(search), [search]);
  const { controls, setSearch, setOutcome, setSort } = useDealControls();
  const choice = useColumnChoice();
  const [exportError, setExportError] = useState<unknown>(null);

  const wanted = choice.columns.filter((field) => !isFixed(field)).join('\n');
  const query = useMemo(
    () => dealQuery(scope, controls, narrowing, wanted === '' ? [] : wanted.split('\n')),
    [scope, controls, narrowing, wanted],
  );
  const { head, rowAt, onRange, failure } = useDealRows(query);
  const largest = useLargestAmount(query, head.data);

  const known = useMemo(() => allColumns(head.data), [head.data]);
  const { widths } = choice;
  const shown = choice.columns.join('\n');
  const columns = useMemo(() => {
    const byField = new Map(known.map((column) => [column.field, column]));
    return shown.split('\n').flatMap((field) => {
      const info = byField.get(field);
      return info ? [dealColumn(info, { format, largest, widths })] : [];
    });
  }, [known, shown, widths, format, largest]);

  const open = useCallback(
    (row: DealRow) => navigate(scoped(`/deals/${encodeURIComponent(row.id)}`)),
    [navigate, scoped],
  );
  const total = head.data?.total ?? 0;
  return (
    <Page full question="Which deals are these?" answer={dealsAnswer(head.data, controls, format)}>
      <div className={classes.stack}>
        <div className={classes.toolbar}>
          <SearchBox value={controls.search} onChange={setSearch} />
          <SegmentedControl
            size="xs"
            withItemsBorders={false}
            aria-label="Outcome"
            data={outcomeChoices}
            value={controls.outcome}
            onChange={setOutcome}
          />
          {narrowing && (
            <span className={classes.narrowing}>
              {narrowing.title}
              <CloseButton
                size="xs"
                aria-label={`Show all deals, not only ${narrowing.title}`}
                onClick={() => navigate(`/deals?${withoutNarrowing(search)}`)}
              />
            </span>
          )}
          <span className={classes.gap} />
          <ColumnChooser all={known} chosen={choice.columns} onChange={choice.setColumns} />
          <ExportButton
            label="Export CSV"
            make={(engine, options) => engine.call('deals.export', query, options)}
            disabled={total === 0}
            onError={setExportError}
          />
        </div>
        {exportError !== null && <ErrorState error={exportError} title="The deals could not be exported" />}
        {failure && (
          <ErrorState error={failure.error} title="Some deals could not be read" onRetry={failure.retry} />
        )}
        {head.isError ? (
          <ErrorState error={head.error} onRetry={() => void head.refetch()} />
        ) : (
          <VirtualGrid
            label="Deals"
            columns={columns}
            count={head.data ? total : 40}
            rowAt={rowAt}
            onRange={onRange}
            sort={{ column: controls.sort, descending: controls.descending }}
            onSort={({ column, descending }) => setSort(column, descending)}
            onResize={choice.setWidth}
            onOpen={open}
            resetKey={JSON.stringify(query)}
            pinFirst
            busy={head.isFetching}
            empty={
              <EmptyState
                title="No deal matches"
                hint="Change the search, the outcome or the controls above."
              />
            }
            footer={<DealsFooter data={head.data} />}
          />
        )}
      </div>
    </Page>
  );
}
