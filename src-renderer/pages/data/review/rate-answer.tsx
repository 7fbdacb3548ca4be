import { Button, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { Mapping } from '#shared/model/mapping';
import classes from './decision-list.module.css';

type Props = {
  rate: { currency: string; to: string };
  disabled: boolean;
  onAnswer: (change: Mapping) => void;
};

/** A rate is a number that only the user knows; nothing is suggested. */
export function RateAnswer({ rate: { currency, to }, disabled, onAnswer }: Props) {
  const [value, setValue] = useState<string | number>('');
  const rate = Number(value);
  const usable = value !== '' && rate > 0;
  return (
    <form
      className={classes.choices}
      onSubmit={(event) => {
        event.preventDefault();
        if (usable) onAnswer({ currency: to, rates: { [currency]: rate } });
      }}
    >
      <NumberInput
        size="xs"
        aria-label={`One ${currency} in ${to}`}
        placeholder={`${to} for 1 ${currency}`}
        value={value}
        min={0}
        allowNegative={false}
        disabled={disabled}
        onChange={setValue}
      />
      <Button type="submit" size="xs" variant="default" disabled={disabled || !usable}>
        Use
      </Button>
    </form>
  );
}
