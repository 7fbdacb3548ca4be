import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { MethodInput } from '#shared/contract/methods';
import type { TargetRow, TargetsResult } from '#shared/results/plan';
import { Card } from '../../../components/card';
import { EmptyState } from '../../../components/empty-state';
import { ErrorState } from '../../../components/error-state';
import { ShowAll } from '../../../components/show-all';
import { WarningList } from '../../../components/warning-list';
import { useFormat } from '../../../state/use-format';
import { useMetric } from '../../../state/use-metric';
import classes from '../forecast.module.css';
import { useTargets } from '../use-outlook';
import { readAmount } from './amount-text';
import { useAuthor } from './use-author';
import { useSetTarget } from './use-saying';

const firstRows = 8;
const sourceWords: Readonly<Record<TargetRow['source'], string>> = {
  set: 'set by hand',
  imported: 'imported',
  teams: 'sum of the teams',
  owners: 'sum of the owners',
};

/** What each group is to sell in the period, and setting it by hand. */
export function TargetsCard({ period }: { period: string }) {
  const format = useFormat();
  const { data } = useTargets();
  const setting = useSetTarget();
  const [all, setAll] = useState(false);
  const last = setting.variables;
  const undo = () => {
    if (last) setting.mutate({ ...last, amount: setting.data?.before ?? null });
  };
  const title = data?.target
    ? `The target of ${period} is ${format.moneyShort(data.target.amount)}, ${sourceWords[data.target.source]}`
    : `${period} has no target`;
  const rows = data?.rows ?? [];
  return (
    <Card
      title={title}
      caption="Targets set by hand go before imported ones; what was set before stays in the log"
    >
      <TargetForm period={period} data={data} onSet={setting.mutate} busy={setting.isPending} />
      <div className={classes.said} role="status">
        {setting.isSuccess && last ? (
          <>
            {last.amount === null ? 'Taken back.' : `Set to ${format.money(last.amount)}.`}
            <Button size="compact-xs" variant="default" onClick={undo}>
              Undo
            </Button>
          </>
        ) : null}
      </div>
      {setting.isError ? <ErrorState error={setting.error} /> : null}
      {rows.length === 0 ? (
        <EmptyState
          title="Nobody has one"
          hint="Set one above, or import a file of targets or quotas on the Data page."
        />
      ) : (
        <>
          <TargetTable
            rows={all ? rows : rows.slice(0, firstRows)}
            onRemove={(row) => setting.mutate(removal(row, period))}
          />
          <ShowAll shown={firstRows} total={rows.length} all={all} onToggle={() => setAll(!all)} />
        </>
      )}
      <WarningList warnings={data?.warnings ?? []} />
    </Card>
  );
}

type Setting = MethodInput<'targets.set'>;

function removal({ field, value }: TargetRow, period: string): Setting {
  return { period, amount: null, author: 'page', ...groupOf(field, value) };
}

function groupOf(field: TargetRow['field'], value: string | null): Pick<Setting, 'owner' | 'team'> {
  if (value === null || field === 'company') return {};
  return field === 'owner' ? { owner: value } : { team: value };
}

function TargetTable({ rows, onRemove }: { rows: readonly TargetRow[]; onRemove: (row: TargetRow) => void }) {
  const format = useFormat();
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">For</th>
            <th scope="col" data-numeric="true">
              Target
            </th>
            <th scope="col">From</th>
            <th scope="col">
              <span className="visually-hidden">Take back</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.field} ${row.value}`}>
              <td>{row.value ?? 'Company'}</td>
              <td data-numeric="true">{format.money(row.amount)}</td>
              <td>
                {sourceWords[row.source]}
                {row.covered < 0.999 ? `, ${format.percent(row.covered)} of the days` : ''}
              </td>
              <td data-numeric="true">
                {row.source === 'set' && row.parts === 1 ? (
                  <button type="button" className={classes.open} onClick={() => onRemove(row)}>
                    Take back
                  </button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type TargetFormProps = {
  period: string;
  data: TargetsResult | undefined;
  onSet: (input: Setting) => void;
  busy: boolean;
};

function TargetForm({ period, data, onSet, busy }: TargetFormProps) {
  const { author, setAuthor, known } = useAuthor();
  const [group, setGroup] = useState<string | null>('company');
  const [text, setText] = useState('');
  const owners = useMetric('workspace.values', { field: 'owner', limit: 500 });
  const teams = useMetric('workspace.values', { field: 'team', limit: 100 });
  const format = useFormat();
  const amount = readAmount(text);
  const named = (field: 'owner' | 'team', values: readonly { value: string | null }[] | undefined) =>
    (values ?? []).flatMap(({ value }) =>
      value === null ? [] : [{ value: `${field}:${value}`, label: value }],
    );
  const groups = [
    { group: 'All', items: [{ value: 'company', label: 'Company' }] },
    { group: 'Teams', items: named('team', teams.data?.values) },
    { group: 'Owners', items: named('owner', owners.data?.values) },
  ].filter(({ items }) => items.length > 0);
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (amount === null || !group) return;
        const [field, ...rest] = group.split(':');
        const value = rest.join(':');
        onSet({
          period,
          amount,
          author,
          ...(field === 'owner' ? { owner: value } : field === 'team' ? { team: value } : {}),
        });
        setText('');
      }}
    >
      <Select
        size="xs"
        w={172}
        label="For"
        data={groups}
        value={group}
        onChange={setGroup}
        allowDeselect={false}
        searchable
        comboboxProps={{ shadow: 'md' }}
      />
      <TextInput
        size="xs"
        w={132}
        label={`Target of ${period}`}
        placeholder={data?.target ? format.count(Math.round(data.target.amount)) : '1,200,000'}
        value={text}
        error={text !== '' && amount === null}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <TextInput
        size="xs"
        w={132}
        label="Your name"
        value={author}
        onChange={(event) => setAuthor(event.currentTarget.value)}
      />
      <Button size="xs" type="submit" disabled={amount === null || !known} loading={busy}>
        Set target
      </Button>
    </form>
  );
}
