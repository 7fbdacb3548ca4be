import type { Mapping } from '#shared/model/mapping';

/** Corrections on top of corrections: columns, stages, units, rates and matches one by one, the rest as a whole. */
export function mergeMappings(base: Mapping, patch: Mapping): Mapping {
  const merged: Mapping = { ...base, ...patch };
  if (base.columns || patch.columns) merged.columns = { ...base.columns, ...patch.columns };
  if (base.stages || patch.stages) merged.stages = { ...base.stages, ...patch.stages };
  if (base.units || patch.units) merged.units = { ...base.units, ...patch.units };
  if (base.rates || patch.rates) merged.rates = { ...base.rates, ...patch.rates };
  if (base.matches || patch.matches) {
    const fields = [...Object.keys(base.matches ?? {}), ...Object.keys(patch.matches ?? {})];
    merged.matches = Object.fromEntries(
      fields.map((f) => [f, { ...base.matches?.[f], ...patch.matches?.[f] }]),
    );
  }
  return merged;
}
