import { columnContents } from '#engine/import/column-content';
import { headerNames } from '#engine/import/header';
import { mapColumns } from '#engine/import/map-columns';
import { descriptionOf, recognise } from '#engine/import/recognise';
import { withClosedAt, withKey, withStageOfStatus } from '#engine/import/settle-meanings';

export type Understood = {
  /** System and kind. */
  what: string;
  language: string;
  /** Field → column. */
  fields: Record<string, string>;
  /** Stages that have a column of dates. */
  stages: string[];
};

/** What a bare header row is taken for, without a row of data. */
export function understood(header: readonly string[]): Understood {
  const names = headerNames([...header]);
  const found = recognise(names, []);
  const { system, language, kind, passedOver } = found;
  if (kind === null)
    return { what: `${system} ${passedOver ? 'passed over' : 'nothing'}`, language, fields: {}, stages: [] };
  const { meanings } = mapColumns(columnContents(names, []), kind, descriptionOf(found));
  const settled = withKey(withStageOfStatus(withClosedAt(meanings), kind), kind);
  return {
    what: `${system} ${kind}`,
    language,
    fields: Object.fromEntries(settled.flatMap(({ field, column }) => (field ? [[field, column]] : []))),
    stages: settled.flatMap(({ stage }) => stage ?? []),
  };
}
