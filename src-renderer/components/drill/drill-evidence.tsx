import type { UseQueryResult } from '@tanstack/react-query';
import { evidenceGrades } from '#shared/model/evidence';
import type { MetricAnswer } from '#shared/results/envelope';
import { useFormat } from '../../state/use-format';
import { evidenceWords } from '../evidence-words';
import { MetricState } from '../metric-state';
import { TableSkeleton } from '../skeletons';
import { WarningList } from '../warning-list';
import classes from './drill-sheet.module.css';

type DrillEvidenceProps = { query: UseQueryResult<MetricAnswer<unknown>, unknown> };

/** What the number rests on, deal by deal, and what that evidence cannot show. */
export function DrillEvidence({ query }: DrillEvidenceProps) {
  const format = useFormat();
  return (
    <div className={classes.text}>
      <MetricState query={query} skeleton={<TableSkeleton rows={6} />}>
        {(answer) => {
          const words = evidenceWords[answer.evidence];
          return (
            <>
              <h3 className={classes.heading}>{words.title}</h3>
              <p>{words.can}</p>
              <p>
                {words.cannot} {words.more}
              </p>
              <table className={classes.grades}>
                <caption className="visually-hidden">Deals by grade of evidence</caption>
                <tbody>
                  {evidenceGrades.map((grade) => {
                    const share = answer.evidenceShares[grade] ?? 0;
                    return (
                      <tr key={grade}>
                        <th scope="row">{evidenceWords[grade].title}</th>
                        <td>
                          <span className={classes.share} style={{ inlineSize: `${share * 100}%` }} />
                        </td>
                        <td>{format.percent(share)}</td>
                      </tr>
                    );
                  })}
                </tbody>
              </table>
              <p className={classes.muted}>
                {format.deals(answer.n)} looked at, as of {format.day(answer.asOf)}.
              </p>
              <WarningList warnings={answer.warnings} />
            </>
          );
        }}
      </MetricState>
    </div>
  );
}
