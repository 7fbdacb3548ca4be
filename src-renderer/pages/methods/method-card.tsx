import type { DefinitionKey } from '#shared/results/definitions';
import type { MethodConstant } from '#shared/results/method-notes';
import type { Formatters } from '../../charts/formatters';
import { Card } from '../../components/card';
import { groupId, methodId } from '../../state/methods-address';
import { useFormat } from '../../state/use-format';
import type { MethodEntry, MethodSection } from './method-list';
import classes from './methods.module.css';

type Props = { section: MethodSection; chosen: DefinitionKey | null };

/** The methods and constants of one page. */
export function MethodCard({ section: { group, title, methods, constants }, chosen }: Props) {
  return (
    <div id={groupId(group)} className={classes.card}>
      <Card title={title}>
        <div className={classes.methods}>
          {methods.map((method) => (
            <Entry key={method.key} method={method} isChosen={method.key === chosen} />
          ))}
          {constants.length > 0 ? <Constants constants={constants} of={title} /> : null}
        </div>
      </Card>
    </div>
  );
}

function Entry({ method, isChosen }: { method: MethodEntry; isChosen: boolean }) {
  return (
    <article id={methodId(method.key)} tabIndex={-1} className={classes.method} data-chosen={isChosen}>
      <h3 className={classes.title}>{method.title}</h3>
      <p>{method.text}</p>
      {method.formula ? <p className={classes.formula}>{method.formula}</p> : null}
      {method.sources.map((source) => (
        <p key={source} className={classes.source}>
          {source}
        </p>
      ))}
    </article>
  );
}

function Constants({ constants, of }: { constants: readonly MethodConstant[]; of: string }) {
  const format = useFormat();
  return (
    <table className={classes.constants}>
      <caption className="visually-hidden">Constants of {of}</caption>
      <thead>
        <tr>
          <th scope="col">Constant</th>
          <th scope="col" data-numeric="true">
            Value
          </th>
          <th scope="col">Name</th>
        </tr>
      </thead>
      <tbody>
        {constants.map((constant) => (
          <tr key={constant.name}>
            <td>{constant.text}</td>
            <td data-numeric="true">{valueText(constant, format)}</td>
            <td className={classes.name}>{constant.name}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The value with its unit, or each of several with what it is for. */
export function valueText({ value, unit }: MethodConstant, format: Formatters): string {
  const write = (one: number) => {
    if (unit === 'share') return format.percent(one);
    const number = Number.isInteger(one) ? format.count(one) : format.number(one, 2);
    return unit === 'count' ? number : `${number} ${unit}`;
  };
  if (typeof value === 'number') return write(value);
  return Object.entries(value)
    .map(([name, one]) => `${name} ${write(one)}`)
    .join(', ');
}
