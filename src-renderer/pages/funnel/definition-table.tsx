import { type DefinitionRow, type FunnelDefinition, funnelDefinitions } from '#shared/results/metrics';
import { definitionLabels, shortDefinitionLabels } from '../../charts/definitions-compare';
import tableClasses from '../../components/figures-table.module.css';
import { OpenButton } from '../../components/open-button';
import { useDrill } from '../../state/use-drill';
import { useFormat } from '../../state/use-format';
import classes from './funnel.module.css';

/** Deals that reached each stage under each definition; the number that differs opens those deals. */
export function DefinitionTable({ rows }: { rows: readonly DefinitionRow[] }) {
  return (
    <div className={tableClasses.scroll}>
      <table className={tableClasses.table}>
        <caption className="visually-hidden">Deals that reached each stage by definition</caption>
        <thead>
          <tr>
            <th scope="col">Deals that reached</th>
            {funnelDefinitions.map((definition) => (
              <th key={definition} scope="col" data-numeric="true">
                {shortDefinitionLabels[definition]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.stage}>
              <td className={classes.stage} title={row.stage}>
                {row.stage}
              </td>
              {funnelDefinitions.map((definition) => (
                <td key={definition} data-numeric="true">
                  <Entered row={row} definition={definition} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Entered({ row, definition }: { row: DefinitionRow; definition: FunnelDefinition }) {
  const format = useFormat();
  const { openDrill } = useDrill();
  const differing = row.differing[definition];
  return (
    <span className={classes.entered}>
      {format.count(row.entered[definition])}
      {differing > 0 ? (
        <OpenButton
          quiet
          onClick={() =>
            openDrill({
              title: `${row.stage}: ${definitionLabels[definition].toLowerCase()} differs from reached or beyond`,
              behind: { metric: 'funnel-difference', definition, stage: row.stage },
              definition: `funnel.${definition}`,
              method: 'metric.definitions',
            })
          }
        >
          {differing < 10_000 ? format.count(differing) : format.compact(differing)} differ
        </OpenButton>
      ) : null}
    </span>
  );
}
