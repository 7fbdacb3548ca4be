import type { DataQualityResult, Finding } from '#shared/results/quality';
import { Card } from '../../../components/card';
import { ErrorState } from '../../../components/error-state';
import { OpenButton } from '../../../components/open-button';
import { TableSkeleton } from '../../../components/skeletons';
import { useDrill } from '../../../state/use-drill';
import { useFormat } from '../../../state/use-format';
import { useMetric } from '../../../state/use-metric';
import { counted } from '../words';
import classes from './findings-card.module.css';
import { NamesRow } from './names-row';
import { wholeData } from './whole-data';

/** What looks like an administrator and not like a sale, or cannot be; each with the deals it is about. */
export function FindingsCard() {
  const query = useMetric('data.quality', {});
  if (query.isPending) {
    return (
      <Card title="What to check">
        <TableSkeleton rows={3} />
      </Card>
    );
  }
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return <Findings quality={query.data} />;
}

function Findings({ quality }: { quality: DataQualityResult }) {
  const { findings, alike, matches } = quality;
  const names = alike.length > 0 || matches.length > 0;
  const number = findings.length + (alike.length > 0 ? 1 : 0);
  return (
    <Card
      title={
        number === 0
          ? 'Nothing stands out in the data'
          : `${counted(number, String(number), 'thing')} to check`
      }
      caption={
        number === 0
          ? 'Looked for: bulk changes, back-dated and impossible dates, deals that are there twice, and names that almost match.'
          : 'Over all deals, whatever the filters say. They stay in every figure until the data is corrected in the CRM.'
      }
      flush={number > 0 || names}
    >
      {(number > 0 || names) && (
        <ul className={classes.list}>
          {findings.map((finding) => (
            <FindingRow key={finding.code} finding={finding} asOf={quality.allKnownOn} />
          ))}
          {names && <NamesRow quality={quality} />}
        </ul>
      )}
    </Card>
  );
}

function FindingRow({ finding, asOf }: { finding: Finding; asOf: string }) {
  const format = useFormat();
  const { openDrill } = useDrill();
  const { code, message, hint, deals } = finding;
  return (
    <li className={classes.row}>
      <div className={classes.text}>
        <p className={classes.message}>{message}</p>
        <p className={classes.hint}>{hint}</p>
      </div>
      <OpenButton
        onClick={() =>
          openDrill({ title: message, behind: { metric: 'finding', code }, scope: wholeData(asOf) })
        }
      >
        {counted(deals, format.count(deals), 'deal')}
      </OpenButton>
    </li>
  );
}
