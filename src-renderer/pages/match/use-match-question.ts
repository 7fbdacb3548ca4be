import { useMemo } from 'react';
import { type FigureUnit, figureUnits, readFigure } from '#shared/model/asked-figure';
import { useAddressValue } from '../../state/use-scope';

export const unitLabels: Record<FigureUnit, string> = {
  rate: 'Rate',
  count: 'Number of deals',
  amount: 'Amount',
  days: 'Days',
};

/** The figure asked for and what it counts; both are in the address. */
export function useMatchQuestion() {
  const [value, setValue] = useAddressValue('figure');
  const [unit, setUnit] = useAddressValue('unit');
  const chosen = figureUnits.find((known) => known === unit) ?? null;
  const readings = useMemo(() => readFigure(value ?? ''), [value]);
  const isRead = readings.some((reading) => chosen === null || reading.unit === chosen);
  return {
    value: value ?? '',
    setValue: (next: string) => setValue(next.trim() === '' ? null : next.trim()),
    unit: chosen,
    setUnit: (next: string | null) => setUnit(next),
    /** Whether the figure can be read as that. */
    isRead,
  };
}
