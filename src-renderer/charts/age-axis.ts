import type { ChartContext } from './chart-model';
import { dayStep, panelTitle } from './marks';

/** Age in days at human steps, with the number under observation below each tick. */
export function ageAxis(
  max: number,
  atRisk: (t: number) => number | null,
  { theme, format, width }: ChartContext,
) {
  const step = dayStep(Math.max(1, max), Math.max(3, Math.floor(width / 90)));
  return {
    type: 'value' as const,
    min: 0,
    max: Math.max(1, max),
    interval: step,
    axisLine: { lineStyle: { color: theme.line } },
    axisTick: { show: true, length: 4, lineStyle: { color: theme.line } },
    splitLine: { show: false },
    axisLabel: {
      color: theme.muted,
      fontSize: 11,
      lineHeight: 18,
      showMaxLabel: max % step === 0,
      formatter: (t: number) => {
        const n = atRisk(t);
        return n === null
          ? `{day|${format.number(t)}}`
          : `{day|${format.number(t)}}\n{risk|${format.count(n)}}`;
      },
      rich: {
        day: { color: theme.muted, fontSize: 11, lineHeight: 18 },
        risk: { color: theme.faint, fontSize: 11, lineHeight: 18 },
      },
    },
  };
}

/** Names of the two rows under the axis. */
export function riskTitle(height: number, context: ChartContext) {
  return [
    { ...panelTitle('days', 0, height - 45, context), textStyle: small(context) },
    { ...panelTitle('at risk', 0, height - 27, context), textStyle: small(context) },
  ];
}

function small({ theme }: ChartContext) {
  return { color: theme.faint, fontSize: 11, fontWeight: 400 as const, fontFamily: theme.font };
}
