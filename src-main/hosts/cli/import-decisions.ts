import { WeirError } from '#shared/contract/errors';
import type { Decision, InspectReport } from '#shared/results/workspace';

type OpenDecision = Decision & { file: string | null };

/** Stops an import that only a person can decide. Error: `needs-decision`, with the --map entries that would. */
export function checkDecided(report: InspectReport): void {
  const open = openDecisions(report);
  const [first] = open;
  if (first === undefined) return;
  const more = open.length > 1 ? ` (and ${open.length - 1} more to decide)` : '';
  throw new WeirError({
    code: 'needs-decision',
    message: `${first.file === null ? '' : `${first.file}: `}${first.message}${more}`,
    hint: hintOf(first),
    details: { decisions: open },
  });
}

export function hasOpenDecision(report: InspectReport): boolean {
  return openDecisions(report).length > 0;
}

function openDecisions({ files, decisions }: InspectReport): OpenDecision[] {
  const ofFiles = files.flatMap(({ file, decisions: own }) => own.map((decision) => ({ ...decision, file })));
  const known = new Set(ofFiles.map(({ message }) => message));
  const ofAll = decisions.filter(({ message }) => !known.has(message));
  return [...ofFiles, ...ofAll.map((decision) => ({ ...decision, file: null }))];
}

function hintOf({ choices, rate }: OpenDecision): string {
  if (rate) {
    const map = JSON.stringify({ currency: rate.to, rates: { [rate.currency]: 0 } });
    return `Add a file of rates, or put ${map} with the rate instead of 0 into a file and pass it with --map.`;
  }
  const entries = choices.map(({ label, map }) => `${JSON.stringify(map)} for ${label}`);
  return `Put one of these into a file and pass it with --map: ${entries.join('; ')}`;
}
