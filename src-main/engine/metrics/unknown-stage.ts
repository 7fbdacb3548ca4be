import { WeirError } from '#shared/contract/errors';

/** What to say of a stage that is none of these. */
export function unknownStage(stages: readonly { stage: string }[], name: string): WeirError {
  return new WeirError({
    code: 'unknown-stage',
    message: `There is no open stage "${name}".`,
    hint: `Stages: ${stages.map(({ stage }) => stage).join(', ')}.`,
  });
}
