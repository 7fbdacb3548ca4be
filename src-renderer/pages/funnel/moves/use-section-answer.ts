import type { UseQueryResult } from '@tanstack/react-query';
import { useFormat } from '../../../state/use-format';
import { useMetric } from '../../../state/use-metric';
import { useAddressValue, useScope } from '../../../state/use-scope';
import { flowSentence, lossesSentence, pathSentence } from './sentences';

/** Parts of the funnel page; the address names the one that is shown. */
export const sections = [
  { value: 'stages', label: 'Stages' },
  { value: 'moves', label: 'Moves' },
  { value: 'path', label: 'Path' },
  { value: 'losses', label: 'Loss reasons' },
] as const;

export function useSection(): (typeof sections)[number]['value'] {
  const [section] = useAddressValue('section');
  return sections.find(({ value }) => value === section)?.value ?? 'stages';
}

/** All moves of the period. */
export function useFlow(enabled = true) {
  return useMetric('metric.flow', useScope().scope, { enabled });
}

/** How deals keep to the path, with the paths that most take. */
export function useConformance(enabled = true) {
  return useMetric('metric.conformance', { ...useScope().scope, variants: 12 }, { enabled });
}

/** Loss reasons by stage, and by owner where those are looked at. */
export function useLossReasons(enabled = true) {
  const { scope } = useScope();
  const [across] = useAddressValue('losses');
  return useMetric('metric.lossReasons', across === 'owner' ? { ...scope, by: 'owner' } : scope, { enabled });
}

/** What the shown part says in one sentence; undefined while it is asked, null where that failed or it is the stages'. */
export function useSectionAnswer(): string | null | undefined {
  const section = useSection();
  const format = useFormat();
  const { controls } = useScope();
  const flow = useFlow(section === 'moves');
  const path = useConformance(section === 'path');
  const losses = useLossReasons(section === 'losses');
  if (section === 'moves') return said(flow, (answer) => flowSentence(answer, format));
  if (section === 'path') return said(path, (answer) => pathSentence(answer, format));
  if (section === 'losses') return said(losses, (answer) => lossesSentence(answer, controls.weight, format));
  return null;
}

function said<Answer>({ isError, data }: UseQueryResult<Answer, unknown>, say: (answer: Answer) => string) {
  if (isError) return null;
  return data === undefined ? undefined : say(data);
}
