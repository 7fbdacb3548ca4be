import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { ForecastAnswer } from '#shared/results/forecast';
import { useFormat } from '../../../state/use-format';
import { useMetric } from '../../../state/use-metric';
import { useForecastScope } from '../use-outlook';

export type FoundDeal = { id: string; name: string };

type Props = { answer: ForecastAnswer; value: FoundDeal | null; onChange: (deal: FoundDeal | null) => void };

const shownDeals = 20;
const pause = 150;

/**
 * Any open deal, found by its name, account or owner; the deals to watch before anything is typed. None can be chosen
 * until what is typed is answered: the list would change under the key that chooses.
 */
export function OpenDealSelect({ answer, value, onChange }: Props) {
  const format = useFormat();
  const [text, setText] = useState('');
  const { period: _, ...scope } = useForecastScope();
  const typed = text.trim();
  const [search] = useDebouncedValue(typed, pause);
  const isAsked = search !== '' && search !== value?.name;
  const found = useMetric(
    'deals.list',
    { ...scope, search, outcome: 'open', limit: shownDeals },
    { enabled: isAsked },
  );
  const isPending = typed !== search || (isAsked && (found.isPending || found.isPlaceholderData));
  const watched = answer.drivers.map(({ id, name, amount }) => ({ id, name: name ?? id, amount }));
  const listed = isAsked
    ? (found.data?.rows ?? []).map(({ id, name, amount }) => ({ id, name: name ?? id, amount }))
    : watched;
  const deals: { id: string; name: string; amount?: number | null }[] =
    value && !listed.some(({ id }) => id === value.id) ? [value, ...listed] : listed;
  return (
    <Select
      size="xs"
      style={{ flex: '1 1 280px' }}
      label="Open deal"
      placeholder="Find by name, account or owner"
      searchable
      clearable
      data={deals.map(({ id, name }) => ({ value: id, label: name, disabled: isPending }))}
      // What was found is shown as it is: the engine has searched more than the name.
      filter={({ options }) => options}
      renderOption={({ option }) => {
        const amount = deals.find(({ id }) => id === option.value)?.amount;
        return amount == null ? option.label : `${option.label} · ${format.moneyShort(amount)}`;
      }}
      nothingFoundMessage={isPending ? 'Searching' : 'No open deal is called that'}
      searchValue={text}
      onSearchChange={setText}
      value={value?.id ?? null}
      onChange={(id) => onChange(deals.find((deal) => deal.id === id) ?? null)}
      comboboxProps={{ shadow: 'md' }}
    />
  );
}
