import type { Evidence } from '#shared/model/evidence';
import { evidenceGrades } from '#shared/model/evidence';
import type { MetricAnswer, Warning } from '#shared/results/envelope';
import type { OverviewRow } from '#shared/results/metrics';
import type { StatusResult } from '#shared/results/workspace';
import { Card } from '../../components/card';
import { evidenceWords } from '../../components/evidence-words';
import { WarningList } from '../../components/warning-list';
import { useFormat } from '../../state/use-format';
import { useStatus } from '../../state/use-workspace';
import classes from './overview.module.css';

/** What the figures rest on, and what the data cannot say. */
export function DataCard({ answer }: { answer: MetricAnswer<OverviewRow> }) {
  const format = useFormat();
  const { data: status } = useStatus();
  const words = evidenceWords[answer.evidence];
  const grades = evidenceGrades.filter((grade) => (answer.evidenceShares[grade] ?? 0) > 0);
  const share = (grade: Evidence) => format.percent(answer.evidenceShares[grade] ?? 0);
  return (
    <Card
      title="What the data can and cannot say"
      caption={`${format.deals(answer.n)}, as of ${format.day(answer.asOf)}${reopened(answer.n, status, format.count)}`}
    >
      <dl className={classes.facts}>
        <dt>Evidence</dt>
        <dd>
          {grades.length > 1
            ? grades.map((grade) => `${evidenceWords[grade].title.toLowerCase()} ${share(grade)}`).join(', ')
            : words.title}
        </dd>
        <dt>Can</dt>
        <dd>{words.can}</dd>
        <dt>Cannot</dt>
        <dd>
          {words.cannot} {words.more} {status ? unclosed(status) : null}
        </dd>
        {status ? (
          <>
            <dt>Gaps</dt>
            <dd>{gapsOf(status, format.percent)}</dd>
          </>
        ) : null}
      </dl>
      <WarningList warnings={uniqueWarnings([...answer.warnings, ...(status?.warnings ?? [])])} />
    </Card>
  );
}

/** A deal that was closed and opened again counts as another one. */
function reopened(n: number, status: StatusResult | undefined, count: (n: number) => string): string {
  if (!status || n <= status.opportunities) return '';
  return `; ${count(status.opportunities)} in the files, of which those that were reopened count again`;
}

/** Where no stage is known to end a deal, nothing can be said of winning. */
function unclosed({ stages, opportunities }: StatusResult): string | null {
  const ends = stages.some(({ kind, deals }) => deals > 0 && (kind === 'won' || kind === 'lost'));
  if (ends || opportunities === 0) return null;
  return 'How many deals are won: no stage counts as won or lost. Say on the Data page which do.';
}

const watched = ['amount', 'owner', 'closed_at', 'expected_close', 'loss_reason', 'last_activity_at'];

/** Fields that metrics need and that are missing or rarely filled. */
function gapsOf(status: StatusResult, percent: (share: number) => string): string {
  const thin = watched.flatMap((name) => {
    const field = status.fields.find((known) => known.field === name);
    if (!field || field.filled === 0)
      return [`no ${name === 'closed_at' ? 'closing date' : label(name, field?.label)}`];
    return field.share < 0.5 && name !== 'closed_at'
      ? [`${label(name, field.label)} in ${percent(field.share)}`]
      : [];
  });
  return thin.length === 0
    ? 'Amount, owner, dates and loss reason are filled.'
    : `${capital(thin.join(', '))}.`;
}

function label(name: string, known: string | undefined): string {
  return (known ?? name.replaceAll('_', ' ')).toLowerCase();
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function uniqueWarnings(warnings: readonly Warning[]): Warning[] {
  return [...new Map(warnings.map((warning) => [warning.message, warning])).values()];
}
