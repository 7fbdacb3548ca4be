import type { BouncePart, BounceRow } from '#shared/results/flow';
import type { Formatters } from '../../../charts/formatters';
import { Card } from '../../../components/card';
import { CardMenu } from '../../../components/card-menu';
import { OpenButton } from '../../../components/open-button';
import { useOpenVisits } from '../../../components/stage-times-card';
import { useDrill } from '../../../state/use-drill';
import { useFormat } from '../../../state/use-format';
import { aboutPaths } from './about-paths';
import { bounceChart } from './path-charts';
import { PathTable } from './path-table';
import classes from './path-table.module.css';

const title = 'Where deals bounce back, and what it costs';
const figures = ['Go back', '95% interval', 'Exits', 'Visits a deal', 'Re-work days'];

/** How often deals leave each stage backwards, and how long they are in it again. */
export function BounceCard({ rows }: { rows: readonly BounceRow[] }) {
  const { openDrill } = useDrill();
  return (
    <Card
      title={title}
      actions={
        <CardMenu
          title={title}
          build={(context) => bounceChart(rows, context)}
          about={{ ...aboutPaths, title }}
        />
      }
      caption={
        <>
          Re-work is time in a stage after having been as far or further; a stage opens its visits, a figure
          its deals.{' '}
          <OpenButton onClick={() => openDrill({ ...aboutPaths, title: 'Path conformance' }, 'definition')}>
            Definition
          </OpenButton>
        </>
      }
    >
      <PathTable first="Stage" figures={figures}>
        {rows.map((row) => (
          <Bounce key={row.stage} row={row} />
        ))}
      </PathTable>
    </Card>
  );
}

function Bounce({ row }: { row: BounceRow }) {
  const format = useFormat();
  const openVisits = useOpenVisits();
  const { stage } = row;
  const back = row.bounceRate === null ? null : row.backExits;
  return (
    <tr>
      <td className={classes.name} title={stage}>
        <OpenButton onClick={() => openVisits({ stage, visits: row.visits })}>{stage}</OpenButton>
      </td>
      <td data-numeric="true">
        <Figure stage={stage} part="back" count={back} text={format.percent(row.bounceRate, 1)} />
      </td>
      <td data-numeric="true">{format.percentRange(row.low, row.high)}</td>
      <td data-numeric="true">
        <Figure stage={stage} part="exits" count={row.exits} text={format.count(row.exits)} />
      </td>
      <td data-numeric="true">{format.fixed(row.meanVisits, 2)}</td>
      <td data-numeric="true">
        <Figure stage={stage} part="rework" count={row.reworkDays} text={daysText(row.reworkDays, format)} />
      </td>
    </tr>
  );
}

/** A little is told from nothing, which opens no deal. */
function daysText(days: number | null, format: Formatters): string {
  return days !== null && days > 0 && days < 0.05 ? '< 0.1' : format.number(days);
}

const titles: Record<BouncePart, (stage: string) => string> = {
  back: (stage) => `${stage}, left backwards`,
  exits: (stage) => `${stage}, left`,
  rework: (stage) => `${stage}, worked on again`,
};

type FigureProps = { stage: string; part: BouncePart; count: number | null; text: string };

/** A figure that opens its deals; a count of nothing, or one that is withheld, has none. */
function Figure({ stage, part, count, text }: FigureProps) {
  const { openDrill } = useDrill();
  if (!count) return text;
  const title = titles[part](stage);
  const open = () =>
    openDrill({
      ...aboutPaths,
      title,
      behind: { metric: 'conformance', at: { stage, part } },
      // Days are no visits.
      ...(part === 'rework' ? {} : { visits: count }),
    });
  return (
    <OpenButton label={`${title}: ${text}`} onClick={open}>
      {text}
    </OpenButton>
  );
}
