import { Command } from 'commander';
import type { CliRun } from './cli-host';
import { addActivity } from './commands/activity';
import { addBacktest } from './commands/backtest';
import { addBottleneck } from './commands/bottleneck';
import { addChanges } from './commands/changes';
import { addCleanup } from './commands/cleanup';
import { addCohorts } from './commands/cohorts';
import { addCompare } from './commands/compare';
import { addConformance } from './commands/conformance';
import { addCoverage } from './commands/coverage';
import { addCycle } from './commands/cycle';
import { addDeal } from './commands/deal';
import { addDeals } from './commands/deals';
import { addExport } from './commands/export-table';
import { addFields } from './commands/fields';
import { addFlow } from './commands/flow';
import { addForecast } from './commands/forecast';
import { addFunnel } from './commands/funnel';
import { addGap } from './commands/gap';
import { addHealth } from './commands/health';
import { addImport } from './commands/import-files';
import { addInspect } from './commands/inspect-files';
import { addJudgements } from './commands/judgements';
import { addLeads } from './commands/leads';
import { addLossReasons } from './commands/loss-reasons';
import { addMappings } from './commands/mappings';
import { addMatch } from './commands/match';
import { addMovement } from './commands/movement';
import { addNames } from './commands/names';
import { addOpen } from './commands/open';
import { addQuality } from './commands/quality';
import { addReps } from './commands/reps';
import { addRules } from './commands/rules';
import { addSample } from './commands/sample';
import { addServe } from './commands/serve';
import { addSettings } from './commands/settings';
import { addSlippage } from './commands/slippage';
import { addSql } from './commands/sql';
import { addStages } from './commands/stages';
import { addStale } from './commands/stale';
import { addStatus } from './commands/status';
import { addTargets } from './commands/targets';
import { addTimeInStage } from './commands/time-in-stage';
import { addTrend } from './commands/trend';
import { addUndo } from './commands/undo';
import { addVelocity } from './commands/velocity';
import { addWhatIf } from './commands/what-if';
import { addWinRate } from './commands/win-rate';
import { addFormatOptions } from './options';

type AddCommand = (program: Command, run: CliRun) => void;

/** Every command under the heading that `weir --help` prints it. A new command is one file and one entry. */
const groups: Record<string, readonly AddCommand[]> = {
  'Data:': [
    addImport,
    addInspect,
    addUndo,
    addStatus,
    addQuality,
    addSettings,
    addMappings,
    addNames,
    addStages,
    addFields,
    addSample,
  ],
  'Metrics:': [
    addFunnel,
    addWinRate,
    addCycle,
    addTimeInStage,
    addVelocity,
    addTrend,
    addBottleneck,
    addCohorts,
    addChanges,
    addSlippage,
    addFlow,
    addConformance,
    addLossReasons,
    addCompare,
    addMatch,
    addReps,
    addRules,
    addHealth,
    addStale,
    addCleanup,
    addLeads,
    addActivity,
  ],
  'Forecast:': [
    addForecast,
    addBacktest,
    addMovement,
    addWhatIf,
    addGap,
    addCoverage,
    addTargets,
    addJudgements,
  ],
  'Deals and queries:': [addDeals, addDeal, addSql, addExport],
  'App:': [addServe, addOpen],
};

const description = `Measures a sales pipeline from the files a CRM exports, on this machine alone.`;

const help = `
First steps:
  weir sample -w sample.weir                   a realistic sample workspace
  weir import deals.csv history.csv -w my.weir your own export
  weir status -w my.weir                       what it holds and how good it is
  weir funnel -w my.weir --by owner            and so on: weir COMMAND --help

With --json a command prints one JSON document. Rates are fractions, durations days, dates YYYY-MM-DD.
Exit codes: 0 done, 1 unexpected, 2 wrong usage or input, 3 rows rejected (import --strict), 130 cancelled.
`;

/** The whole command line, not yet parsed. */
export function weirProgram(run: CliRun, version: string): Command {
  const { stdout } = run.host;
  const program = new Command('weir')
    .description(description)
    .version(version, '-V, --version')
    .helpCommand(false)
    .addHelpText('after', help)
    .showSuggestionAfterError()
    .exitOverride()
    // An error is printed once, by the code that knows whether people or programs read it.
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: () => {}, outputError: () => {} });
  for (const [heading, commands] of Object.entries(groups)) {
    program.commandsGroup(heading);
    for (const add of commands) add(program, run);
  }
  for (const command of leaves(program)) addFormatOptions(command);
  return program;
}

function leaves(command: Command): Command[] {
  return command.commands.flatMap((child) => (child.commands.length > 0 ? leaves(child) : [child]));
}
