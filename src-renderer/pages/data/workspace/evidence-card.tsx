import { evidenceGrades } from '#shared/model/evidence';
import type { StatusResult } from '#shared/results/workspace';
import { Card } from '../../../components/card';
import { WarningList } from '../../../components/warning-list';
import { useFormat } from '../../../state/use-format';
import { evidenceLabels, evidenceMeanings } from '../words';
import classes from './evidence-card.module.css';

/** What the deals' histories rest on, as shares, and which export would give more. */
export function EvidenceCard({ status }: { status: StatusResult }) {
  const format = useFormat();
  const grades = evidenceGrades.filter((grade) => (status.evidenceShares[grade] ?? 0) > 0);
  return (
    <Card title={`Stage history: ${evidenceLabels[status.evidence].toLowerCase()}`}>
      <p className={classes.meaning}>{evidenceMeanings[status.evidence]}</p>
      <div className={classes.bar} aria-hidden>
        {grades.map((grade) => (
          <span
            key={grade}
            data-grade={grade}
            style={{ flexGrow: status.evidenceShares[grade] ?? 0, flexBasis: 0 }}
          />
        ))}
      </div>
      <ul className={classes.legend}>
        {grades.map((grade) => (
          <li key={grade}>
            <span className={classes.swatch} data-grade={grade} aria-hidden />
            <span>{evidenceLabels[grade]}</span>
            <span className={classes.share}>{format.percent(status.evidenceShares[grade])}</span>
          </li>
        ))}
      </ul>
      <dl className={classes.facts}>
        <dt>Data from</dt>
        <dd>{format.day(status.firstDay)}</dd>
        <dt>Newest change</dt>
        <dd>{format.day(status.freshness.lastEvent)}</dd>
        <dt>Last import</dt>
        <dd>{format.day(status.freshness.lastImport)}</dd>
        <dt>Stage changes</dt>
        <dd>{format.count(status.stageEvents)}</dd>
        <dt>Activities</dt>
        <dd>{format.count(status.activities)}</dd>
      </dl>
      <WarningList warnings={status.warnings} />
    </Card>
  );
}
