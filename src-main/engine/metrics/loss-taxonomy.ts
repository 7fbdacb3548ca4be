import type { LossCategory } from '#shared/results/loss-reasons';

type Kind = { category: LossCategory; reason: string; words: readonly RegExp[] };

/**
 * What words of loss reasons mean, in English, German, Spanish, Portuguese, French, Russian, Chinese, Korean and
 * Japanese. Tried from the top: “lost to a competitor on price” is a competitor. Texts come in lower case without accents.
 */
const kinds: readonly Kind[] = [
  {
    category: 'Offer',
    reason: 'Competitor',
    words: [
      /compet|rival|other vendor|another vendor|chose other|incumbent|wettbewerb|konkurren|mitbewerb|concurren|concorren/,
      /конкурент|竞争|競争|竞品|对手|他社|競合|경쟁/,
    ],
  },
  {
    category: 'Offer',
    reason: 'Missing feature',
    words: [
      /feature|function|requirement|product (fit|gap)|poor fit|not a fit|no fit|technical|integration|capabilit|out of stock/,
      /funktion|anforderung|funcionalidad|requisito|fonctionnalit|adecuad|produit inadapt/,
      /функци|требовани|功能|产品不|需求不匹配|不适合|機能|要件|기능|요구사항/,
    ],
  },
  {
    category: 'Terms',
    reason: 'No contract now',
    words: [
      /(under|existing|current|locked|long.?term).{0,12}contract|contract (lock|in place|not)|no contract/,
      /bestehender vertrag|vertragsbindung|contrato (vigente|actual|atual)|contrat en cours/,
      /действующ.{0,12}договор|合同未到期|已有合同|既存契約|契約中|기존 계약|계약 기간/,
    ],
  },
  {
    category: 'Price and value',
    reason: 'Price',
    words: [
      /pric|cost|expens|budget|discount|fund|afford|\broi\b|no value|cheaper|money/,
      /preis|teuer|kosten|geld|preci|\bcaro|presupuest|orcament|verba|custo|\bprix|\bcher\b|cout/,
      /цена|цены|дорог|бюджет|价格|預算|预算|太贵|成本|価格|予算|高い|費用|가격|예산|비용|비싸/,
    ],
  },
  {
    category: 'Terms',
    reason: 'Terms',
    words: [
      /\bterms?\b|payment|legal|liabilit|delivery time|lead time|zahlungsbedingung|lieferzeit|konditionen/,
      /condiciones|condicoes|plazo|prazo|paiement|delai|услови|оплат|срок поставк|付款|条款|交期|账期|条件|納期|支払|조건|결제|납기/,
    ],
  },
  {
    category: 'Price and value',
    reason: 'Not a priority',
    words: [
      /priorit|timing|postpon|\bdelay|later|no need|not interested|no interest|on hold|frozen|cancel|no project|bad time/,
      /kein (bedarf|interesse)|verschoben|spater|zeitpunkt|sin interes|sem interesse|aplazad|adiad|momento|pas (de besoin|interess)|reporte/,
      /приоритет|отложен|не актуал|нет потребност|не интересн|无需求|没有需求|暂缓|延期|取消|不感兴趣|優先|見送|延期|時期|우선순위|연기|필요 없|관심 없|보류/,
    ],
  },
  {
    category: 'Risk',
    reason: 'Hard to understand',
    words: [
      /understand|complex|complicat|confus|too hard|difficult to use|usab|kompli|verstand|complej|complicad|complique|complexe/,
      /сложн|непонят|复杂|难用|不理解|複雑|難し|분かり|복잡|어려/,
    ],
  },
  {
    category: 'Risk',
    reason: 'Reputation',
    words: [
      /reputation|trust|reference|referenc|\brisk|security|bad experience|relationship|vertrauen|\bruf\b|confian|reputac|confiance/,
      /довери|репутац|риск|信任|口碑|风险|关系|信頼|評判|リスク|신뢰|평판|위험/,
    ],
  },
  {
    category: 'Risk',
    reason: 'Stalling',
    words: [
      /no (decision|response|reply|answer|contact|feedback)|unrespons|non.?respons|ghost|stall|silent|went dark|unreach|lost contact|status quo/,
      /keine (entscheidung|antwort|ruckmeldung)|nicht erreich|sin (respuesta|decision)|sem (resposta|retorno|decisao)|pas de (reponse|decision)|sans reponse/,
      /нет (ответа|решения)|не отвеча|无决策|未决|无回应|未回复|联系不上|失联|返答なし|連絡|決定せず|未決|무응답|응답 없|결정|연락/,
    ],
  },
];

/** The two levels that a reason belongs to; null where its words are not known. */
export function lossKind(text: string): { category: LossCategory; reason: string } | null {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFKC').toLowerCase();
  return kinds.find(({ words }) => words.some((pattern) => pattern.test(plain))) ?? null;
}
