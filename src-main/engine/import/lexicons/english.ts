import type { StageLexicon } from './lexicon';

export const english: StageLexicon = {
  language: 'en',
  won: [
    /\b(won|closedwon|closewon)\b/,
    /^(win|sold|signed|contract signed|deal signed|agreement signed|success|successful|closed success(ful)?|purchased|booked|order (placed|received)|po received|closed deal|customer|deal won|closed won business)$/,
  ],
  lost: [
    /\b(lost|closedlost|closelost|loss|lose|dead|abandoned|cancell?ed|disqualified|unqualified|rejected|declined|withdrawn|dropped|churned|expired|junk|apology|refused|failed|invalid)\b/,
    /\b(no (decision|sale|deal|budget|interest|go)|not interested|deferred indefinitely|out ?sold)\b/,
  ],
  open: [
    /^(open|active|in progress|pending|ongoing|working|on hold|stalled|new|in play|inactive|p|process)$/,
  ],
  post: [
    /^(handover|hand over|onboarding|implementation|delivery|delivered|invoic(ed|ing)|post ?sales?|kick ?off|paid|renewal|live|go live|support)$/,
  ],
  order: [
    /\b(suspect|target(ed)?|new|leads?|inbound|backlog|unworked|open|identif(y|ied)|mql)\b/,
    /\b(prospect\w*|outreach|attempt\w*|contact(ed)?|connect(ed)?|approach\w*|sal|preparation)\b/,
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
    /\b(contract\w*|legal|agreement|verbal\w*|commit\w*|approval|paperwork|signature|closing|close|final\w*|executing|purchas\w*)\b/,
  ],
};
