import type { StageTemplate, TemplateStage } from './template';

type Extra = { optional?: true; post?: true };
const s = (
  id: string,
  en: string,
  zh: string,
  ko: string,
  exit: string,
  extra: Extra = {},
): TemplateStage => ({
  id,
  name: { en, zh, ko },
  exit,
  ...extra,
});
const after = { post: true } as const;
const optional = { optional: true } as const;

/** Stages that may follow a sale; they are kept out of win rates. */
const postSale: readonly TemplateStage[] = [
  s(
    'quote-confirmation',
    'Quote confirmation',
    '报价确认',
    '견적 확인',
    'The customer has confirmed the final quote in writing.',
    after,
  ),
  s('invoice', 'Invoice', '开票', '청구', 'The invoice is sent.', after),
  s('payment', 'Payment', '回款', '수금', 'The payment has arrived.', after),
  s('delivery', 'Delivery', '交付', '납품', 'The customer has accepted what was delivered.', after),
  s(
    'health-check',
    'Health check',
    '健康检查',
    '상태 점검',
    'Use and satisfaction are known and open points have an owner.',
    after,
  ),
  s('renewal', 'Renewal', '续约', '갱신', 'The contract is renewed, or is known not to be.', after),
  s(
    'upsell',
    'Upsell',
    '增购',
    '추가 판매',
    'A further need is named and has an opportunity of its own.',
    after,
  ),
];

const urgent = 'An urgent lead asks for an offer at once.';

/** Courses of a sale to lay over the stages of a pipeline. */
export const stageTemplates: readonly StageTemplate[] = [
  {
    name: 'seven-step',
    title: { en: 'Seven-step cycle', zh: '七步销售周期', ko: '7단계 영업 주기' },
    stages: [
      s(
        'prospect',
        'Prospect',
        '寻找客户',
        '잠재 고객 발굴',
        'A company and a person with a likely need are named.',
      ),
      s('connect', 'Connect', '建立联系', '연락', 'The person has answered and agreed to talk.'),
      s('qualify', 'Qualify', '资格确认', '적격 심사', 'Budget, authority, need and timing are known.'),
      s('nurture', 'Nurture', '培育', '육성', 'The buyer has asked for a solution to a need they named.'),
      s('offer', 'Offer', '报价', '제안', 'The buyer has a written offer with a price.'),
      s('objections', 'Objections', '处理异议', '이의 처리', 'Every objection is named and answered.'),
      s('close', 'Close', '成交', '계약 체결', 'The buyer has signed or declined.'),
      ...postSale,
    ],
    skips: [
      { from: 'connect', to: 'offer', why: urgent },
      { from: 'qualify', to: 'offer', why: 'A buyer who knows the need wants no nurturing.' },
      { from: 'offer', to: 'close', why: 'The buyer has no objections.' },
    ],
  },
  {
    name: 'seven-step-variant',
    title: { en: 'Seven steps with follow-up', zh: '七步法（含跟进）', ko: '후속 관리 포함 7단계' },
    stages: [
      s(
        'prospect',
        'Prospect',
        '寻找客户',
        '잠재 고객 발굴',
        'A company and a person with a likely need are named.',
      ),
      s('prepare', 'Prepare', '准备', '준비', 'What the buyer does, needs and buys today is written down.'),
      s('approach', 'Approach', '接触', '접근', 'The buyer has agreed to a meeting.'),
      s('present', 'Present', '演示', '프레젠테이션', 'The buyer has seen a solution to a need they named.'),
      s('objections', 'Objections', '处理异议', '이의 처리', 'Every objection is named and answered.'),
      s('close', 'Close', '成交', '계약 체결', 'The buyer has signed or declined.'),
      s(
        'follow-up',
        'Follow-up',
        '跟进',
        '후속 관리',
        'The customer has been asked how it goes, and for a referral.',
        after,
      ),
      ...postSale,
    ],
    skips: [
      { from: 'prospect', to: 'approach', why: 'The buyer is known already.' },
      { from: 'present', to: 'close', why: 'The buyer has no objections.' },
    ],
  },
  {
    name: 'short-five',
    title: { en: 'Short cycle of five', zh: '五步短周期', ko: '5단계 단기 주기' },
    stages: [
      s(
        'prospect',
        'Prospect',
        '寻找客户',
        '잠재 고객 발굴',
        'A company and a person with a likely need are named.',
      ),
      s('contact', 'Contact', '联系', '연락', 'The person has answered.'),
      s('research', 'Research', '调研', '조사', 'The need and who decides are known.'),
      s('present', 'Present', '演示', '프레젠테이션', 'The buyer has seen the solution and its price.'),
      s('close', 'Close', '成交', '계약 체결', 'The buyer has signed or declined.'),
      ...postSale,
    ],
    skips: [{ from: 'contact', to: 'present', why: urgent }],
  },
  {
    name: 'face-to-face-four',
    title: { en: 'Face to face in four', zh: '面谈四步', ko: '대면 4단계' },
    stages: [
      s('talk', 'Talk', '交谈', '대화', 'The buyer is willing to speak of their situation.'),
      s(
        'gather-facts',
        'Gather facts',
        '收集信息',
        '정보 수집',
        'The need, the money and who decides are known.',
      ),
      s('proposal', 'Proposal', '提案', '제안', 'The buyer has heard a proposal for the need they named.'),
      s('ask', 'Ask', '请求成交', '계약 요청', 'The buyer was asked to buy and has answered.'),
      ...postSale,
    ],
    skips: [],
  },
  {
    name: 'four-stage',
    title: { en: 'Four stages', zh: '四阶段', ko: '4단계' },
    stages: [
      s(
        'prospecting',
        'Prospecting',
        '寻找客户',
        '잠재 고객 발굴',
        'A company and a person with a likely need are named.',
      ),
      s('qualifying', 'Qualifying', '资格确认', '적격 심사', 'Need, money and timing are known.'),
      s('connecting', 'Connecting', '建立联系', '관계 구축', 'The one who decides has met the seller.'),
      s('closing', 'Closing', '成交', '계약 체결', 'The buyer has signed or declined.'),
      ...postSale,
    ],
    skips: [],
  },
  {
    name: 'legacy-b2b',
    title: { en: 'Legacy B2B', zh: '传统 B2B', ko: '기존 B2B' },
    stages: [
      s(
        'lead-generated',
        'Lead generated',
        '产生线索',
        '리드 생성',
        'The lead has a name, a company and a way to reach them.',
      ),
      s('meeting-scheduled', 'Meeting scheduled', '约定会议', '미팅 예약', 'A meeting is in both calendars.'),
      s('demo-completed', 'Demo completed', '完成演示', '데모 완료', 'The buyer has seen the product.'),
      s('quote-requested', 'Quote requested', '询价', '견적 요청', 'The buyer has asked for a price.'),
      s(
        'proposal-presented',
        'Proposal presented',
        '提交方案',
        '제안 발표',
        'The buyer has a written proposal.',
      ),
      s('negotiation', 'Negotiation', '谈判', '협상', 'Price and terms are agreed.'),
      s('closed', 'Closing', '签约', '계약 마감', 'The buyer has signed or declined.'),
      ...postSale,
    ],
    skips: [
      { from: 'lead-generated', to: 'quote-requested', why: urgent },
      { from: 'proposal-presented', to: 'closed', why: 'The buyer accepts the proposal as it is.' },
    ],
  },
  {
    name: 'modern-b2b',
    title: { en: 'Modern B2B', zh: '现代 B2B', ko: '현대 B2B' },
    stages: [
      s('lead', 'Lead and type', '线索及类型', '리드와 유형', 'The lead has a type and an owner.'),
      s('connect-call', 'Connect call', '首次通话', '첫 통화', 'The lead has a problem worth a longer talk.'),
      s(
        'discovery-call',
        'Discovery call',
        '需求挖掘',
        '발굴 통화',
        'Goals, plans, hurdles and timing are known.',
      ),
      s(
        'opportunity',
        'Opportunity',
        '商机',
        '영업 기회',
        'The opportunity has an amount and an expected close.',
      ),
      s('demo', 'Demo', '演示', '데모', 'The product was shown on the problems the buyer named.'),
      s(
        'influencer',
        'Influencer buy-in',
        '影响者认可',
        '영향자 동의',
        'Those who advise the decision maker want it.',
      ),
      s(
        'decision-maker',
        'Decision-maker buy-in',
        '决策者认可',
        '의사결정자 동의',
        'The one who decides wants it.',
      ),
      s('negotiation', 'Negotiation', '谈判', '협상', 'Price and terms are agreed.'),
      s('closed', 'Closing', '签约', '계약 마감', 'The buyer has signed or declined.'),
      ...postSale,
    ],
    skips: [
      { from: 'connect-call', to: 'opportunity', why: 'The connect call has answered what discovery asks.' },
      { from: 'demo', to: 'decision-maker', why: 'The one who decides was in the demo.' },
      { from: 'decision-maker', to: 'closed', why: 'The buyer accepts the offer as it is.' },
    ],
  },
  {
    name: 'five-phase',
    title: { en: 'Five-phase funnel', zh: '五阶段漏斗', ko: '5단계 퍼널' },
    stages: [
      s('acquire', 'Acquire', '获取', '확보', 'The lead can be reached and its channel is known.'),
      s('identify', 'Identify', '识别', '식별', 'The need and the company behind the lead are known.'),
      s('screen', 'Screen', '筛选', '선별', 'Budget, authority, need and timing pass the bar.'),
      s(
        'poc',
        'Proof of concept',
        'POC 验证',
        '개념 검증',
        'The agreed criteria of the trial are met.',
        optional,
      ),
      s('tender', 'Tender', '招投标', '입찰', 'The bid is handed in and answered.', optional),
      s('convert', 'Convert', '转化', '전환', 'The contract is signed or declined.'),
      s('refer', 'Refer', '裂变', '추천', 'The customer was asked for a referral.', after),
      ...postSale,
    ],
    skips: [],
  },
];

/** The template of that name; undefined where there is none. */
export function stageTemplate(name: string): StageTemplate | undefined {
  return stageTemplates.find((template) => template.name === name);
}
