import { canBeVersions } from './exports/version-tables';
import { repeatsOf } from './file-checks';
import type { InspectInput } from './inspect-input';
import { idCandidates, type Recognition, recognise } from './recognise';
import type { Query } from './staged-file';

/** General words call for a look at the whole file: whether ids repeat tells a log from a list. */
export async function recogniseWhole(
  { dialect: { headers }, raw, rows, mapping }: InspectInput,
  sample: (string | null)[][],
  query: Query,
): Promise<Recognition> {
  const first = recognise(headers, sample, { kind: mapping?.kind });
  if (rows > 0 && !mapping?.kind && first.kind === 'opportunities' && canBeVersions(headers)) {
    const [id = 1] = Object.values(await repeatsOf(query, raw, idCandidates(headers).slice(0, 1)));
    const reason = 'Ids repeat, and each row says from when it held: versions of the same deals.';
    if (id > 1.2) return { ...recognise(headers, sample, { kind: 'stage-history' }), reason };
  }
  if (rows === 0 || first.kind === null || first.system !== 'generic') return first;
  const repeats = await repeatsOf(query, raw, idCandidates(headers));
  return recognise(headers, sample, { kind: mapping?.kind, repeats });
}
