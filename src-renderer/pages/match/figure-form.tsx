import { Button, Select, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { figureUnits, readFigure } from '#shared/model/asked-figure';
import classes from './match.module.css';
import { unitLabels, useMatchQuestion } from './use-match-question';

/** Where the figure is typed as it was seen. */
export function FigureForm() {
  const { value, setValue, unit, setUnit } = useMatchQuestion();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const readings = readFigure(text);
  const wrong =
    text.trim() === ''
      ? null
      : readings.length === 0
        ? 'Write it as it is shown: 63 %, 1,240, 1.2M, 47 days'
        : unit !== null && !readings.some((reading) => reading.unit === unit)
          ? `This cannot be read as ${unitLabels[unit].toLowerCase()}`
          : null;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong === null) setValue(text);
      }}
    >
      <TextInput
        className={classes.figure}
        label="Figure, as the CRM shows it"
        placeholder="63.2 %, 1,240, €1.2M, 47 days"
        value={text}
        error={wrong}
        autoComplete="off"
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Select
        className={classes.unit}
        label="It counts"
        data={[
          { value: 'any', label: 'Whatever it can be' },
          ...figureUnits.map((known) => ({ value: known, label: unitLabels[known] })),
        ]}
        value={unit ?? 'any'}
        allowDeselect={false}
        onChange={(next) => setUnit(next === 'any' ? null : next)}
        comboboxProps={{ shadow: 'md' }}
      />
      <Button type="submit" disabled={text.trim() === '' || wrong !== null}>
        Find it
      </Button>
    </form>
  );
}
