import { useState } from 'react';
import type { AlikeValues, DataQualityResult, Finding } from '#shared/results/quality';
import { Card } from '../../../components/card';
import { ErrorState } from '../../../components/error-state';
import { ShowAll } from '../../../components/show-all';
import { TableSkeleton } from '../../../components/skeletons';
import { useDrill } from '../../../state/use-drill';
import { fieldLabel, useFields } from '../../../state/use-fields';
import { useFormat } from '../../../state/use-format';
import { useMetric } from '../../../state/use-metric';
import { counted } from '../words';
import classes from './findings-card.module.css';

const mostAlike = 6;

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
  const [all, setAll] = useState(false);
  const { findings, alike } = quality;
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
      flush={number > 0}
    >
      {number > 0 && (
        <ul className={classes.list}>
          {findings.map((finding) => (
            <FindingRow key={finding.code} finding={finding} asOf={quality.allKnownOn} />
          ))}
          {alike.length > 0 && (
            <li className={classes.row}>
              <div className={classes.text}>
                <p className={classes.message}>Names that are probably the same</p>
                <ul className={classes.pairs}>
                  {(all ? alike : alike.slice(0, mostAlike)).map((pair) => (
                    <AlikeRow
                      key={`${pair.field} ${pair.value} ${pair.like}`}
                      pair={pair}
                      asOf={quality.allKnownOn}
                    />
                  ))}
                </ul>
                <ShowAll shown={mostAlike} total={alike.length} all={all} onToggle={() => setAll(!all)} />
              </div>
            </li>
          )}
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
      <button
        type="button"
        className={classes.open}
        onClick={() =>
          openDrill({ title: message, behind: { metric: 'finding', code }, scope: wholeData(asOf) })
        }
      >
        {counted(deals, format.count(deals), 'deal')}
      </button>
    </li>
  );
}

function AlikeRow({ pair, asOf }: { pair: AlikeValues; asOf: string }) {
  const label = fieldLabel(useFields(), pair.field);
  return (
    <li className={classes.pair}>
      <span className={classes.field}>{label}</span>
      <ValueButton field={pair.field} value={pair.value} deals={pair.deals} asOf={asOf} />
      <ValueButton field={pair.field} value={pair.like} deals={pair.likeDeals} asOf={asOf} />
    </li>
  );
}

type ValueProps = { field: string; value: string; deals: number; asOf: string };

function ValueButton({ field, value, deals, asOf }: ValueProps) {
  const format = useFormat();
  const { openDrill } = useDrill();
  return (
    <span className={classes.value}>
      <button
        type="button"
        className={classes.open}
        onClick={() =>
          openDrill({ title: value, behind: { metric: 'field', field, value }, scope: wholeData(asOf) })
        }
      >
        {value}
      </button>
      <span className={classes.count}>{counted(deals, format.count(deals), 'deal')}</span>
    </span>
  );
}

/** Every deal as it is known now; what looks wrong does not depend on what the page is filtered by. */
function wholeData(asOf: string) {
  return { asOf, where: [], weight: 'count' as const };
}
