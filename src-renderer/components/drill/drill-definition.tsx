import { type DefinitionKey, definitions } from '#shared/results/definitions';
import { CopyButton } from './copy-button';
import classes from './drill-sheet.module.css';

export function DrillDefinition({ definition }: { definition: DefinitionKey }) {
  const { title, text } = definitions[definition];
  return (
    <div className={classes.text}>
      <h3 className={classes.heading}>{title}</h3>
      <p>{text}</p>
      <CopyButton text={`${title}: ${text}`} label="Copy the definition" />
    </div>
  );
}
