import type { StageVisit } from '#shared/results/metrics';
import { StageDot } from '../../components/stage-dot';
import { useFormat } from '../../state/use-format';
import classes from './visit-table.module.css';

const exits: Record<StageVisit['exit'], string> = {
  forward: 'Moved on',
  back: 'Moved back',
  won: 'Won',
  lost: 'Lost',
  open: 'Still there',
};

/** The visits as a table: entered, left, days, how each ended. */
export function VisitTable({ visits }: { visits: readonly StageVisit[] }) {
  const format = useFormat();
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th>Stage</th>
          <th className={classes.right}>Entered</th>
          <th className={classes.right}>Left</th>
          <th className={classes.right}>Days</th>
          <th>Ended by</th>
        </tr>
      </thead>
      <tbody>
        {visits.map((visit) => (
          <tr key={`${visit.life} ${visit.visit}`}>
            <td>
              <span className={classes.stage}>
                <StageDot kind={visit.kind} />
                {visit.stage}
              </span>
            </td>
            <td className={classes.right}>{format.day(visit.enteredAt)}</td>
            <td className={classes.right}>{visit.leftAt ? format.day(visit.leftAt) : ''}</td>
            <td className={classes.right}>
              {isClosing(visit) ? '' : format.number(visit.days, visit.days < 10 ? 1 : 0)}
            </td>
            <td className={classes.exit}>{isClosing(visit) ? '' : exits[visit.exit]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A closing is a moment; days since then say nothing about the deal. */
function isClosing(visit: StageVisit): boolean {
  return (visit.kind === 'won' || visit.kind === 'lost') && visit.leftAt === null;
}
