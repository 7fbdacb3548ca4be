import type { Warning } from '#shared/results/envelope';
import type { ConformancePart, ConformanceRow } from '#shared/results/flow';
import { Card } from '../../../components/card';
import { CardMenu } from '../../../components/card-menu';
import { OpenButton } from '../../../components/open-button';
import { WarningList } from '../../../components/warning-list';
import { useDrill } from '../../../state/use-drill';
import { useFormat } from '../../../state/use-format';
import { aboutPaths } from './about-paths';
import { sharesChart } from './path-charts';
import classes from './path-shares-card.module.css';

export const pathSharesTitle = 'How many deals keep to the path';

const words: Record<ConformancePart, string> = {
  'on-path': 'Keep to the path',
  straight: 'Straight through',
  skip: 'Skip a stage',
  'allowed-skip': 'Skip as allowed',
  loop: 'Visit a stage again',
  back: 'Move back',
  reopened: 'Reopened',
};

/** Shares of deals that keep to the path and leave it; a kind of path opens its deals. */
export function PathSharesCard({ row, warnings }: { row: ConformanceRow; warnings: readonly Warning[] }) {
  const format = useFormat();
  const { openDrill } = useDrill();
  const caption = row.template
    ? `Of ${format.deals(row.deals)} created, judged by the template ${row.template}`
    : `Of ${format.deals(row.deals)} created, judged by the order of the stages; a template on the Data page allows skips`;
  return (
    <Card
      title={pathSharesTitle}
      caption={caption}
      actions={
        <CardMenu
          title={pathSharesTitle}
          build={(context) => sharesChart(row, words, context)}
          about={{ ...aboutPaths, title: pathSharesTitle }}
        />
      }
    >
      <div className={classes.shares}>
        {row.shares
          .filter(({ part }) => part !== 'allowed-skip' || row.template !== null)
          .map(({ part, deals, share, low, high }) => (
            <Share
              key={part}
              name={words[part]}
              share={share ?? 0}
              figure={format.percent(share, 1)}
              range={
                share === null
                  ? `${part === 'straight' ? 'at most' : 'at least'} ${format.count(deals)}`
                  : `${format.percentRange(low, high)} · ${format.count(deals)}`
              }
              open={() =>
                openDrill({ ...aboutPaths, title: words[part], behind: { metric: 'conformance', part } })
              }
            />
          ))}
      </div>
      <p className={classes.visits}>
        {row.meanVisits === null
          ? 'How often deals visit a stage is not in the data.'
          : `${format.number(row.meanVisits, 1)} visits a deal; repeat visits are legal and counted.`}
      </p>
      {warnings.length > 0 ? (
        <div className={classes.below}>
          <WarningList warnings={warnings} />
        </div>
      ) : null}
    </Card>
  );
}

type ShareProps = { name: string; share: number; figure: string; range: string; open: () => void };

function Share({ name, share, figure, range, open }: ShareProps) {
  return (
    <>
      <OpenButton onClick={open}>{name}</OpenButton>
      <div className={classes.bar} aria-hidden="true">
        <div className={classes.fill} style={{ width: `${share * 100}%` }} />
      </div>
      <span className={classes.figure}>
        {figure} <span className={classes.muted}>{range}</span>
      </span>
    </>
  );
}
