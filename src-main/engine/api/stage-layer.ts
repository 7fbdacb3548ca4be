import { usualPlace } from '#engine/import/stage-lexicon';
import { headerText } from '#engine/import/words/read-header';
import type { Stage } from '#shared/model/stage';
import type { StageLayer, StageTemplate, TemplateStage } from '#shared/model/template';

/**
 * The template stage that each open stage of a pipeline most likely stands for, null where none does: the pairing that
 * keeps the order of both and agrees most in names and in places in the usual course of a sale.
 */
export function proposedLayer(
  template: StageTemplate,
  stages: readonly Stage[],
  pipeline: string,
): StageLayer {
  const open = stages
    .filter((stage) => stage.kind === 'open' && stage.pipeline === pipeline)
    .sort((a, b) => a.rank - b.rank);
  const steps = template.stages.filter(({ post }) => !post);
  // best[i][j]: how well the stages from i and the steps from j on can agree.
  const best = Array.from({ length: open.length + 1 }, () => new Array<number>(steps.length + 1).fill(0));
  const paired = (i: number, j: number) => {
    const score = agreement(open[i]!.stage, steps[j]!);
    // Two stages may stand for one step, at less than a step of their own would count.
    return score > 0 ? score + Math.max(best[i + 1]![j + 1]!, best[i + 1]![j]! - 1) : -1;
  };
  for (let i = open.length - 1; i >= 0; i--) {
    for (let j = steps.length - 1; j >= 0; j--) {
      best[i]![j] = Math.max(best[i + 1]![j]!, best[i]![j + 1]!, paired(i, j));
    }
  }
  const map: Record<string, string | null> = {};
  let j = 0;
  for (const [i, { stage }] of open.entries()) {
    while (j < steps.length && best[i]![j] === best[i]![j + 1] && best[i]![j]! > 0) j++;
    const step = steps[j];
    const takes = step !== undefined && best[i]![j]! > 0 && best[i]![j] === paired(i, j);
    map[stage] = takes ? step.id : null;
    if (takes && best[i + 1]![j + 1]! >= best[i + 1]![j]! - 1) j++;
  }
  return { pipeline, template: template.name, stages: map };
}

/** From 0, no likeness, to 3, the same name. */
function agreement(stage: string, step: TemplateStage): number {
  const name = headerText(stage);
  const names = Object.values(step.name).map(headerText);
  if (names.includes(name)) return 3;
  if (names.some((one) => one.length > 1 && (name.includes(one) || one.includes(name)))) return 2;
  const [a, b] = [usualPlace(stage), usualPlace(step.name.en)];
  if (a === null || b === null) return 0;
  return a === b ? 1.5 : Math.abs(a - b) === 1 ? 0.75 : 0;
}
