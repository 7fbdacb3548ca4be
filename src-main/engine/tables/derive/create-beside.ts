import type { Connection } from '#engine/query/connection';
import { filled } from '#engine/query/filled';
import { literal } from '#engine/query/sql-text';
import activitySql from './activity.sql?raw';
import type { DeriveSource } from './derive';
import leadSql from './lead.sql?raw';
import { channelSql, leadWords } from './lead-words';
import leadWorkSql from './lead-work.sql?raw';
import targetSql from './target.sql?raw';
import touchSql from './touch.sql?raw';
import { unionOf } from './union-of';
import { enumOf } from './words';

const none = {
  leads: `SELECT NULL::VARCHAR AS id, NULL::VARCHAR AS name, NULL::VARCHAR AS company, NULL::VARCHAR AS owner,
    NULL::VARCHAR AS source, NULL::VARCHAR AS status, NULL::TIMESTAMP AS created_at, NULL::BOOLEAN AS is_converted,
    NULL::TIMESTAMP AS converted_at, NULL::VARCHAR AS opportunity, NULL::VARCHAR AS channel,
    NULL::TIMESTAMP AS mql_at, NULL::TIMESTAMP AS assigned_at, NULL::TIMESTAMP AS sql_at,
    NULL::DECIMAL(18, 2) AS cost, NULL::VARCHAR AS referred_by`,
  activities: `SELECT NULL::VARCHAR AS opportunity, NULL::VARCHAR AS account, NULL::VARCHAR AS lead, NULL::TIMESTAMP AS "at",
    NULL::TIMESTAMP AS ended_at, NULL::VARCHAR AS type, NULL::VARCHAR AS subject, NULL::VARCHAR AS owner,
    NULL::VARCHAR AS status, NULL::VARCHAR AS direction, NULL::DOUBLE AS duration, NULL::DOUBLE AS minutes,
    NULL::VARCHAR AS hint, NULL::VARCHAR AS result`,
  targets: `SELECT NULL::VARCHAR AS period, NULL::VARCHAR AS owner, NULL::VARCHAR AS team,
    NULL::DECIMAL(18, 2) AS amount, NULL::VARCHAR AS currency, NULL::VARCHAR AS hint, NULL::VARCHAR AS columns_of`,
} as const;

/** Names that several deals have: activities which name their deal so are listed, and belong to none. */
const sharedNames = `
    INSERT INTO weir.next_left_out_row
    SELECT a.file_key, a.record, 'activities', a.names, n.deals
    FROM weir.next_activity AS a
    JOIN (
      SELECT lower(trim(w.name)) AS name, count(*)::INTEGER AS deals
      FROM deal AS d
      JOIN deal_row AS w ON w.file_key = d.file_key AND w.record = d.record
      WHERE w.name IS NOT NULL AND w.name <> w.id
      GROUP BY 1
      HAVING count(*) > 1
    ) AS n ON n.name = lower(trim(a.names))
    WHERE a.key IS NULL
    ORDER BY a.file_key, a.record`;
/** Deals whose name no other deal has. Read only where activities refer to deals, because names are in the raw rows. */
const namedDeals = `
    SELECT lower(trim(w.name)) AS name, any_value(d.key) AS key
    FROM deal AS d
    JOIN deal_row AS w ON w.file_key = d.file_key AND w.record = d.record
    WHERE w.name IS NOT NULL AND w.name <> w.id
    GROUP BY lower(trim(w.name))
    HAVING count(*) = 1`;
/** Accounts that one deal alone is with. */
const onlyDeals = `
    SELECT lower(trim(coalesce(n.name, w.account))) AS account, any_value(d.key) AS key
    FROM deal AS d
    JOIN deal_row AS w ON w.file_key = d.file_key AND w.record = d.record
    LEFT JOIN account_lookup AS n ON n.key = w.account
    WHERE w.account IS NOT NULL
    GROUP BY 1
    HAVING count(*) = 1`;
const noAccounts = 'SELECT NULL::VARCHAR AS account, NULL::INTEGER AS key WHERE false';
const noNames = 'SELECT NULL::VARCHAR AS name, NULL::INTEGER AS key WHERE false';

/** Words for kinds of activity, in lower case. */
const words = {
  call: 'call|phone|dial|voicemail|电话|通话|電話|전화|통화|anruf|telefon|llamada|ligação|appel|звонок',
  mail: 'mail|邮件|郵件|메일|メール|correo|courriel|письмо',
  meeting:
    'meeting|event|visit|demo|appointment|会议|会面|拜访|会議|訪問|회의|미팅|방문|termin|besuch|reunión|reunião|réunion|встреча',
  /** Of a status: what has not been done (yet). */
  undone: `^(no|false|0)$|(^|[^a-z])(open|to.?do|planned|scheduled|pending|waiting|deferred|overdue|in.?progress|not.?(started|done|held|completed)|cancell?ed|geplant|offen|nicht begonnen|abgesagt|prévue?|planifiée?|annulée?|planead[ao]|pendiente|cancelad[ao]|agendad[ao]|pendente)($|[^a-z])|未开始|计划中|待办|未完成|已取消|예정|대기|미완료|취소|予定|未着手|未完了|キャンセル|запланир|не начат|отмен`,
  /** Of what came of a call, a mail or a meeting. */
  no_answer:
    'no answer|not answered|unanswered|voice ?mail|left message|busy|missed|unreach|not reached|wrong number|unattended|no connect|not connected|未接|无人接听|부재|不在|недозвон|nicht erreicht|sin respuesta',
  connected:
    'connect|answered|reached|spoke|talked|attended|held|completed call|positive|interested|接通|已接|연결|通話|дозвон|erreicht|contestad',
  positive: 'positive|interested|meeting booked|有意向|긍정|前向き|заинтерес|interessiert|interesad|intéress',
  replied: 'repl|answered|responded|回复|回信|답장|返信|ответ|beantwortet|respondi',
  no_reply: 'no repl|no response|not repl|bounced|未回复|무응답|返信なし|без ответа',
  no_show: 'no.?show|not held|cancel|missed|未到|불참|欠席',
} as const;

/** weir.lead, and weir.activity with weir.touch: what belongs to the pipeline and is no deal. */
export async function createActivities(connection: Connection, sources: DeriveSource[]): Promise<void> {
  const of = (kind: string) => sources.filter((source) => source.kind === kind);
  const lent = String(of('opportunities').some(({ columns }) => isLeadId(columns.id)));
  await connection.run(
    filled(leadSql, {
      ...leadWords,
      rows: rowsOf(none.leads, unionOf(of('leads'))),
      channel: channelSql('word'),
      lent,
    }),
  );
  const activities = rowsOf(none.activities, unionOf(of('activities'), activityHints));
  const byName = await someByName(connection, activities);
  await connection.run(
    filled(activitySql, {
      ...words,
      activities,
      named: byName ? namedDeals : noNames,
      only: (await someByAccount(connection, activities)) ? onlyDeals : noAccounts,
      lent,
    }),
  );
  if (byName) await connection.run(sharedNames);
  await connection.run(touchSql);
}

/** How leads were worked, and weir.target; after the deals. */
export async function createBeside(
  connection: Connection,
  sources: DeriveSource[],
  fiscalYearStart: number,
): Promise<void> {
  const targets = sources.filter(({ kind }) => kind === 'targets');
  await connection.exec(filled(leadWorkSql, await leadFields(connection)));
  await connection.run(
    filled(targetSql, {
      rows: rowsOf(none.targets, unionOf(targets, targetHints)),
      fiscal_start: `month ${fiscalYearStart}`,
      fiscal_month: fiscalYearStart,
    }),
  );
}

/** Channels, sources and owners of leads as words of lists: they are counted some times faster than texts. */
async function leadFields(connection: Connection): Promise<Record<string, string>> {
  const types: Record<string, string> = {};
  for (const field of ['channel', 'source', 'owner'])
    types[field] = await enumOf(connection, `SELECT ${field} FROM weir.next_lead`);
  return types;
}

/** Deals without an id of their own have that of their lead in its place. */
function isLeadId(column: string | undefined): boolean {
  return /^lead[ _-]?id$/i.test(column ?? '');
}

/** Whether an activity names an account and no deal. */
async function someByAccount(connection: Connection, activities: string): Promise<boolean> {
  const some = await connection.all(
    `SELECT 1 AS one FROM (${activities}) WHERE account IS NOT NULL AND nullif(opportunity, '0') IS NULL LIMIT 1`,
  );
  return some.length > 0;
}

/** Whether an activity names a deal by something that is no deal's id. */
async function someByName(connection: Connection, activities: string): Promise<boolean> {
  const some = await connection.all(
    `SELECT 1 AS one FROM (${activities}) AS a ANTI JOIN deal AS d ON d.id = a.opportunity
    WHERE a.opportunity IS NOT NULL LIMIT 1`,
  );
  return some.length > 0;
}

function rowsOf(empty: string, rows: string | null): string {
  const nothing = `${empty}, 0 AS file_key, NULL::DATE AS snapshot_date, 0::BIGINT AS record WHERE false`;
  return rows ? `${nothing} UNION ALL BY NAME ${rows}` : nothing;
}

/** What the headers of a file say of all its rows: the kind of activity, and how many minutes a unit of duration is. */
function activityHints({ columns }: DeriveSource): string {
  const at = columns.at ?? '';
  const kind = /call/i.test(at) ? 'call' : /start.?date|start.?time/i.test(at) ? 'meeting' : null;
  const unit = columns.duration ?? '';
  const minutes = /sec/i.test(unit) ? 1 / 60 : /hour|hrs/i.test(unit) ? 60 : 1;
  return `${literal(kind)}::VARCHAR AS hint, ${minutes}::DOUBLE AS minutes`;
}

/** How long the periods of a table of targets are, by its headers, and a name for tables under the same headers. */
function targetHints({ columns }: DeriveSource): string {
  const header = `${columns.amount ?? ''} ${columns.period ?? ''}`.toLowerCase();
  const grain = ['month', 'quarter', 'year', 'week'].find((word) => header.includes(word));
  const hint = grain ?? (/annual/.test(header) ? 'year' : null);
  return `${literal(hint)}::VARCHAR AS hint, ${literal(JSON.stringify(columns))} AS columns_of`;
}
