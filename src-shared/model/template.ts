import { z } from 'zod';

/** A text in the languages that templates speak. */
export type TemplateText = { en: string; zh: string; ko: string };

/** One stage of a template. `optional` ones may be passed over; `post` ones follow the sale and are no part of the path. */
export type TemplateStage = {
  id: string;
  name: TemplateText;
  /** What has to be true before a deal leaves the stage. */
  exit: string;
  optional?: true;
  post?: true;
};

/** A named course of a sale. A skip allows to go from one stage to a later one past everything in between. */
export type StageTemplate = {
  name: string;
  title: TemplateText;
  stages: readonly TemplateStage[];
  skips: readonly { from: string; to: string; why: string }[];
};

/** A template laid over the stages of one pipeline: the stage of the template that each open stage stands for. */
export const stageLayerSchema = z.object({
  pipeline: z.string().default(''),
  template: z.string().min(1),
  stages: z.record(z.string(), z.string().nullable()),
});
export type StageLayer = z.infer<typeof stageLayerSchema>;
