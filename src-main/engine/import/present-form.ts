import { outcomeOfWord } from './stage-lexicon';
import type { StagedFile } from './staged-file';
import { planStages } from './stages';

/** Facts that a file need not have that was stored by an earlier version. */
type Later =
  | 'container'
  | 'format'
  | 'tables'
  | 'table'
  | 'notes'
  | 'damage'
  | 'sourceDamage'
  | 'encodings'
  | 'wonStages'
  | 'wonStatuses';

/** A file as some version of Weir stored it. */
export type StoredForm = Omit<StagedFile, Later | 'encodingDamage' | 'dialect'> &
  Partial<Pick<StagedFile, Later>> & {
    encodingDamage: number | boolean;
    dialect: Omit<StagedFile['dialect'], 'numbering' | 'linesBefore'> & Partial<StagedFile['dialect']>;
  };

/** The same file with what was not told apart yet when it was stored: it was one plain table in a text file. */
export function inPresentForm(stored: StoredForm): StagedFile {
  return {
    container: [],
    format: 'text',
    tables: [],
    table: 1,
    notes: [],
    damage: [],
    sourceDamage: [],
    encodings: [],
    ...stored,
    encodingDamage: Number(stored.encodingDamage),
    dialect: { numbering: 'lines', linesBefore: 0, ...stored.dialect },
    wonStages: stored.wonStages ?? wonStagesOf(stored),
    wonStatuses:
      stored.wonStatuses ?? stored.closedStatuses.filter((status) => outcomeOfWord(status) === 'won'),
  };
}

function wonStagesOf({ stages, mapping }: StoredForm): string[] {
  const plans = planStages({ facts: stages, transitions: [], given: mapping.stages });
  const won = plans.filter(({ kind }) => kind === 'won' || kind === 'post').map(({ stage }) => stage);
  return [...new Set(won)];
}
