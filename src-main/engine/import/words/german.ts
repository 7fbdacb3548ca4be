import type { LanguageWords } from './concepts';

/** Without umlauts, as headers are compared; parts of compounds stand with a star. */
export const german: LanguageWords = {
  language: 'de',
  spaced: true,
  words: {
    plain: 'aktuell* verkauf verkaufs netto brutto vertrieb* laufend* haupt* eur',
    opportunity:
      'opportunity vorgang* projekt* opportunities verkaufschance* vertriebschance* geschaft* chance chancen auftragschance verkaufsprojekt* vorgang projekt',
    name: 'name *name bezeichnung *bezeichnung titel thema betreff',
    id: 'id nr nummer *nummer *nr kennung schlussel code',
    account:
      'kunde kunden* firma firmen* unternehmen* account accountname interessent auftraggeber potenzieller_kunde',
    contact: 'kontakt* ansprechpartner email telefon ansprechperson',
    owner:
      'besitzer inhaber *inhaber zustandig* verantwortlich* vertriebler vertriebsmitarbeiter* verkaufer* betreuer *betreuer bearbeiter eigentumer aussendienst* mitarbeiter zugewiesen* vertriebsbeauftragter',
    person: 'von ersteller bearbeitet_von erstellt_von geandert_von benutzer anwender',
    team: 'team *team abteilung gruppe bereich vertriebsteam teamleiter',
    stage: 'phase *phase stufe *stufe verkaufsphase vertriebsphase stadium',
    status: 'status *status ergebnis zustand',
    pipeline: 'pipeline vertriebsprozess verkaufsprozess',
    amount:
      'betrag *betrag wert *wert umsatz *umsatz summe *summe volumen *volumen auftragswert erlos* honorar angebotssumme',
    currency: 'wahrung *wahrung',
    price: 'preis *preis',
    weighted: 'gewichtet*',
    expected:
      'erwartet* voraussichtlich* voraussichtl vorauss geschatzt* geplant* gesch erw plan* vsl prognostiziert* ziel* schatz* soll',
    actual: 'tatsachlich* ist effektiv*',
    close:
      'abschluss* schlusstermin geschlossen* abgeschlossen* schliess* schluss* unterschrift* unterzeichn* vertragsdatum entscheidung* abschliess* auftragsdatum beendet*',
    won: 'gewonnen* gewinn gewonnen_am auftrag_erhalten',
    lost: 'verloren* verlust* absage* absagegrund ablehnung* verlustgrund',
    create: 'erstell* erstellt* angelegt* anlage* erfasst* eroffn* eingang* angefragt anfrage*',
    change: 'geandert* anderung* *anderung wechsel* *wechsel aktualisiert* bearbeitet* modifiziert* seit',
    date: 'datum *datum termin *termin zeitpunkt zeit uhrzeit tag am um',
    duration: 'tage dauer *dauer alter laufzeit',
    probability:
      'wahrscheinlichkeit *wahrscheinlichkeit chance_in_prozent abschlusswahrscheinlichkeit prozent',
    forecast: 'prognose* forecast* prognosekategorie',
    reason: 'grund *grund ursache',
    source: 'quelle *quelle herkunft kanal lead_quelle',
    type: 'art typ *typ kategorie geschaftsart',
    product: 'produkt* artikel* leistung dienstleistung',
    region: 'region gebiet *gebiet land bundesland niederlassung standort',
    segment: 'segment branche *branche kundensegment',
    next: 'nachst* folge*',
    step: 'schritt* aktion massnahme *schritt',
    last: 'letzt* zuletzt jungst*',
    activity: 'aktivitat* kontaktaufnahme besuch* anruf* aufgabe* besprechung* gesprach*',
    start: 'start* beginn*',
    due: 'fallig* frist',
    lead: 'lead leads',
    convert: 'konvertiert* umgewandelt*',
    quota: 'vorgabe ziel* umsatzziel planumsatz',
    period: 'monat quartal jahr zeitraum geschaftsjahr',
    rate: 'kurs wechselkurs',
    from: 'aus',
    to: 'nach zu',
    old: 'alt* vorherig* bisherig*',
    new: 'neu*',
    field: 'feld',
    order: 'reihenfolge sortierung',
    deleted: 'geloscht*',
    is: 'ist hat',
    count: 'anzahl menge',
    other:
      'erstgesprach* abschlussgesprach* beratungsgesprach* angebot* notiz* beschreibung kommentar* bemerkung* adresse strasse ort plz rabatt steuer prioritat wettbewerber*',
  },
};
