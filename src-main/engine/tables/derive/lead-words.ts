import { literal } from '#engine/query/sql-text';

/** The eight channels by words of their sources, in lower case. The first that matches counts: ads in a search are paid. */
const channels = {
  paid: '\\bads?\\b|adwords|\\bsem\\b|\\bppc\\b|\\bcpc\\b|\\bcpm\\b|paid|advert|display|retarget|banner|sponsor|anzeige|werbung|publicidad|anuncio|publicité|реклам|广告|付费|竞价|信息流|広告|광고|유료',
  'live stream': 'live.?stream|webinar|webcast|直播|ライブ|ウェビナー|라이브|웨비나|вебинар',
  referral:
    'referral|referred|refer a|word of mouth|recommend|empfehlung|recomend|recommand|indica[çc]|рекоменд|推荐|转介绍|口碑|裂变|紹介|추천|소개',
  search:
    'organic|\\bseo\\b|search|google|bing|baidu|naver|yandex|suche|búsqueda|recherche|busca|поиск|搜索|百度|自然流量|検索|검색|네이버',
  community:
    'communit|forum|social|facebook|twitter|linkedin|reddit|discord|slack|wechat|weibo|社群|社区|微信|微博|公众号|コミュニティ|커뮤니티|сообщ|соцсет|comunidad|communaut|comunidade',
  platform:
    'marketplace|platform|plattform|plataforma|plateforme|app ?store|appexchange|amazon|alibaba|directory|平台|阿里|电商|プラットフォーム|플랫폼|마켓|платформ',
  relationship:
    'partner|relationship|existing (customer|client|business)|friend|family|network|bestandskunde|关系|老客户|合作伙伴|人脉|既存|知人|기존|지인|파트너|партн|partenaire|parceiro',
  direct:
    'direct|direkt|diret[oa]|website|web ?site|web.?form|homepage|^web$|walk.?in|inbound call|phone inquiry|官网|直接|ホームページ|홈페이지|직접|прям|сайт',
} as const;

/** Words for how far a status says that a lead got. */
export const leadWords = {
  dead: 'unqualif|disqualif|not qualified|junk|invalid|spam|not interested|\\blost\\b|\\bdead\\b|无效|垃圾|부적격|失格|нецелев',
  sales_qualified:
    '\\bsql\\b|sales.?(qualified|accepted|ready)|(^|[^a-z-])qualified|converted|opportunit|customer|\\bwon\\b|已转化|已转商机|合格|적격|квалифиц',
  marketing_qualified:
    '\\bmql\\b|marketing.?(qualified|accepted)|pre.?qualified|nurtur|warm|培育|市场合格|육성',
} as const;

/** SQL for the channel of a source, which is its own name where no words tell. */
export function channelSql(word: string): string {
  const cases = Object.entries(channels).map(
    ([name, pattern]) => `WHEN regexp_matches(lower(${word}), ${literal(pattern)}) THEN ${literal(name)}`,
  );
  return `CASE ${cases.join(' ')} ELSE ${word} END`;
}
