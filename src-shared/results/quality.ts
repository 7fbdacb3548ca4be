import type { Evidence } from '../model/evidence';
import type { FileKind } from '../model/fields';
import type { MatchField } from '../model/value-match';

/** How full a field is among the deals that it matters for, and which figures suffer where it is not. */
export type FieldQuality = {
  field: string;
  label: string;
  /** Which deals ought to have it. */
  among: 'all' | 'open' | 'closed' | 'lost';
  /** Deals that ought to have it: all, or only the open, closed or lost ones. */
  of: number;
  filled: number;
  /** 0–1; null where no deal ought to have it. */
  share: number | null;
  /** Which metrics it limits, by their command: `cycle`, `win-rate`. */
  limits: string[];
};

/** Cases of one kind that look wrong. `cases` holds the largest ones. */
export type Finding = {
  code: string;
  message: string;
  /** What to do about it. */
  hint: string;
  deals: number;
  cases: { day: string | null; owner: string | null; deals: number; ids: string[] }[];
};

/** Two values of a field that are probably the same. `likeDeals` is 0 for one that only a joined file has. */
export type AlikeValues = { field: string; value: string; deals: number; like: string; likeDeals: number };

/** A name that is taken as another one, or that is one of its own; said in the mapping of a file, or of the workspace. */
export type ValueMatch = {
  field: MatchField;
  value: string;
  becomes: string | null;
  said: 'mapping' | 'workspace';
};

/** How new what one system exported of one kind is. */
export type SourceFreshness = {
  kind: FileKind;
  system: string;
  files: number;
  rows: number;
  /** When it was last imported, ISO. */
  lastImport: string;
  /** The latest day in what was imported of this kind that is not ahead of the data; null where it has no dates. */
  newest: string | null;
};

/** How far the numbers of a workspace can be trusted, and what would make them better. */
export type DataQualityResult = {
  asOf: string;
  /** The first day on which every deal is known, later than `asOf` only where creation dates lie ahead. */
  allKnownOn: string;
  deals: number;
  evidence: Evidence;
  /** Share of the deals with each grade. */
  evidenceShares: Partial<Record<Evidence, number>>;
  /** Deals with one date a stage, of which visits before a return to a stage are lost. */
  partialHistory: number;
  /** Deals that are known to have come back to a stage although their dates do not show it; null where nothing tells. */
  repeatVisits: number | null;
  /** The export that would raise the evidence; null where nothing would. */
  raise: string | null;
  fields: FieldQuality[];
  findings: Finding[];
  alike: AlikeValues[];
  /** What was said of such pairs. */
  matches: ValueMatch[];
  sources: SourceFreshness[];
  leftOut: { deleted: number; missing: number };
};
