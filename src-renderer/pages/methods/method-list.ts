import { type DefinitionKey, definitions } from '#shared/results/definitions';
import {
  type MethodConstant,
  type MethodGroup,
  methodGroups,
  methodNotes,
  methodSources,
} from '#shared/results/method-notes';

export type MethodEntry = {
  key: DefinitionKey;
  title: string;
  text: string;
  formula: string | undefined;
  sources: string[];
};

/** What is listed under one page: the meanings of its numbers and the constants that they rest on. */
export type MethodSection = {
  group: MethodGroup;
  title: string;
  methods: MethodEntry[];
  constants: MethodConstant[];
};

/** All methods by page, narrowed to those that have every word of the search. */
export function methodSections(constants: readonly MethodConstant[], search: string): MethodSection[] {
  const words = search.toLowerCase().split(/\s+/);
  const has = (...texts: (string | undefined)[]) =>
    words.every((word) => texts.some((text) => text?.toLowerCase().includes(word)));
  const groups = Object.keys(methodGroups) as MethodGroup[];
  return groups
    .map((group): MethodSection => {
      const title = methodGroups[group];
      return {
        group,
        title,
        methods: entriesOf(group).filter((entry) =>
          has(title, entry.title, entry.text, entry.formula, ...entry.sources),
        ),
        constants: constants.filter(
          (constant) => constant.group === group && has(title, constant.name, constant.text),
        ),
      };
    })
    .filter(({ methods, constants: found }) => methods.length + found.length > 0);
}

function entriesOf(group: MethodGroup): MethodEntry[] {
  const keys = Object.keys(definitions) as DefinitionKey[];
  return keys
    .filter((key) => methodNotes[key].group === group)
    .map((key) => {
      const { formula, sources } = methodNotes[key];
      return { key, ...definitions[key], formula, sources: sources.map((source) => methodSources[source]) };
    });
}
