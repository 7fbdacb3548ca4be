import type { ColumnContent } from '../column-content';

/** Words by which values say what a table is about, in the languages of exports. */
const lexicon = {
  call: /(^|[^\p{L}])(calls?|phone|voicemail|anruf|telefonat|llamada|appel|ligação|звонок)(?!\p{L})|电话|通话|電話|전화|통화/iu,
  mail: /(^|[^\p{L}])(e-?mails?|mail|newsletter|correo|courriel|письмо)(?!\p{L})|邮件|郵件|メール|메일/iu,
  meeting:
    /(^|[^\p{L}])(meetings?|event|visit|demo|appointment|lunch|webinar|termin|besprechung|besuch|reunión|reunião|réunion|rendez-vous|visita|visite|встреча)(?!\p{L})|会议|会面|拜访|訪問|会議|面談|회의|미팅|방문/iu,
  task: /(^|[^\p{L}])(tasks?|to-?do|follow[ -]?up|followup|reminder|note|send \p{L}+|linkedin|sms|whatsapp|chat|aufgabe|wiedervorlage|notiz|tarea|seguimiento|tarefa|tâche|relance|задача|заметка)(?!\p{L})|任务|跟进|备注|タスク|メモ|작업|할 일|메모/iu,
  direction:
    /^(inbound|outbound|incoming|outgoing|received|sent|eingehend|ausgehend|entrante|saliente|entrant|sortant|входящий|исходящий|呼入|呼出|来电|去电|수신|발신|着信|発信)$/iu,
  done: /^(completed|done|not started|in progress|deferred|waiting|waiting on someone else|planned|held|not held|scheduled|cancell?ed|overdue|pending|open|closed|erledigt|offen|geplant|hecho|pendiente|terminé|à faire|concluído|pendente|выполнено|запланировано|已完成|未开始|进行中|完了|未着手|완료|예정|진행중)$/iu,
  lead: /(^|[^\p{L}])(junk|contacted|attempted|working|nurtur\p{L}*|(un|dis|pre)?-?qualified|unworked|new|assigned|recycled|converted|contact in future|lost lead|not interested|responded|mql|sql|neu|kontaktiert|qualifiziert|nuevo|contactado|calificado|novo|contatado|qualificado|nouveau|contacté|qualifié|новый|связались|квалифицирован)(?!\p{L})|未联系|已联系|新线索|已转换|无效线索|新規|未対応|対応中|見込|신규|미접촉|접촉|전환/iu,
  source:
    /(^|[^\p{L}])(referral|advertisement|cold call|trade ?show|web|website|online|social|seminar|partner|public relations|mail|search|campaign|organic|paid|direct|event|word of mouth|inbound|outbound|empfehlung|messe|recomendación|feria|indicação|recommandation|salon|рекомендация|выставка)(?!\p{L})|转介绍|广告|展会|官网|紹介|広告|展示会|소개|광고|전시회/iu,
  industry:
    /(^|[^\p{L}])(techn?o?lo?gy|software|it services|saas|retail|medical|pharma\p{L}*|health ?care|financ\p{L}*|bank\p{L}*|insurance|manufactur\p{L}*|education|government\p{L}*|energy|utilities|consulting|communications|telecom\p{L}*|media|entertainment|marketing|services?( provider)?|hospitality|transport\p{L}*|logistics|construction|real estate|automotive|agriculture|employment|non-?profit|chemicals?|biotech\p{L}*|aerospace|food|industrie|handel|gesundheit|bildung|maschinenbau|industria|salud|educación|saúde|educação|santé|éducation|промышленность|торговля)(?!\p{L})|制造|零售|金融|教育|医疗|互联网|製造|小売|医療|제조|유통|금융|교육|의료/iu,
  product:
    /(^|[^\p{L}])(basic|standard|pro|professional|plus|premium|advanced|special|deluxe|lite|starter|enterprise|edition|licen[cs]e|subscription|plan|support|maintenance|service|package|bundle|module|kit|seats?|users?|training|consulting|hosting|device|sensor|printer|software|hardware|lizenz|wartung|schulung|paket|licencia|servicio|licença|serviço|licence|abonnement|formation|лицензия|услуга)(?!\p{L})|套餐|版$|许可|服务|ライセンス|プラン|サービス|라이선스|서비스|패키지/iu,
  region:
    /^((north|south|mid|far)[ -]?)*(east|west|central|north|south|atlantic|midwest|pacific)(ern)?([ /-].*)?$|^(northeast|southeast|northwest|southwest|emea|apac|latam|dach|nordics|benelux|europe|asia|africa|americas|americas?[ -].*|.*\/(central|east|west|north|south))$/iu,
} as const;

export type KindWord = keyof typeof lexicon;

/** Whether a value has a word of the list. */
export function isWord(value: string, ...lists: readonly KindWord[]): boolean {
  return lists.some((list) => lexicon[list].test(value.trim()));
}

/** Share of a column's values that have a word of one of the lists; 0 without values. */
export function shareOf({ values }: ColumnContent, ...lists: readonly KindWord[]): number {
  return values.length === 0 ? 0 : values.filter((value) => isWord(value, ...lists)).length / values.length;
}

const codes =
  'AE AR AT AU BE BG BR CA CH CL CN CO CZ DE DK EE EG ES FI FR GB GR HK HR HU ID IE IL IN IS IT JO JP KE KR LT LU LV MA MX MY NG NL NO NZ PA PE PH PK PL PT RO RS RU SA SE SG SI SK TH TR TW UA US UY VN ZA';
const languages = ['en', 'zh', 'ko', 'ja', 'de', 'es', 'pt', 'fr', 'ru'];

let countries: ReadonlySet<string> | null = null;

/** Names of countries in all languages, as the platform knows them, and their codes. */
function countryNames(): ReadonlySet<string> {
  countries ??= new Set([
    ...languages.flatMap((language) => {
      const names = new Intl.DisplayNames([language], { type: 'region' });
      return codes.split(' ').map((code) => (names.of(code) ?? code).toLowerCase());
    }),
    ...['usa', 'uk', 'korea', 'united states of america', 'great britain', 'czech republic', 'turkey'],
  ]);
  return countries;
}

/** Share of a column's values that are countries or parts of the world. */
export function shareOfPlaces({ values }: ColumnContent): number {
  const names = countryNames();
  const places = values.filter((value) => names.has(value.trim().toLowerCase()) || isWord(value, 'region'));
  return values.length === 0 ? 0 : places.length / values.length;
}
