import type { Stage } from '#shared/model/stage';
import type { StageLayer } from '#shared/model/template';
import { stageTemplate } from '#shared/model/templates';

const codeOf = (from: number, to: number) => from * 65_536 + to;

/**
 * Skips that the template laid over these stages allows, as weir.path takes them; none without a template. A skip is
 * allowed where every stage it passes is optional, stands for nothing in the template, or lies within one of its skips.
 */
export function allowedSkips(stages: readonly Stage[], layer: StageLayer | null): number[] {
  const template = layer && stageTemplate(layer.template);
  if (!template) return [];
  const open = stages.filter(({ kind }) => kind === 'open').sort((a, b) => a.rank - b.rank);
  const places = open.map(({ stage }) => template.stages.findIndex(({ id }) => id === layer.stages[stage]));
  const within = template.skips.map(({ from, to }) => {
    const [first, last] = [from, to].map((id) => template.stages.findIndex((stage) => stage.id === id));
    return (place: number) => place > first! && place < last!;
  });
  const isFree = (place: number) => place < 0 || template.stages[place]?.optional === true;
  const codes: number[] = [];
  for (let from = 0; from < open.length; from++) {
    let inside = within;
    for (let passed = from; passed < open.length; passed++) {
      const place = places[passed]!;
      // Two stages of the pipeline may stand for the same one of the template.
      const isSame = from > 0 && place >= 0 && place === places[from - 1];
      if (!isFree(place) && !isSame) inside = inside.filter((holds) => holds(place));
      const needed = places.slice(from, passed + 1).some((one) => !isFree(one) && one !== places[from - 1]);
      if (needed && inside.length === 0) break;
      codes.push(codeOf(open[from - 1]?.rank ?? 0, open[passed]!.rank + 1));
    }
  }
  return codes;
}
