/** First level of the taxonomy of loss reasons. */
export type LossCategory = 'Price and value' | 'Risk' | 'Offer' | 'Terms';

/** Lost deals of one reason and stage, and of one group where broken down. */
export type LossReasonRow = {
  key?: string | null;
  /** Null where the words of the reason are not known, or none is given. */
  category: LossCategory | null;
  /** Second level, or the reason as the data words it where it is not recognised; null where none is given. */
  reason: string | null;
  /** The open stage they were lost from; null where it is not known. */
  stage: string | null;
  count: number;
  value: number;
  /** Share of all losses of the answer, or of the group, with Wilson's interval. */
  share: number;
  low: number | null;
  high: number | null;
  /** The reasons as the data words them, to ask for the deals behind. */
  values: (string | null)[];
};
