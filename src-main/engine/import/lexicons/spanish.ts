import type { StageLexicon } from './lexicon';

export const spanish: StageLexicon = {
  language: 'es',
  won: [
    /\b(ganad[oa]s?|vendid[oa]|firmad[oa]|exito|exitos[oa]|cierre exitoso|contrato firmado|aceptad[oa]|cerrada? ganada?)\b/,
  ],
  lost: [
    /\b(perdid[oa]s?|cancelad[oa]|rechazad[oa]|descartad[oa]|no interesad[oa]|anulad[oa]|abandonad[oa]|fallid[oa]|sin interes|descalificad[oa])\b/,
  ],
  open: [/^(abiert[oa]|en curso|en proceso|activ[oa]|pendiente|en espera|nuev[oa])$/],
  post: [/^(implementacion|entrega|facturacion|facturado|postventa|onboarding|cobro|puesta en marcha)$/],
  order: [
    /\b(nuev[oa]|lead|prospectos?|identificad[oa]|interesado inicial|entrada)\b/,
    /\b(prospeccion|contact\w*|primer contacto|acercamiento)\b/,
    /\b(reunion|cita|visita|interes|entrevista)\b/,
    /\b(calific\w*|cualific\w*)\b/,
    null,
    /\b(necesidad\w*|analisis|diagnostico|levantamiento|descubrimiento)\b/,
    /\b(solucion|desarrollo|evaluacion|diseno|propuesta de valor)\b/,
    /\b(demo\w*|presentacion)\b/,
    /\b(prueba|piloto|validacion|tomador\w* de decision\w*|decisores?)\b/,
    /\b(percepcion)\b/,
    /\b(propuesta(?! de valor)|cotizacion|presupuesto|oferta|licitacion|precio)\b/,
    /\b(negociacion|negociando|revision)\b/,
    /\b(contrato|cierre|aprobacion|verbal|firma|orden de compra|compromiso)\b/,
  ],
};
