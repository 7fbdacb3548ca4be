import type { Stage } from '#shared/model/stage';
import type { FunnelDefinition, FunnelRow } from '#shared/results/metrics';
import { dayLength } from '../../../support/log-workspace';
import type { Clock } from '../random-log';
import { grouped, inPeriod, type RandomScope } from '../scopes';
import { lookedAt } from './expected-ages';
import type { Life } from './lives';
import { type Passage, passages } from './passages';
import { incidence, readAge, type Subject } from './statistics';

type Options = {
  scope: RandomScope;
  clock: Clock;
  definition: FunnelDefinition;
  cohortField: 'created' | 'entered';
  stages: readonly Stage[];
};

/** What `funnel` should say of these lives: one row for each open stage, of each group that entered any. */
export function expectedFunnel(lives: Life[], options: Options): Partial<FunnelRow>[] {
  const { scope, definition, cohortField, stages } = options;
  const open = stages.filter(({ kind }) => kind === 'open');
  const all = lives
    .flatMap((life) => passages(life, definition, open.length))
    .filter(({ life, enteredAt }) => inPeriod(cohortField === 'created' ? life.startedAt : enteredAt, scope));
  return [...grouped(all, scope, ({ life }) => life)].flatMap(([key, group]) => {
    const first = group.filter(({ rank }) => rank === 1).length;
    return open.map(({ stage, rank }) => ({
      key: scope.by ? key : null,
      stage,
      ...stageRow(rank, first, group, options),
    }));
  });
}

function stageRow(rank: number, first: number, group: Passage[], options: Options): Partial<FunnelRow> {
  const here = group.filter((passage) => passage.rank === rank);
  const count = (fate: Passage['fate']) => here.filter((passage) => passage.fate === fate).length;
  const value = (some: Passage[]) =>
    Math.round(some.reduce((sum, p) => sum + 100 * (p.life.amount ?? 0), 0)) / 100;
  const advanced = here.filter(({ fate }) => fate === 'advanced');
  const subjects = here.map((passage) => subjectOf(passage, options));
  const age = readAge(subjects);
  const shares = age === null ? null : incidence(subjects, age);
  return {
    rank,
    entered: here.length,
    advanced: advanced.length,
    lost: count('lost'),
    open: count('open'),
    valueEntered: value(here),
    valueAdvanced: value(advanced),
    naive: here.length > 0 ? advanced.length / here.length : null,
    fromStart: first > 0 ? here.length / first : null,
    conversion: shares?.won ?? null,
    lostShare: shares?.lost ?? null,
    undecided: shares ? Math.max(0, 1 - shares.won - shares.lost) : null,
  };
}

function subjectOf({ enteredAt, endedAt, fate }: Passage, { scope, clock }: Options): Subject {
  const t = Math.max(0, ((endedAt ?? lookedAt(scope, clock)) - enteredAt) / dayLength);
  const end = fate === 'advanced' ? 'won' : fate === 'open' ? 'open' : 'lost';
  return { t, end, entry: 0 };
}
