import type { Connection } from '#engine/query/connection';

/** Who says something of the pipeline, and when by the clock of the workspace. */
export type Saying = { author: string; at: string };

export type TargetEntry = {
  from: string;
  to: string;
  owner: string | null;
  team: string | null;
  amount: number | null;
};

/** Writes a target down; returns the amount that was set by hand before, null where none was. */
export async function enterTarget(
  connection: Connection,
  { from, to, owner, team, amount }: TargetEntry,
  { author, at }: Saying,
): Promise<number | null> {
  const place = { from, to, owner, team };
  const [before] = await connection.all<{ amount: number | null }>(
    `SELECT amount::DOUBLE AS amount FROM weir.target_entry
    WHERE from_day = $from::DATE AND to_day = $to::DATE
      AND owner IS NOT DISTINCT FROM $owner::VARCHAR AND team IS NOT DISTINCT FROM $team::VARCHAR
    ORDER BY id DESC LIMIT 1`,
    place,
  );
  await connection.run(
    `INSERT INTO weir.target_entry BY NAME
    SELECT
      (SELECT coalesce(max(id), 0) + 1 FROM weir.target_entry) AS id, $at::TIMESTAMP AS entered_at,
      $author AS entered_by, $from::DATE AS from_day, $to::DATE AS to_day, $owner::VARCHAR AS owner,
      $team::VARCHAR AS team, $amount::DECIMAL(18, 2) AS amount`,
    { ...place, amount, author, at },
  );
  return before?.amount ?? null;
}

export type JudgementEntry = {
  asOf: string;
  from: string;
  to: string;
  field: string | null;
  value: string | null;
  deal: string | null;
  amount: number | null;
  note: string;
  model: {
    p10: number | null;
    p50: number | null;
    p90: number | null;
    mean: number | null;
    method: string | null;
  };
};

/** Writes a call down with what the model said then. */
export async function enterJudgement(
  connection: Connection,
  { model, asOf, ...entry }: JudgementEntry,
  { author, at }: Saying,
): Promise<void> {
  await connection.run(
    `INSERT INTO weir.judgement BY NAME
    SELECT
      (SELECT coalesce(max(id), 0) + 1 FROM weir.judgement) AS id, $at::TIMESTAMP AS made_at, $author AS made_by,
      $as_of::DATE AS as_of, $from::DATE AS from_day, $to::DATE AS to_day, $field::VARCHAR AS field,
      $value::VARCHAR AS value, $deal::VARCHAR AS deal, $amount::DECIMAL(18, 2) AS amount, $note AS note,
      $p10::DECIMAL(18, 2) AS model_p10, $p50::DECIMAL(18, 2) AS model_p50, $p90::DECIMAL(18, 2) AS model_p90,
      $mean::DECIMAL(18, 2) AS model_mean, $method::VARCHAR AS model_method`,
    { ...entry, ...model, as_of: asOf, author, at },
  );
}

export type OutlookEntry = {
  asOf: string;
  from: string;
  to: string;
  method: string;
  scope: string;
  dataVersion: number;
  answer: string;
};

/** Keeps a forecast as it stood; of one day, period, method and scope the first one stays. */
export async function keepOutlook(
  connection: Connection,
  { asOf, from, to, method, scope, dataVersion, answer }: OutlookEntry,
  at: string,
): Promise<void> {
  await connection.run(
    `INSERT OR IGNORE INTO weir.forecast_snapshot BY NAME
    SELECT
      $as_of::DATE AS as_of, $from::DATE AS from_day, $to::DATE AS to_day, $method AS method, $scope AS scope,
      $at::TIMESTAMP AS kept_at, $data_version::BIGINT AS data_version, $answer::JSON AS answer`,
    { as_of: asOf, from, to, method, scope, data_version: dataVersion, answer, at },
  );
}
