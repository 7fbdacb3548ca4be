import { useCallback, useMemo } from 'react';
import type { Behind } from '#shared/contract/methods';
import type { CompareAnswer, CompareFigure, CompareRow } from '#shared/results/compare';
import type { ChartContext } from '../../charts/chart-model';
import { type ComparisonSelect, comparison } from '../../charts/comparison';
import { useDrill } from '../../state/use-drill';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { useScope } from '../../state/use-scope';
import { asRead } from '../as-read';
import { Card } from '../card';
import { ChartCard } from '../chart-card';
import { EmptyState } from '../empty-state';
import { MetricState } from '../metric-state';
import { Column } from '../page';
import { ChartSkeleton } from '../skeletons';
import classes from './compare-card.module.css';
import { CompareControls } from './compare-controls';
import { compareRequest } from './compare-request';
import { CurvesCard } from './curves-card';
import { MixCard } from './mix-card';
import { comparisonSentence, figureLabels, powerSentence, pText } from './sentence';
import { type CompareChoice, useCompareChoice } from './use-compare-choice';

const figures: Record<'funnel' | 'velocity', readonly CompareFigure[]> = {
  funnel: ['win-rate', 'closed-rate', 'step'],
  velocity: ['time-to-close', 'time-to-win', 'stage-time'],
};
const titles = { funnel: 'Compare shares', velocity: 'Compare times' };

/** Two periods or groups side by side, or before and since a day: the whole row of a page. */
export function CompareCards({ page }: { page: 'funnel' | 'velocity' }) {
  const { scope, asOf } = useScope();
  const { choice, setChoice } = useCompareChoice('none');
  const request = compareRequest(choice, scope, asOf);
  const query = useMetric(
    'metric.compare',
    { ...(request ?? {}), curve: page === 'velocity' },
    { enabled: request !== null },
  );
  const controls = <CompareControls choice={choice} onChange={setChoice} />;
  if (request === null) {
    return (
      <Column span={12}>
        <Card title={titles[page]} caption={hints[choice.kind]} toolbar={controls} />
      </Column>
    );
  }
  return (
    <MetricState
      query={query}
      skeleton={
        <Column span={12}>
          <Card title={titles[page]} toolbar={controls}>
            <ChartSkeleton height={280} bars={6} />
          </Card>
        </Column>
      }
    >
      {(answer) => (
        <Compared
          answer={answer}
          page={page}
          request={request}
          controls={controls}
          stale={query.isPlaceholderData}
        />
      )}
    </MetricState>
  );
}

const hints: Record<CompareChoice['kind'], string> = {
  none: 'Choose what to compare: before and since the day of a change, a period with the one before it, or two groups of deals.',
  date: 'Choose the day of the change: deals created before it are compared with those created since.',
  previous: 'Choose a period.',
  groups: 'Choose the field that groups the deals.',
};

type ComparedProps = {
  answer: CompareAnswer;
  page: 'funnel' | 'velocity';
  request: object;
  controls: React.ReactNode;
  stale: boolean;
};

function Compared({ answer, page, request, controls, stale }: ComparedProps) {
  const format = useFormat();
  const { openDrill } = useDrill();
  const names = useMemo(
    () => ({ base: asRead(answer.base.label, format), compared: asRead(answer.compared.label, format) }),
    [answer.base.label, answer.compared.label, format],
  );
  const named = {
    ...answer,
    base: { ...answer.base, label: names.base },
    compared: { ...answer.compared, label: names.compared },
  };
  const rows = useMemo(
    () =>
      answer.rows
        .filter(({ figure }) => figures[page].includes(figure))
        .map((row) => ({ ...row, label: labelOf(row) })),
    [answer, page],
  );
  const build = useCallback((context: ChartContext) => comparison(rows, names, context), [rows, names]);
  const onSelect = useCallback(
    ({ figure, stage, side }: ComparisonSelect) => {
      const behind = behindOf(figure, stage);
      if (!behind) return;
      openDrill({
        title: `${names[side]}: ${labelOf({ figure, stage })}`,
        behind,
        scope: answer[side].scope,
        definition: 'compare.difference',
      });
    },
    [openDrill, answer, names],
  );
  const power = page === 'funnel' ? powerSentence(answer, format) : null;
  if (rows.length === 0) {
    return (
      <Column span={12}>
        <Card title={titles[page]} toolbar={controls}>
          <EmptyState
            title="Nothing to compare"
            hint={`${names.base}: ${format.deals(answer.base.n)}; ${names.compared}: ${format.deals(answer.compared.n)}. Choose another day, period or group.`}
          />
        </Card>
      </Column>
    );
  }
  return (
    <>
      <Column span={12}>
        <ChartCard
          title={`${page === 'funnel' ? 'Shares' : 'Times'}: ${names.compared} against ${names.base}`}
          caption={page === 'funnel' ? comparisonSentence(named, format) : timesCaption(rows, names)}
          build={build}
          onSelect={onSelect}
          about={{
            title: `${names.compared} against ${names.base}`,
            definition: 'compare.difference',
            method: 'metric.compare',
            params: plainParams(request),
          }}
          warnings={answer.warnings}
          toolbar={controls}
          stale={stale}
          footer={
            <p className={classes.note}>
              Pale bars are {names.base}, full ones {names.compared}; whiskers and lines are 95% intervals, of
              which those of filled dots leave out zero. {pText(answer)}
              {power ? ` ${power}` : ''}
            </p>
          }
        />
      </Column>
      {page === 'velocity' ? <CurvesCard answer={named} stale={stale} /> : null}
      {page === 'funnel' ? <MixCard answer={named} stale={stale} /> : null}
    </>
  );
}

function labelOf({ figure, stage }: Pick<CompareRow, 'figure' | 'stage'>): string {
  return stage === null ? figureLabels[figure] : `${figureLabels[figure]} ${stage}`;
}

function timesCaption(rows: readonly CompareRow[], names: { base: string; compared: string }): string {
  const clear = rows.filter(({ adjusted }) => adjusted !== null && adjusted < 0.05);
  const of = `${names.compared} against ${names.base}, both seen up to the same age`;
  if (clear.length === 0) return `No time differs beyond chance: ${of}.`;
  return `${clear.map((row) => labelOf(row)).join(', ')} ${clear.length === 1 ? 'differs' : 'differ'} beyond chance: ${of}.`;
}

function behindOf(figure: CompareFigure, stage: string | null): Behind | null {
  if (stage === null) {
    return figure === 'closed-rate' ? { metric: 'win-rate', part: 'closed' } : { metric: 'cycle', part: 'n' };
  }
  if (figure === 'stage-time') return { metric: 'time-in-stage', stage, part: 'visits' };
  return { metric: 'funnel', definition: 'reached', stage, part: 'entered', cohortField: 'created' };
}

/** What a comparison is asked for beyond the page's scope. */
function plainParams(request: object) {
  const own = ['splitDate', 'by', 'groups', 'from'];
  return Object.fromEntries(Object.entries(request).filter(([name]) => own.includes(name)));
}
