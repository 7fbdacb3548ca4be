import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { RememberedMapping } from '#shared/results/workspace';
import { Card } from '../../../components/card';
import { ErrorState } from '../../../components/error-state';
import { useEngine } from '../../../engine-client/engine-context';
import { useFormat } from '../../../state/use-format';
import { useMetric } from '../../../state/use-metric';
import { useWorkspace } from '../../../state/use-workspace';
import { correctionsText } from '../corrections-text';
import classes from './remembered-card.module.css';

/** Corrections that apply to later files under the same headers. Nothing where none are remembered. */
export function RememberedCard() {
  const engine = useEngine();
  const queries = useQueryClient();
  const readOnly = useWorkspace().data?.readOnly === true;
  const query = useMetric('mapping.remembered', {});
  const options = { onSuccess: () => queries.invalidateQueries({ queryKey: ['mapping.remembered'] }) };
  const forget = useMutation({
    mutationFn: ({ headers }: RememberedMapping) => engine.call('mapping.forget', { headers }),
    ...options,
  });
  const remember = useMutation({
    mutationFn: ({ headers, import: of, mapping }: RememberedMapping) =>
      engine.call('mapping.remember', { headers, import: of, mapping }),
    ...options,
  });
  const forgotten = forget.isSuccess && !remember.isSuccess ? forget.variables : null;
  if (!query.data || (query.data.length === 0 && forgotten === null)) return null;
  const busy = forget.isPending || remember.isPending;
  return (
    <Card
      title="Remembered mappings"
      caption="The next file with the same columns is read with these corrections. Forgetting one leaves what is loaded as it is."
      flush
    >
      {forget.isError && <ErrorState error={forget.error} />}
      {remember.isError && <ErrorState error={remember.error} />}
      <ul className={classes.list}>
        {query.data.map((remembered) => (
          <RememberedRow
            key={remembered.headers}
            remembered={remembered}
            disabled={busy || readOnly}
            onForget={() => {
              remember.reset();
              forget.mutate(remembered);
            }}
          />
        ))}
      </ul>
      {forgotten && (
        <p className={classes.done} role="status">
          The mapping of {forgotten.file || 'an earlier file'} is forgotten.{' '}
          <Button
            size="compact-xs"
            variant="default"
            disabled={busy}
            onClick={() => remember.mutate(forgotten)}
          >
            Undo
          </Button>
        </p>
      )}
    </Card>
  );
}

type RowProps = { remembered: RememberedMapping; disabled: boolean; onForget: () => void };

function RememberedRow({ remembered, disabled, onForget }: RowProps) {
  const format = useFormat();
  const { file, importedAt, columns, mapping } = remembered;
  const name = file || 'an earlier file';
  return (
    <li className={classes.row}>
      <div className={classes.text}>
        <p className={classes.name} title={columns.join(', ')}>
          {name}
        </p>
        <p className={classes.facts}>
          From {format.day(importedAt)}, {format.count(columns.length)} columns; corrects{' '}
          {correctionsText(mapping)}
        </p>
      </div>
      <Button
        size="compact-xs"
        variant="default"
        disabled={disabled}
        aria-label={`Forget the mapping of ${name}`}
        onClick={onForget}
      >
        Forget
      </Button>
    </li>
  );
}
