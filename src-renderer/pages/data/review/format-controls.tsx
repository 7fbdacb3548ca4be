import { NumberInput, Select } from '@mantine/core';
import { fileKinds } from '#shared/model/fields';
import { type DateOrder, dateOrderSchema, type Mapping, mappingSchema } from '#shared/model/mapping';
import type { FileReport } from '#shared/results/workspace';
import { kindLabels } from '../words';
import classes from './format-controls.module.css';

type Props = { file: FileReport; disabled: boolean; onCorrect: (change: Mapping) => void };

const encodings = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'utf-16le', label: 'UTF-16 little endian' },
  { value: 'utf-16be', label: 'UTF-16 big endian' },
  { value: 'windows-1252', label: 'Windows-1252 (Western)' },
  { value: 'windows-1250', label: 'Windows-1250 (Central European)' },
  { value: 'windows-1251', label: 'Windows-1251 (Cyrillic)' },
  { value: 'gb18030', label: 'GB18030 (Chinese)' },
  { value: 'big5', label: 'Big5 (Chinese)' },
  { value: 'shift_jis', label: 'Shift-JIS (Japanese)' },
  { value: 'cp949', label: 'CP949 (Korean)' },
];

const delimiters = [
  { value: ',', label: 'Comma' },
  { value: ';', label: 'Semicolon' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Bar' },
];

const dateOrders: { value: DateOrder; label: string }[] = [
  { value: 'ymd', label: 'Year, month, day' },
  { value: 'dmy', label: 'Day, month, year' },
  { value: 'mdy', label: 'Month, day, year' },
];

/** How the file is read before any column is looked at. Each choice reads it again. */
export function FormatControls({ file, disabled, onCorrect }: Props) {
  const shared = { size: 'xs', allowDeselect: false, disabled } as const;
  const encoding = file.encoding.toLowerCase();
  const isText = file.format === 'text';
  return (
    <div className={classes.controls}>
      <Select
        {...shared}
        label="The file holds"
        data={fileKinds.map((kind) => ({ value: kind, label: kindLabels[kind] }))}
        value={file.kind}
        onChange={(value) => {
          const kind = mappingSchema.shape.kind.safeParse(value).data;
          if (kind) onCorrect({ kind });
        }}
      />
      <Select
        {...shared}
        label="Encoding"
        data={encodingChoices(file)}
        value={encoding}
        disabled={disabled || file.format === 'xlsx' || file.format === 'parquet'}
        onChange={(value) => value && onCorrect({ encoding: value })}
      />
      <Select
        {...shared}
        label="Delimiter"
        placeholder="None"
        data={isText ? withPresent(delimiters, file.delimiter, `“${file.delimiter}”`) : []}
        value={isText ? file.delimiter : null}
        disabled={disabled || !isText}
        onChange={(value) => value && onCorrect({ delimiter: value })}
      />
      <NumberInput
        size="xs"
        label="Header line, 0 for none"
        min={0}
        value={file.headerLine}
        disabled={disabled || !(isText || file.format === 'xlsx')}
        onChange={(value) => {
          if (typeof value === 'number' && value !== file.headerLine) onCorrect({ headerLine: value });
        }}
      />
      <Select
        {...shared}
        label="Dates are written"
        placeholder="No dates found"
        data={dateOrders}
        value={file.dateOrder}
        onChange={(value) => {
          const dateOrder = dateOrderSchema.safeParse(value).data;
          if (dateOrder) onCorrect({ dateOrder });
        }}
      />
    </div>
  );
}

type Choice = { value: string; label: string };

/** The usual encodings, and those that could explain the bytes with how the text reads in them, the likeliest first. */
function encodingChoices({ encodings: found, encoding }: FileReport): Choice[] {
  const likely = found.map(({ encoding: value, sample }) => {
    const label = encodings.find((choice) => choice.value === value)?.label ?? value.toUpperCase();
    return { value, label: sample === '' ? label : `${label}: ${sample.slice(0, 40)}` };
  });
  const others = encodings.filter(({ value }) => !likely.some((choice) => choice.value === value));
  return withPresent([...likely, ...others], encoding.toLowerCase(), encoding);
}

function withPresent(choices: Choice[], value: string, label: string): Choice[] {
  return choices.some((choice) => choice.value === value) ? choices : [{ value, label }, ...choices];
}
