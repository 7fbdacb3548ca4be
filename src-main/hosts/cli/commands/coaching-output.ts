import type { CoachingAnswer, CoachingRow } from '#shared/results/coaching';
import { countCell, daysCell, emptyCell, rateCell } from '../format/cells';
import { plainText } from '../format/plain-text';
import type { Column } from '../format/table';
import { metricOutput, numberColumn } from '../metric-output';
import type { Output } from '../output';
import { differenceCell, flatRow, pCell, valueCell } from './compare-cells';

/** `weir reps --rep --coached`: the rep before and since that day, beside the team in the same time. */
export function coachingOutput(answer: CoachingAnswer): Output {
  const { base, compared, owner } = answer;
  const columns: Column<CoachingRow>[] = [
    { header: 'stage', cell: ({ stage }) => stage ?? 'whole sale' },
    numberColumn(plainText(base.label), (row) => valueCell(row, row.base)),
    numberColumn(plainText(compared.label), (row) => valueCell(row, row.compared)),
    numberColumn('n', (row) => `${countCell(row.base.n)} / ${countCell(row.compared.n)}`),
    numberColumn('difference (95 %)', differenceCell),
    numberColumn('team', ({ team }) => `${rateCell(team.base)} → ${rateCell(team.compared)}`),
    numberColumn('against the team (95 %)', againstCell),
    numberColumn('p', ({ against }) => pCell(against?.p ?? null)),
    numberColumn('adjusted', ({ stage, against }) =>
      stage === null ? emptyCell : pCell(against?.adjusted ?? null),
    ),
    numberColumn('within days', ({ atDays }) => daysCell(atDays)),
  ];
  return metricOutput(answer, {
    title: `${plainText(owner)}, before and since ${answer.coached}`,
    columns,
    csvRows: answer.rows.map(flatCoaching),
  });
}

function againstCell(row: CoachingRow): string {
  if (!row.against) return emptyCell;
  const { value, low, high } = row.against;
  return differenceCell({ ...row, difference: value, low, high });
}

function flatCoaching({ team, against, ...row }: CoachingRow): object {
  return {
    ...flatRow(row),
    team_base: team.base,
    team_compared: team.compared,
    ...Object.fromEntries(Object.entries(against ?? {}).map(([key, value]) => [`against_${key}`, value])),
  };
}
