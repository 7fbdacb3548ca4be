import { Link } from 'wouter';
import { type DefinitionKey, definitions } from '#shared/results/definitions';
import { methodPath } from '../../state/methods-address';
import { useScopedPath } from '../../state/use-scope';
import { CopyButton } from './copy-button';
import classes from './drill-sheet.module.css';

/** What the number means, and the way to its formula and sources. */
export function DrillDefinition({ definition }: { definition: DefinitionKey }) {
  const scoped = useScopedPath();
  const { title, text } = definitions[definition];
  return (
    <div className={classes.text}>
      <h3 className={classes.heading}>{title}</h3>
      <p>{text}</p>
      <p>
        <Link href={scoped(methodPath(definition))} className={classes.link}>
          Formula and sources in Methods
        </Link>
      </p>
      <CopyButton text={`${title}: ${text}`} label="Copy the definition" />
    </div>
  );
}
