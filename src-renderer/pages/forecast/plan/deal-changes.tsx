import { Button, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ForecastAnswer } from '#shared/results/forecast';
import { addDays } from '#shared/time/day';
import { useFormat } from '../../../state/use-format';
import classes from '../forecast.module.css';
import { readAmount } from './amount-text';
import { type FoundDeal, OpenDealSelect } from './open-deal-select';
import { type Tried, withDeal } from './use-what-if';

type DealChangesProps = { answer: ForecastAnswer; tried: Tried; change: (patch: Partial<Tried>) => void };

/** Leaves any open deal out, moves its close date or gives it a chance; adds deals that are not there; lists what is changed. */
export function DealChanges({ answer, tried, change }: DealChangesProps) {
  const [deal, setDeal] = useState<FoundDeal | null>(null);
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const [day, setDay] = useState('');
  const [chance, setChance] = useState<number | string>('');
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day);
  const apply = (patch: Parameters<typeof withDeal>[2]) => {
    if (!deal) return;
    setNames((known) => new Map([...known, [deal.id, deal.name]]));
    change(withDeal(tried, deal.id, patch));
  };
  return (
    <>
      <div className={classes.form}>
        <OpenDealSelect answer={answer} value={deal} onChange={setDeal} />
        <Button size="xs" variant="default" disabled={!deal} onClick={() => apply({ exclude: true })}>
          Leave out
        </Button>
        <TextInput
          size="xs"
          w={112}
          label="Closes on"
          placeholder={addDays(answer.to, 30)}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <Button
          size="xs"
          variant="default"
          disabled={!deal || !isDay}
          onClick={() => apply({ expectedClose: day })}
        >
          Move date
        </Button>
        <NumberInput
          size="xs"
          w={112}
          label="Its chance, %"
          placeholder="90"
          min={0}
          max={100}
          value={chance}
          onChange={setChance}
        />
        <Button
          size="xs"
          variant="default"
          disabled={!deal || chance === ''}
          onClick={() => apply({ chance: shareOf(chance) })}
        >
          Set chance
        </Button>
      </div>
      <AddedDeal onAdd={(added) => change({ add: [...tried.add, added] })} />
      <Changes tried={tried} names={names} change={change} />
    </>
  );
}

function shareOf(percent: number | string): number {
  return Math.min(1, Math.max(0, Number(percent) / 100));
}

/** A deal that is not there: amount, and chance of being won in the period. */
function AddedDeal({ onAdd }: { onAdd: (deal: Tried['add'][number]) => void }) {
  const [text, setText] = useState('');
  const [chance, setChance] = useState<number | string>(50);
  const amount = readAmount(text);
  return (
    <div className={classes.form}>
      <TextInput
        size="xs"
        w={128}
        label="Add a deal of"
        placeholder="250,000"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <NumberInput
        size="xs"
        w={112}
        label="Chance, %"
        min={0}
        max={100}
        value={chance}
        onChange={setChance}
      />
      <Button
        size="xs"
        variant="default"
        disabled={amount === null || amount <= 0}
        onClick={() => {
          if (amount === null) return;
          onAdd({ amount, chance: shareOf(chance) });
          setText('');
        }}
      >
        Add
      </Button>
    </div>
  );
}

type ChangesProps = {
  tried: Tried;
  names: ReadonlyMap<string, string>;
  change: (patch: Partial<Tried>) => void;
};

/** What is changed of single deals, each with a button that takes it back. */
function Changes({ tried, names, change }: ChangesProps) {
  const format = useFormat();
  const nameOf = (id: string) => names.get(id) ?? id;
  const { exclude, move, chances, add } = tried;
  const rows = [
    ...exclude.map((id) => ({
      key: `out ${id}`,
      text: `${nameOf(id)} left out`,
      without: { exclude: exclude.filter((other) => other !== id) },
    })),
    ...move.map(({ id, expectedClose }) => ({
      key: `move ${id}`,
      text: `${nameOf(id)} closes on ${format.day(expectedClose)}`,
      without: { move: move.filter((other) => other.id !== id) },
    })),
    ...chances.map(({ id, chance }) => ({
      key: `chance ${id}`,
      text: `${nameOf(id)} at ${format.percent(chance)}`,
      without: { chances: chances.filter((other) => other.id !== id) },
    })),
    ...add.map(({ amount, chance }, at) => ({
      key: `add ${at}`,
      text: `a deal of ${format.moneyShort(amount)} at ${format.percent(chance)} added`,
      without: { add: add.filter((_, other) => other !== at) },
    })),
  ];
  if (rows.length === 0) return null;
  return (
    <ul className={classes.changes} aria-label="Changes of deals">
      {rows.map(({ key, text, without }) => (
        <li key={key}>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Take back: ${text}`}
            onClick={() => change(without)}
          >
            {text} ×
          </Button>
        </li>
      ))}
    </ul>
  );
}
