import type { InspectInput } from './inspect-input';
import type { Recognition } from './recognise';
import type { StagedFile } from './staged-file';
import { tableDecision } from './structure/choose-table';

/** What is known of a file before its columns are understood. */
export function emptyStage(
  { source, dialect, raw, rows, mapping = {}, ...table }: InspectInput,
  recognition: Recognition,
  sample: (string | null)[][],
): StagedFile {
  const { tables = [], table: chosen = 1, notes = [], shortRows = 0, groups = [] } = table;
  const { delimiter, quote, escape: before, newline, skip } = dialect;
  const { headerLine, numbering, headers, linesBefore } = dialect;
  const cut = { delimiter, quote, escape: before, newline };
  const whichTable = tableDecision(tables, mapping);
  return {
    name: source.name,
    container: source.container,
    format: source.format,
    tables,
    table: chosen,
    notes,
    shortRows,
    groups,
    damage: source.damage,
    sourceDamage: source.damage,
    sha256: source.sha256,
    bytes: source.bytes,
    encoding: source.encoding,
    encodingConfidence: source.confidence,
    encodingDamage: source.replaced,
    encodings: source.encodings,
    dialect: { ...cut, skip, headerLine, numbering, headers, linesBefore },
    raw,
    rows,
    recognition,
    kind: recognition.kind,
    columns: [],
    closeRole: null,
    closedStages: [],
    closedStatuses: [],
    wonStages: [],
    wonStatuses: [],
    syntheticId: null,
    duplicateIds: 0,
    dateOrder: null,
    currency: mapping.currency ?? null,
    stages: [],
    transitions: [],
    decisions: whichTable ? [whichTable] : [],
    warnings: [],
    mapping,
    preview: sample.slice(0, 20),
  };
}
