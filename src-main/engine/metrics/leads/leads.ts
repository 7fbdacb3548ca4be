import type { Connection, Row } from '#engine/query/connection';
import type { MethodParams } from '#shared/contract/methods';
import type { Warning } from '#shared/results/envelope';
import type { LeadRow, LeadsAnswer, LeadsCarry, Share } from '#shared/results/leads';
import { answer } from '../answer';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { sumOf, toCents } from '../group-by';
import { attemptBands, type Worked, workedBands } from './bands';
import { handOff, type OfLeads } from './hand-off';
import { besideArguments } from './lead-scope';
import { shareOf } from './share-of';

type Scope = MethodParams<'metric.leads'>;
type Counted = Row & { key: string | null } & Record<
    'leads' | 'mql' | 'sql' | 'opportunities' | 'won' | 'lost' | 'undecided' | 'priced',
    number
  > & { won_value: number | null; cost: number | null };

const counts = [
  ...['leads', 'mql', 'sql', 'opportunities', 'won', 'lost', 'undecided', 'priced'],
  ...['won_value', 'cost'],
];

const works = ['speed', 'attempts', 'leads', 'converted', 'won', 'talked', 'met'];

/** Leads that came in in the period by how far they got, how soon they were handed over, and how they were worked. */
export async function leads(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: Scope,
): Promise<LeadsAnswer> {
  const { args, warnings } = besideArguments(facts, scope, ['owner', 'source'], 'Leads');
  // Of all leads of all time most are counted beforehand.
  const whole = args.sql.includes(':=') ? '' : '_whole';
  const counting = scope.by === 'owner' ? 'leads' : `leads${whole}`;
  const statement = { sql: `FROM weir.${counting}(${args.sql}, dim := ${scope.by})`, params: args.params };
  const carries = await whatLeadsCarry(connection, facts);
  const [counted, worked, waited, referred] = await Promise.all([
    connection.all<Counted>(
      `SELECT key, ${counts.map((name) => `${name}::DOUBLE AS ${name}`).join(', ')} ${statement.sql}`,
      statement.params,
    ),
    carries.touches
      ? connection.beside((other) =>
          other.all<Worked>(
            `SELECT ${works.map((name) => `${name}::INTEGER AS ${name}`).join(', ')} FROM weir.lead_work${whole}(${args.sql})`,
            args.params,
          ),
        )
      : [],
    connection.beside((other) => handOff(other, { ...args, whole }, carries, scope.limit)),
    carries.referrals ? connection.beside((other) => referrers(other, { ...args, whole })) : null,
  ]);
  const rows = counted.map((row) => leadRow(row, carries));
  const total = leadRow(totalOf(counted), carries);
  const talked = sumOf(worked, (row) => row.talked);
  return {
    ...answer(
      'leads',
      facts,
      { ...scope, by: undefined },
      {
        n: total.leads,
        rows,
        statement,
        warnings: [
          ...warnings,
          ...missingWarnings(carries, total),
          ...thinWarnings(rows),
          ...youngWarnings(total),
        ],
      },
    ),
    by: scope.by,
    total,
    carries,
    handOff: waited,
    speed: workedBands(worked),
    attempts: attemptBands(worked),
    meetings:
      talked > 0
        ? shareOf(
            sumOf(worked, (row) => row.met),
            talked,
          )
        : null,
    referrers: referred,
  };
}

/** A step that no lead says anything of has no rate, and the next one is of the step before it. */
function leadRow(row: Counted, carries: LeadsCarry): LeadRow {
  const { key, leads: all, mql, sql, opportunities, won, lost, undecided, priced } = row;
  const wonValue = toCents(row.won_value ?? 0);
  const cost = priced > 0 ? toCents(row.cost ?? 0) : null;
  const each = (n: number) => (cost === null || n === 0 ? null : cost / n);
  return {
    key,
    leads: all,
    mql,
    sql,
    opportunities,
    customers: won,
    lost,
    undecided,
    wonValue,
    cost,
    mqlRate: carries.mql ? shareOf(mql, all) : shareOf(0, 0),
    sqlRate: carries.sql ? shareOf(sql, carries.mql ? mql : all) : shareOf(0, 0),
    opportunityRate: shareOf(opportunities, carries.sql ? sql : carries.mql ? mql : all),
    closeRate: shareOf(won, won + lost),
    customerRate: shareOf(won, all),
    costPerLead: each(priced),
    costPerCustomer: each(won),
    roi: cost === null || cost <= 0 ? null : (wonValue - cost) / cost,
  };
}

function totalOf(rows: readonly Counted[]): Counted {
  const sum = (of: (row: Counted) => number | null) => sumOf(rows, (row) => of(row) ?? 0);
  return {
    key: null,
    leads: sum((row) => row.leads),
    mql: sum((row) => row.mql),
    sql: sum((row) => row.sql),
    opportunities: sum((row) => row.opportunities),
    won: sum((row) => row.won),
    lost: sum((row) => row.lost),
    undecided: sum((row) => row.undecided),
    priced: sum((row) => row.priced),
    won_value: sum((row) => row.won_value),
    cost: sum((row) => row.cost),
  };
}

const known = new WeakMap<WorkspaceFacts, Promise<LeadsCarry>>();

/** Which parts of the way of a lead the imported files say anything of; read once while the data stays as it is. */
function whatLeadsCarry(connection: Connection, facts: WorkspaceFacts): Promise<LeadsCarry> {
  const found = known.get(facts) ?? readCarried(connection);
  known.set(facts, found);
  found.catch(() => known.delete(facts));
  return found;
}

function readCarried(connection: Connection): Promise<LeadsCarry & Row> {
  return connection.one<LeadsCarry & Row>(
    `SELECT
      EXISTS (FROM weir.lead WHERE mql_at IS NOT NULL OR (is_mql AND NOT is_sql)) AS mql,
      EXISTS (FROM weir.lead WHERE sql_at IS NOT NULL OR (is_sql AND NOT is_converted)) AS sql,
      EXISTS (FROM weir.lead WHERE assigned_at IS NOT NULL) AS assigned,
      EXISTS (FROM weir.lead WHERE cost IS NOT NULL) AS cost,
      EXISTS (FROM weir.lead WHERE referred_by IS NOT NULL) AS referrals,
      EXISTS (FROM weir.narrow_lead WHERE first_at IS NOT NULL) AS touches`,
  );
}

/** Of the accounts of deals won by the day, those that a lead of the period names as who referred it. */
async function referrers(connection: Connection, args: OfLeads): Promise<Share> {
  const { referred, customers } = await connection.one<{ referred: number; customers: number }>(
    `SELECT customers::INTEGER AS customers, referred::INTEGER AS referred FROM weir.referrer${args.whole}(${args.sql})`,
    args.params,
  );
  return shareOf(referred, customers);
}

/** What the leads do not say, and which export would. */
function missingWarnings(carries: LeadsCarry, { leads: all }: LeadRow): Warning[] {
  if (all === 0) return [];
  const texts: [boolean, string, string][] = [
    [
      carries.mql,
      'no-mql',
      'No lead says when or whether marketing qualified it: an export of leads with an MQL date or such a status tells MQL rates.',
    ],
    [
      carries.sql,
      'no-sql',
      'No lead says when or whether sales accepted it: an export of leads with an SQL date or such a status tells accepted rates.',
    ],
    [
      carries.assigned,
      'no-assigned',
      'No lead says when it was handed to a rep: an export with an assignment date tells hand-off times; until then the first touch stands for it.',
    ],
    [
      carries.cost,
      'no-cost',
      'No lead has a cost: a column of costs tells cost per customer and return by channel.',
    ],
    [
      carries.referrals,
      'no-referrals',
      'No lead says who referred it: a column “referred by” tells how many customers refer others.',
    ],
    [
      carries.touches,
      'no-lead-activities',
      'No activity names a lead: an export of activities with the id of the lead tells attempts and the speed of the first touch.',
    ],
  ];
  return texts.flatMap(([there, code, message]) => (there ? [] : [{ code, message }]));
}

function thinWarnings(rows: readonly LeadRow[]): Warning[] {
  const thin = rows.filter((row) => row.leads > 0 && row.leads < constants.thin);
  if (thin.length === 0) return [];
  const message = `${thin.length === 1 ? 'One group has' : `${thin.length} groups have`} fewer than ${constants.thin} leads; mind the intervals.`;
  return [{ code: 'thin', message, details: { keys: thin.map(({ key }) => key) } }];
}

function youngWarnings({ leads: all, undecided }: LeadRow): Warning[] {
  if (all === 0 || undecided === 0) return [];
  const message = `${undecided.toLocaleString('en')} of ${all.toLocaleString('en')} leads are neither converted nor given up; rates are so far and rise as these are decided.`;
  return [{ code: 'undecided', message, details: { undecided } }];
}
