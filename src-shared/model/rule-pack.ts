import { z } from 'zod';

/**
 * What a rule waits for: days without a follow-up, days open, or so many customers of one rep. A deal is taken at the end of
 * the day on which it reaches the limit and is still open.
 */
export const ruleKinds = ['no-follow-up', 'not-closed', 'capacity'] as const;
export type RuleKind = (typeof ruleKinds)[number];

const limit = z.number().int().min(1).max(3650);

export const ruleSchema = z.object({
  kind: z.enum(ruleKinds),
  limit,
  /** Other limits for deals with these values of a field, such as a level or a product line; null is for empty. */
  by: z
    .object({
      field: z.string().min(1),
      limits: z.array(z.object({ value: z.string().nullable(), limit })).max(50),
    })
    .optional(),
});
export type Rule = z.infer<typeof ruleSchema>;

/** What counts as a follow-up: activities that were done, recorded changes, both, or whichever the data carries. */
export const followUpChoices = ['auto', 'activity', 'change', 'either'] as const;
export type FollowUpChoice = (typeof followUpChoices)[number];

/** Rules that hold together: a deal is taken by the first that it meets. */
export const rulePackSchema = z.object({
  rules: z.array(ruleSchema).min(1).max(6),
  followUp: z.enum(followUpChoices).default('auto'),
});
export type RulePack = z.infer<typeof rulePackSchema>;

/** A pack under its name. The id of one that the workspace keeps is its number. */
export type NamedPack = RulePack & { id: string; name: string; savedAs: number | null };

export const builtInPacks: readonly NamedPack[] = [
  {
    id: 'public-pool',
    name: 'Public pool (公海)',
    savedAs: null,
    followUp: 'auto',
    rules: [
      { kind: 'no-follow-up', limit: 10 },
      { kind: 'not-closed', limit: 35 },
      { kind: 'capacity', limit: 100 },
    ],
  },
  {
    id: 'weekly',
    name: 'Weekly follow-up',
    savedAs: null,
    followUp: 'auto',
    rules: [{ kind: 'no-follow-up', limit: 7 }],
  },
];

/** The packs there are: those that come with Weir, then those that the workspace keeps; what cannot be read is left out. */
export function rulePacks(saved: readonly { id: number; name: string; content: string }[]): NamedPack[] {
  return [
    ...builtInPacks,
    ...saved.flatMap(({ id, name, content }) => {
      const pack = parsePack(content);
      return pack ? [{ ...pack, id: String(id), name, savedAs: id }] : [];
    }),
  ];
}

/** A pack as it is kept, or null where the text is none. */
export function parsePack(text: string): RulePack | null {
  try {
    return rulePackSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** The limit of a deal with this value of the rule's field. */
export function limitFor(rule: Rule, value: string | null): number {
  return rule.by?.limits.find((one) => one.value === value)?.limit ?? rule.limit;
}
