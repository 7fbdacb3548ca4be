import type { Command } from 'commander';
import { z } from 'zod';
import { WeirError } from '#shared/contract/errors';
import { type Stage, stageSchema } from '#shared/model/stage';
import type { StatusResult } from '#shared/results/workspace';
import type { CliRun } from '../cli-host';
import { addWorkspaceOption, formatOf, workspaceOf } from '../options';
import { printOutput } from '../output';
import { readJsonFile } from '../read-json-file';
import { withWritableWorkspace } from '../session';
import { layTemplate, listTemplates, type PipelineOptions } from './stage-templates';
import { statusText } from './status';

type SetOptions = PipelineOptions & { template?: string };

const stagesFile = z.union([
  z.array(stageSchema).min(1),
  z.object({ stages: z.array(stageSchema).min(1) }).transform((file) => file.stages),
]);

const help = `
FILE.json lists the stages; rank counts open stages from 1, kind is open, won, lost or post:
  [{"stage": "Qualify", "rank": 1, "kind": "open"}, {"stage": "Offer", "rank": 2, "kind": "open"},
   {"stage": "Won", "rank": 3, "kind": "won"}, {"stage": "Lost", "rank": 0, "kind": "lost"}]
The stages part of weir status --json has this shape and can be edited.
`;

/** `weir stages set FILE.json`: corrects the order and the kinds of the stages. */
export function addStages(program: Command, run: CliRun): void {
  const stages = program
    .command('stages')
    .summary('set the order and kinds of the stages')
    .description('The stages of the workspace. weir status prints them.');
  const set = stages
    .command('set')
    .description('Sets the order and the kinds of the stages from a file, or lays a template over them.')
    .argument('[file.json]', 'the stages in order')
    .option('--template <name>', 'the template to lay over the stages; “none” takes it off')
    .option('--pipeline <name>', 'the pipeline it is laid over, where there are several');
  addWorkspaceOption(set)
    .addHelpText('after', help)
    .action((file: string | undefined, options: SetOptions) => setStages(run, file, options));
  const templates = stages
    .command('templates')
    .description('Lists the templates and how the stages of the pipeline would stand for theirs.')
    .option('--pipeline <name>', 'the pipeline, where there are several');
  addWorkspaceOption(templates).action((options: PipelineOptions) => listTemplates(run, options));
}

async function setStages(run: CliRun, file: string | undefined, options: SetOptions): Promise<void> {
  if (options.template !== undefined) return layTemplate(run, options.template, options);
  if (file === undefined) {
    throw new WeirError({
      code: 'invalid-input',
      message: 'weir stages set needs a file of stages or --template.',
      hint: 'weir stages templates lists the templates.',
    });
  }
  const format = formatOf(options);
  const workspace = workspaceOf(options);
  const stages = await readJsonFile(file, stagesFile);
  const status = await withWritableWorkspace(run.host, workspace, async ({ call }) => {
    checkKnown(stages, await call('workspace.status', {}));
    return call('stages.set', { stages });
  });
  const text = (): string => statusText(status);
  printOutput(run.host, format, { document: status, text, rows: status.stages, warnings: status.warnings });
}

/** Error: `unknown-stage` for a name that the data does not have, which is a slip of the pen more often than not. */
function checkKnown(stages: readonly Stage[], status: StatusResult): void {
  const unknown = stages.find(
    ({ stage, pipeline }) =>
      !status.stages.some((known) => known.stage === stage && known.pipeline === pipeline),
  );
  if (unknown === undefined) return;
  throw new WeirError({
    code: 'unknown-stage',
    message: `There is no stage “${unknown.stage}”${unknown.pipeline ? ` in the pipeline “${unknown.pipeline}”` : ''}`,
    hint: `The stages are ${status.stages.map(({ stage }) => stage).join(', ')}.`,
  });
}
