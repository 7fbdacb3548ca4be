import type { StageTemplatesResult } from '#shared/results/flow';
import type { CliRun } from '../cli-host';
import { tableText } from '../format/table';
import { formatOf, given, type WorkspaceOptions, workspaceOf } from '../options';
import { printOutput } from '../output';
import { withWorkspace, withWritableWorkspace } from '../session';

export type PipelineOptions = WorkspaceOptions & { pipeline?: string };

/** `weir stages templates`: the templates, with how the pipeline's stages would stand for theirs. */
export async function listTemplates(run: CliRun, options: PipelineOptions): Promise<void> {
  const { pipeline } = options;
  const result = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('stages.templates', given({ pipeline })),
  );
  print(run, options, result);
}

/** `weir stages set --template NAME`: lays a template over the stages, or takes it off. */
export async function layTemplate(run: CliRun, name: string, options: PipelineOptions): Promise<void> {
  const { pipeline } = options;
  const template = name === 'none' ? null : name;
  const result = await withWritableWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('stages.layTemplate', { template, ...given({ pipeline }) }),
  );
  print(run, options, result);
}

function print(run: CliRun, options: PipelineOptions, result: StageTemplatesResult): void {
  printOutput(run.host, formatOf(options), {
    document: result,
    text: () => `${templatesText(result)}\n${chosenText(result)}`,
    rows: stageRows(result),
    warnings: [],
  });
}

function templatesText({ templates }: StageTemplatesResult): string {
  return tableText(
    [
      { header: 'template', cell: ({ name }) => name },
      { header: 'title', cell: ({ title }) => title.en },
      { header: 'stages', cell: ({ stages }) => namesOf(stages) },
      {
        header: 'found here',
        align: 'right',
        cell: ({ proposed }) => {
          const all = Object.values(proposed.stages);
          return `${all.filter((step) => step !== null).length} of ${all.length}`;
        },
      },
    ],
    templates,
  );
}

function namesOf(stages: StageTemplatesResult['templates'][number]['stages']): string {
  return stages
    .filter(({ post }) => !post)
    .map(({ name }) => name.en)
    .join(', ');
}

function chosenText({ chosen, templates }: StageTemplatesResult): string {
  if (!chosen) return 'No template lies over the stages; their order is the path.\n';
  const template = templates.find(({ name }) => name === chosen.template);
  const steps = Object.entries(chosen.stages).map(([stage, id]) => ({
    stage,
    step: template?.stages.find((one) => one.id === id),
  }));
  return `${chosen.template} lies over the stages:\n${tableText(
    [
      { header: 'stage', cell: ({ stage }) => stage },
      { header: 'stands for', cell: ({ step }) => step?.name.en ?? '(nothing)' },
      { header: 'left when', cell: ({ step }) => step?.exit ?? '–' },
    ],
    steps,
  )}`;
}

function stageRows({ templates }: StageTemplatesResult): object[] {
  return templates.flatMap((template) =>
    template.stages.map(({ id, name, exit, optional, post }) => ({
      template: template.name,
      stage: id,
      ...name,
      exit,
      optional: optional ?? false,
      post: post ?? false,
    })),
  );
}
