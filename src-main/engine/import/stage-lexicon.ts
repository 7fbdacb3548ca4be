import type { StageKind } from '#shared/model/stage';

/**
 * What words of stages and statuses mean, by language. `order` lists the usual course of a sale; a stage takes the
 * latest place that its name speaks of.
 */
export type StageLexicon = {
  language: string;
  won: readonly RegExp[];
  lost: readonly RegExp[];
  open: readonly RegExp[];
  order: readonly RegExp[];
};

const english: StageLexicon = {
  language: 'en',
  won: [
    /\b(won|closedwon)\b/,
    /^(win|sold|signed|contract signed|deal signed|success|successful|closed success(ful)?|purchased|booked|order (placed|received)|po received|closed deal|customer)$/,
  ],
  lost: [
    /\b(lost|closedlost|loss|lose|dead|abandoned|cancell?ed|disqualified|unqualified|rejected|declined|withdrawn|dropped|churned|expired|junk)\b/,
    /\b(no (decision|sale|deal|budget|interest)|not interested|deferred indefinitely)\b/,
  ],
  open: [/^(open|active|in progress|pending|ongoing|working|on hold|stalled|new|in play)$/],
  order: [
    /\b(suspect|target(ed)?|new|leads?|inbound|backlog|unworked|open|identif(y|ied)|mql)\b/,
    /\b(prospect\w*|outreach|attempt\w*|contact(ed)?|connect(ed)?|approach\w*|sal)\b/,
    /\b(appointment|meeting|intro\w*|first call|interest(ed)?)\b/,
    /\b(qualif\w*|bant|sql)\b/,
    /\bengag\w*/,
    /\b(discover\w*|needs?|analysis|diagnos\w*|understand\w*|explor\w*|scop\w*)\b/,
    /\b(solution|develop\w*|design|value|technical|evaluat\w*|assess\w*|fit)\b/,
    /\b(demo\w*|present\w*|workshop)\b/,
    /\b(trial|pilot|poc|proof|validat\w*|decision makers?|champion|business case)\b/,
    /\b(perception)\b/,
    /\b(propos(?!ition)\w*|quot\w*|offer\w*|pricing|price|tender|rfp|bid|estimate)\b/,
    /\b(shortlist\w*|negotiat\w*|redlin\w*|procure\w*|review)\b/,
    /\b(contract\w*|legal|agreement|verbal\w*|commit\w*|approval|paperwork|signature|closing|close|final\w*)\b/,
  ],
};

/** Other languages are further entries; a name is tried in all of them. */
export const stageLexicons: readonly StageLexicon[] = [english];

/** Words of a stage name: lower case, without numbers and marks around them. */
export function stageWords(stage: string): string {
  return stage
    .normalize('NFKC')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Won, lost or open where the name says so; null where it names no outcome. */
export function outcomeOfWord(stage: string): StageKind | null {
  const words = stageWords(stage);
  const says = (patterns: readonly RegExp[]) => patterns.some((pattern) => pattern.test(words));
  // “Closed Lost – won by competitor” is a loss.
  if (stageLexicons.some(({ lost }) => says(lost))) return 'lost';
  if (stageLexicons.some(({ won }) => says(won))) return 'won';
  if (stageLexicons.some(({ open }) => says(open))) return 'open';
  return null;
}

/** Place in the usual course of a sale, from 0; null for a name that no lexicon knows. */
export function usualPlace(stage: string): number | null {
  const words = stageWords(stage);
  const places = stageLexicons.flatMap(({ order }) =>
    order.map((pattern, place) => (pattern.test(words) ? place : -1)).filter((place) => place >= 0),
  );
  return places.length === 0 ? null : Math.max(...places);
}

/** The number that a stage name begins with, as in `2. Demo`, `Stage 3` or `S4 – Proposal`. */
export function leadingNumber(stage: string): number | null {
  const found = /^\s*(?:stage|step|phase|s)?\s*[#(]?\s*(\d{1,3})(?:\s*%|\b)/i.exec(stage);
  return found ? Number(found[1]) : null;
}
