import type { StageLexicon } from './lexicon';

export const french: StageLexicon = {
  language: 'fr',
  won: [
    /\b(gagnee?s?|signee?|vendue?|conclue?|succes|contrat signe|commande recue|remportee?|bon de commande)\b/,
  ],
  lost: [
    /\b(perdue?s?|abandonnee?|annulee?|refusee?|rejetee?|sans suite|non interessee?|disqualifiee?|echec|echouee?)\b/,
  ],
  open: [/^(ouverte?|en cours|active?|actif|en attente|nouveau|nouvelle|en pause)$/],
  post: [
    /^(mise en oeuvre|livraison|livre|facturation|facture|onboarding|deploiement|apres vente|demarrage)$/,
  ],
  order: [
    /\b(nouve(au|lle)|piste|lead|prospect|identifi\w*|entrant)\b/,
    /\b(prospection|contact\w*|premier contact|approche|prise de contact)\b/,
    /\b(rendez ?vous|rdv|reunion|visite|interet|entretien)\b/,
    /\b(qualifi\w*)\b/,
    null,
    /\b(besoins?|analyse|diagnostic|decouverte|audit)\b/,
    /\b(solution|developpement|evaluation|conception|etude|proposition de valeur)\b/,
    /\b(demo\w*|presentation)\b/,
    /\b(essai|pilote|test|validation|decideurs?|preuve)\b/,
    /\b(perception)\b/,
    /\b(proposition(?! de valeur)|devis|offre|tarif\w*|appel d offres?|chiffrage)\b/,
    /\b(negociation|en negociation|revue)\b/,
    /\b(contrat|closing|cloture|accord verbal|signature|engagement|approbation|commande)\b/,
  ],
};
