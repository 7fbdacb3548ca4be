import { Button } from '@mantine/core';
import { IconZoomQuestion } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import type { MatchAnswer, MatchRow } from '#shared/results/match';
import { Card } from '../../components/card';
import { EmptyState } from '../../components/empty-state';
import { ErrorState } from '../../components/error-state';
import { Page } from '../../components/page';
import { TableSkeleton } from '../../components/skeletons';
import { WarningList } from '../../components/warning-list';
import { useFields } from '../../state/use-fields';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { useScope } from '../../state/use-scope';
import { FigureForm } from './figure-form';
import { filterText, whatText, whenText } from './figure-words';
import classes from './match.module.css';
import { MatchTable, useDateLabels } from './match-table';
import { matchSentence } from './sentence';
import { useMatchQuestion } from './use-match-question';

/** Which way to count gives a figure that was seen elsewhere. */
export function MatchPage() {
  const { scope } = useScope();
  const { value, unit, isRead, setValue } = useMatchQuestion();
  const format = useFormat();
  const say = useRowWords();
  const client = useQueryClient();
  const match = useMetric(
    'metric.match',
    { ...scope, value, ...(unit ? { unit } : {}) },
    { enabled: isRead, keepPrevious: false },
  );
  const answer = isRead ? match.data : undefined;
  const stop = () => {
    void client.cancelQueries({ queryKey: ['metric.match'] });
    setValue('');
  };
  return (
    <Page
      question="Where does that figure come from?"
      answer={answer ? matchSentence(answer, format, say) : isRead && match.isPending ? undefined : null}
    >
      <div className={classes.page}>
        <Card>
          <FigureForm />
        </Card>
        {!isRead ? (
          <Card>
            <EmptyState
              icon={<IconZoomQuestion size={32} stroke={1.4} />}
              title="No figure yet"
              hint="Type a figure from a report. Definitions, dates, currencies and filters are tried until one gives it. The period and the filters above narrow the search."
            />
          </Card>
        ) : match.isError ? (
          <Card>
            <ErrorState error={match.error} onRetry={() => void match.refetch()} />
          </Card>
        ) : answer ? (
          <Found answer={answer} />
        ) : (
          <Card
            title={`Trying what gives ${value}`}
            actions={
              <Button size="xs" variant="default" onClick={stop}>
                Cancel
              </Button>
            }
          >
            <TableSkeleton rows={8} />
          </Card>
        )}
      </div>
    </Page>
  );
}

function Found({ answer }: { answer: MatchAnswer }) {
  const format = useFormat();
  const matching = answer.rows.filter(({ matches }) => matches);
  const near = answer.rows.filter(({ matches }) => !matches);
  const tried = answer.searched.reduce((sum, one) => sum + one.tried, 0);
  const all = answer.searched.reduce((sum, one) => sum + one.matching, 0);
  const listed = matching.reduce((sum, row) => sum + 1 + row.alike, 0);
  return (
    <>
      <WarningList warnings={answer.warnings} />
      {matching.length > 0 ? (
        <Card
          title={`What gives ${answer.asked}`}
          caption={`The plainest ways to count first${all > listed ? `; ${format.count(listed)} of ${format.count(all)} are listed` : ''}. Each opens its deals, its definition and the page that shows it.`}
          flush
        >
          <MatchTable rows={matching} caption={`Ways to count that give ${answer.asked}`} />
        </Card>
      ) : null}
      {near.length > 0 ? (
        <Card
          title={
            matching.length > 0
              ? 'What comes near'
              : `None of ${format.count(tried)} figures is ${answer.asked}`
          }
          caption="The nearest first, with how far they are from it."
          flush
        >
          <MatchTable rows={near} caption="The nearest figures" />
        </Card>
      ) : null}
    </>
  );
}

/** A row in words, for the sentence on top. */
function useRowWords(): (row: MatchRow) => string {
  const fields = useFields();
  const labelOf = useDateLabels();
  return (row) =>
    [
      lowerFirst(whatText(row)),
      lowerFirst(whenText(row, labelOf)),
      ...(row.filter || row.newest ? [filterText(row, fields)] : []),
    ].join(', ');
}

/** Names of columns stay as the files write them. */
function lowerFirst(text: string): string {
  const isWord = /^[A-Z][a-z]*$/.test(text.split(' ', 1)[0] ?? '');
  if (!isWord) return text;
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
