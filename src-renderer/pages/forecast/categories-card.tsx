import type { ForecastAnswer } from '#shared/results/forecast';
import type { ForecastCategory, OutlookPartsAnswer } from '#shared/results/outlook';
import { Card } from '../../components/card';
import { Column } from '../../components/page';
import { WarningList } from '../../components/warning-list';
import { useFormat } from '../../state/use-format';
import classes from './forecast.module.css';
import { useOutlookParts } from './use-outlook-parts';

export const categoryNames: Readonly<Record<ForecastCategory, string>> = {
  commit: 'Commit',
  'best-case': 'Best case',
  pipeline: 'Pipeline',
  omitted: 'Omitted',
};

/** Open deals by forecast category, with the roll-up by hand beside what they bring on average. */
export function CategoriesCard({ answer }: { answer: ForecastAnswer }) {
  const { data: parts } = useOutlookParts();
  if (!parts || parts.n === 0 || answer.daysLeft === 0) return null;
  return (
    <Column span={6}>
      <Categories parts={parts} p50={answer.p50} />
    </Column>
  );
}

function Categories({ parts, p50 }: { parts: OutlookPartsAnswer; p50: number }) {
  const format = useFormat();
  const commit = parts.rows.find(({ category }) => category === 'commit');
  const title = commit
    ? `Won and commit roll up to ${format.moneyShort(commit.rollUp)}, the outlook is ${format.moneyShort(p50)}`
    : 'Forecast categories';
  return (
    <Card
      title={title}
      caption={
        parts.source === 'field'
          ? 'By the category of the CRM: the roll-up adds full amounts, expected is what the model makes of them'
          : 'By the chance that the model gives each deal: no category is mapped'
      }
    >
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Category</th>
              {['Deals', 'Amount', 'Expected', 'Roll-up', 'Expected roll-up'].map((head) => (
                <th key={head} scope="col" data-numeric="true">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <td>Won</td>
              <td data-numeric="true">–</td>
              <td data-numeric="true">{format.moneyShort(parts.wonToDate)}</td>
              <td data-numeric="true">{format.moneyShort(parts.wonToDate)}</td>
              <td data-numeric="true">{format.moneyShort(parts.wonToDate)}</td>
              <td data-numeric="true">{format.moneyShort(parts.wonToDate)}</td>
            </tr>
            {parts.rows.map((row) => (
              <tr key={row.category}>
                <td>{categoryNames[row.category]}</td>
                <td data-numeric="true">{format.count(row.deals)}</td>
                <td data-numeric="true">{format.moneyShort(row.amount)}</td>
                <td data-numeric="true">{format.moneyShort(row.expected)}</td>
                <td data-numeric="true">
                  {row.category === 'omitted' ? '–' : format.moneyShort(row.rollUp)}
                </td>
                <td data-numeric="true">{format.moneyShort(row.rollUpExpected)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <WarningList warnings={parts.warnings} />
    </Card>
  );
}
