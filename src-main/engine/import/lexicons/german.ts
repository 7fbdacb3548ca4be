import type { StageLexicon } from './lexicon';

export const german: StageLexicon = {
  language: 'de',
  won: [
    /\b(gewonnen|auftrag erhalten|auftrag|beauftragt|abgeschlossen gewonnen|erfolgreich( abgeschlossen)?|verkauft|unterzeichnet|unterschrieben|vertrag unterschrieben|zusage|bestellt|bestellung)$/,
    /\bgewonnen\b|\b(angebot|vertrag) (unterschrieben|unterzeichnet|angenommen)\b/,
  ],
  lost: [
    /\b(verloren|absage|abgesagt|abgelehnt|storniert|abgebrochen|kein interesse|gescheitert|disqualifiziert|nicht gewonnen|ungultig|zuruckgezogen|abgebrochene?)\b/,
  ],
  open: [/^(offen|in bearbeitung|aktiv|laufend|neu|pausiert|wartend|zuruckgestellt)$/],
  post: [
    /^(ubergabe|projektstart|umsetzung|onboarding|lieferung|geliefert|rechnung|abrechnung|einfuhrung|betreuung)$/,
  ],
  order: [
    /\b(neu|lead|leads|interessent|identifizier\w*|anfrage|eingang|verdacht|idee)\b/,
    /\b(kontakt\w*|erstkontakt|ansprache|kaltakquise|akquise|prospecting)\b/,
    /\b(erstgesprach|termin\w*|gesprach|kennenlern\w*|besuch|interesse)\b/,
    /\b(qualifi\w*|prufung|vorprufung)\b/,
    null,
    /\b(bedarf\w*|analyse|anforderung\w*|ermittlung|discovery)\b/,
    /\b(konzept\w*|losung\w*|entwick\w*|planung|technisch\w*|bewertung)\b/,
    /\b(demo\w*|prasentation|vorstellung|vorfuhrung)\b/,
    /\b(pilot\w*|test\w*|probe\w*|entscheider|machbarkeit)\b/,
    null,
    /\b(angebot\w*|offerte|preis\w*|kostenvoranschlag|ausschreibung)\b/,
    /\b(verhandl\w*|nachverhandlung)\b/,
    /\b(vertrag\w*|abschlussgesprach|abschluss\w*|mundlich\w*|freigabe|entscheidung|unterschrift\w*|schluss\w*)\b/,
  ],
};
