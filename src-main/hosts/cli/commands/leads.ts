import { type Command, Option } from 'commander';
import type { Band, HandOff, LeadRow, LeadsAnswer, Share } from '#shared/results/leads';
import { minutesText } from '#shared/time/minutes-text';
import type { CliRun } from '../cli-host';
import { amountCell, countCell, daysCell, emptyCell, rateCell, rateIntervalCell } from '../format/cells';
import { type Column, tableText } from '../format/table';
import { metricOutput, numberColumn } from '../metric-output';
import type { ScopeOptions } from '../options';
import { addScopeOptions, formatOf, parsePositive, scopeOf, workspaceOf } from '../options';
import { type Output, printOutput } from '../output';
import { withWorkspace } from '../session';

type LeadsOptions = Omit<ScopeOptions, 'by'> & { by: 'channel' | 'source' | 'owner'; limit: number };

const help = `
The period bounds the day on which leads came in. Rates are of the step before, so far: what got further got there too.
Channels are told by the words of the source (paid, direct, search, referral, community, platform, live stream,
relationship); what says none of these stays under its own name.

Examples:
  weir leads -w sales.weir --from 2026-01-01
  weir leads -w sales.weir --by owner --limit 60 --json
`;

/** `weir leads`: from lead to customer by channel, hand-off times, attempts and the speed of the first touch. */
export function addLeads(program: Command, run: CliRun): void {
  const command = program
    .command('leads')
    .summary('from lead to customer by channel, hand-off and first touch')
    .description('How far leads get by channel, how soon they are handed over, and how they are worked.')
    .addOption(
      new Option('--by <field>', 'break down by channel, source or owner')
        .choices(['channel', 'source', 'owner'])
        .default('channel'),
    )
    .option('--limit <minutes>', 'how long a hand-off may take', parsePositive, 30);
  addScopeOptions(command, { weight: false }).addHelpText('after', help);
  command.action((options: LeadsOptions) => printLeads(run, options));
}

async function printLeads(run: CliRun, { by, limit, ...options }: LeadsOptions): Promise<void> {
  const format = formatOf(options);
  const answer = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('metric.leads', { ...scopeOf(options), by, limit }),
  );
  printOutput(run.host, format, outputOf(answer));
}

function outputOf(answer: LeadsAnswer): Output {
  const { document, rows, warnings } = metricOutput(answer, { title: '', columns: [] });
  const shown = { ...answer, rows: [...answer.rows, { ...answer.total, key: 'all' }] };
  const after = [handOffText(answer.handOff), shareText(answer), bandsText(answer)].join('');
  return {
    document,
    rows: rows ?? [],
    warnings: warnings ?? [],
    text: () => metricOutput(shown, { title: 'Leads', columns: columnsOf(answer), after }).text(),
  };
}

function columnsOf({ by, carries }: LeadsAnswer): Column<LeadRow>[] {
  const share = (header: string, of: (row: LeadRow) => Share): Column<LeadRow> =>
    numberColumn(header, (row) => shareCell(of(row)));
  return [
    { header: by, cell: (row) => row.key ?? emptyCell },
    numberColumn('leads', (row) => countCell(row.leads)),
    ...(carries.mql ? [numberColumn<LeadRow>('MQL', (row) => countCell(row.mql))] : []),
    ...(carries.sql ? [numberColumn<LeadRow>('SQL', (row) => countCell(row.sql))] : []),
    numberColumn('opportunities', (row) => countCell(row.opportunities)),
    numberColumn('customers', (row) => countCell(row.customers)),
    ...(carries.mql ? [share('to MQL', (row) => row.mqlRate)] : []),
    ...(carries.sql ? [share('to SQL', (row) => row.sqlRate)] : []),
    share('to opportunity (95 %)', (row) => row.opportunityRate),
    share('won of closed', (row) => row.closeRate),
    share('lead to customer', (row) => row.customerRate),
    ...(carries.cost
      ? [
          numberColumn<LeadRow>('cost a customer', (row) => amountCell(rounded(row.costPerCustomer))),
          numberColumn<LeadRow>('return', (row) => rateCell(row.roi)),
        ]
      : []),
  ];
}

const rounded = (amount: number | null) => (amount === null ? null : Math.round(amount));

function shareCell({ rate, low, high }: Share): string {
  return rateIntervalCell(rate, low, high);
}

function handOffText(handOff: HandOff | null): string {
  if (!handOff) return '';
  const { limit, until, median, low, high, within, withinLow, withinHigh, waiting } = handOff;
  const what = until === 'assigned' ? 'Handed over' : 'First touched';
  return `\n${what} within ${daysCell(limit)} minutes: ${rateIntervalCell(within, withinLow, withinHigh)}; median ${minutesText(median, daysCell)} (${minutesText(low, daysCell)} – ${minutesText(high, daysCell)}); ${countCell(waiting)} still wait\n`;
}

function shareText({ meetings, referrers }: LeadsAnswer): string {
  const met = meetings
    ? `Meeting after a first talk: ${shareCell(meetings)} of ${countCell(meetings.n)}\n`
    : '';
  const referred = referrers
    ? `Customers who referred a lead: ${shareCell(referrers)} of ${countCell(referrers.n)}\n`
    : '';
  return met + referred;
}

function bandsText({ speed, attempts }: LeadsAnswer): string {
  const table = (header: string, bands: readonly Band[]) =>
    bands.length === 0
      ? ''
      : `\n${tableText<Band>(
          [
            { header, cell: ({ label }) => label },
            numberColumn('leads', ({ share }) => countCell(share.n)),
            numberColumn('converted (95 %)', ({ share }) => shareCell(share)),
            numberColumn('won', ({ won }) => shareCell(won)),
          ],
          bands,
        )}`;
  return table('first touch', speed) + table('attempts', attempts);
}
