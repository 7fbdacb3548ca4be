/**
 * What words of stages and statuses mean in one language. `order` lists the usual course of a sale in thirteen
 * steps, the same in every language; a stage takes the latest place that its name speaks of. Patterns are tried on
 * lower-case words without accents; scripts without blanks need no word ends.
 */
export type StageLexicon = {
  language: string;
  won: readonly RegExp[];
  lost: readonly RegExp[];
  open: readonly RegExp[];
  /** After the sale: delivery, onboarding, invoicing. */
  post: readonly RegExp[];
  order: readonly (RegExp | null)[];
};
