import type { FigureUnit } from '#shared/model/asked-figure';
import type { MatchRow } from '#shared/results/match';
import { shortDefinitionLabels } from '../../charts/definitions-compare';
import type { Formatters } from '../../charts/formatters';
import { type FieldChoice, fieldLabel } from '../../state/use-fields';

/** A figure as it would be shown, with a digit more than usual so that near ones can be told apart. */
export function figureText(unit: FigureUnit, value: number, format: Formatters): string {
  if (unit === 'rate') return format.percent(value, 2);
  if (unit === 'count') return format.count(value);
  return unit === 'days' ? `${format.fixed(value)} days` : format.money(value);
}

/** How far it is from the figure asked for, signed. */
export function differenceText({ unit, difference }: MatchRow, format: Formatters): string {
  const sign = difference > 0 ? '+' : '';
  if (unit === 'rate') return `${sign}${format.fixed(difference * 100, 2)} pp`;
  if (unit === 'days') return `${sign}${format.fixed(difference)}`;
  return `${sign}${unit === 'count' ? format.count(difference) : format.money(difference)}`;
}

/** What is counted, with the stage and the definition of a step of the funnel. */
export function whatText({ label, stage, funnelDefinition, currency }: MatchRow): string {
  const own = currency === 'own' ? ', not converted' : '';
  if (stage === null) return `${label}${own}`;
  const definition = funnelDefinition ? shortDefinitionLabels[funnelDefinition].toLowerCase() : '';
  return `${stage}: ${label.toLowerCase()} (${definition})`;
}

export function whenText(row: MatchRow, labelOf: (field: string) => string): string {
  if (row.dateField === null) return 'All time';
  const date = row.dateField === 'entered' ? 'Entered the stage' : labelOf(row.dateField);
  return `${date} in ${periodText(row.periodLabel)}`;
}

/** Q1 2026 as people write it; years and months as they are. */
function periodText(label: string | null): string {
  return label?.replace(/^(\d{4})-(Q[1-4])$/, '$2 $1') ?? 'the period';
}

export function filterText({ filter, newest }: MatchRow, fields: readonly FieldChoice[]): string {
  if (newest) return 'Each deal once';
  if (!filter) return 'All deals';
  const label = fieldLabel(fields, filter.field);
  return `${label.charAt(0).toUpperCase()}${label.slice(1)}: ${filter.values[0] ?? '(empty)'}`;
}
