import type { StageLexicon } from './lexicon';

export const portuguese: StageLexicon = {
  language: 'pt',
  won: [
    /\b(ganh[oa]s?|ganhou|vendid[oa]|vendas? (realizada|concluida|ganha)|vendida|fechad[oa] (e )?ganh[oa]|assinad[oa]|sucesso|fechou|concluid[oa] com sucesso)\b/,
  ],
  lost: [
    /\b(perdid[oa]s?|perda|cancelad[oa]|recusad[oa]|descartad[oa]|desqualificad[oa]|sem interesse|abandonad[oa]|rejeitad[oa]|perdeu|desistencia|desistiu)\b/,
  ],
  open: [/^(abert[oa]|em andamento|em aberto|ativ[oa]|pendente|pausad[oa]|em espera|nov[oa])$/],
  post: [/^(implantacao|entrega|faturamento|faturado|pos venda|onboarding|implementacao|cobranca)$/],
  order: [
    /\b(nov[oa]|lead|leads|sem contato|entrada|suspect|base)\b/,
    /\b(prospec\w*|(?<!sem )contat\w*|primeiro contato|contato feito|abordagem|conexao)\b/,
    /\b(reuniao|visita|agendamento|interesse|identificacao do interesse)\b/,
    /\b(qualific\w*)\b/,
    null,
    /\b(necessidade\w*|analise|diagnostico|levantamento|descoberta)\b/,
    /\b(solucao|desenvolvimento|avaliacao|projeto tecnico|proposta de valor)\b/,
    /\b(demo\w*|apresentacao)\b/,
    /\b(teste|piloto|validacao|decisor\w*|prova de conceito|tomador\w* de decis\w*)\b/,
    /\b(percepcao)\b/,
    /\b(proposta(?! de valor)|orcamento|cotacao|envio de proposta|proposta enviada|preco|licitacao)\b/,
    /\b(negociacao|negociando|revisao|follow ?up|acompanhamento)\b/,
    /\b(contrato|fechamento|aprovacao|verbal|assinatura|formalizacao|pedido)\b/,
  ],
};
