import { stageWords } from './stage-lexicon';

/** Open stages that systems begin with, in their order, where the usual course of a sale would order them otherwise. */
const templates: readonly (readonly string[])[] = [
  ['qualified', 'contact made', 'demo scheduled', 'proposal made', 'negotiations started'],
  ['qualificado', 'contato feito', 'demonstracao agendada', 'proposta feita', 'negociacoes iniciadas'],
  ['qualified', 'follow up', 'presentation', 'contract sent', 'negotiation'],
];

/**
 * Places of stages that all stand in one template, which is the more telling the more stages there are; null for fewer
 * than three or where none has them all.
 */
export function templatePlaces(stages: readonly string[]): ReadonlyMap<string, number> | null {
  if (stages.length < 3) return null;
  const words = stages.map(stageWords);
  const template = templates.find((names) => words.every((word) => names.includes(word)));
  return template ? new Map(stages.map((stage, i) => [stage, template.indexOf(words[i]!)])) : null;
}
