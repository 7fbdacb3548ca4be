import { stageNames } from '#generate/company/market';
import { dealsOf, generateCompany } from '#generate/generate-company';
import type { Stage } from '#shared/model/stage';
import { dayNumber } from '#shared/time/day';
import type { LogEntry } from '../../support/log-workspace';

const minute = 60;

/** The log of a made-up company that ends with 2026-06-30, as rows of one file in order of time. */
export function companyLog(deals: number, quarters: number, seed = 5): LogEntry[] {
  const company = generateCompany({ seed, deals, quarters });
  const { users } = company.roster;
  const entries: LogEntry[] = [];
  for (const deal of dealsOf(company)) {
    for (const event of deal.events) {
      entries.push({
        row: 0,
        id: `D${String(deal.index).padStart(6, '0')}`,
        at: Math.floor(event.at / minute),
        stage: stageNames[event.stage]!,
        amount: event.amount === null ? null : event.amount / 100,
        expectedClose: event.expectedClose,
        owner: users[event.owner]!.name,
        probability: null,
        segment: ['Large', 'Middle', 'Small'][deal.segment]!,
      });
    }
  }
  return numbered(entries.sort((a, b) => a.at - b.at));
}

/** The same rows numbered as a file has them. */
export function numbered(entries: readonly LogEntry[]): LogEntry[] {
  return entries.map((entry, row) => ({ ...entry, row }));
}

export const companyStages: Stage[] = stageNames.map((stage, i) => ({
  pipeline: '',
  stage,
  rank: i < 6 ? i + 1 : 0,
  kind: i < 5 ? ('open' as const) : i === 5 ? ('won' as const) : ('lost' as const),
}));

export function minuteOf(day: string): number {
  return dayNumber(day) * 1440;
}
