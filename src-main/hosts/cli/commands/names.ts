import { type Command, Option } from 'commander';
import { WeirError } from '#shared/contract/errors';
import { type MatchField, matchFields } from '#shared/model/value-match';
import type { AlikeValues, ValueMatch } from '#shared/results/quality';
import type { CliRun } from '../cli-host';
import { type Column, tableText } from '../format/table';
import { addWorkspaceOption, formatOf, type WorkspaceOptions, workspaceOf } from '../options';
import { printOutput } from '../output';
import { type Session, withWorkspace } from '../session';
import { alikeColumns } from './quality';

type NamesOptions = WorkspaceOptions & {
  field?: MatchField;
  name?: string;
  as?: string;
  apart?: boolean;
  forget?: boolean;
};
type Saying = { field: MatchField; value: string; becomes: string | null | undefined };
type Names = { alike: AlikeValues[]; matches: ValueMatch[] };

const help = `
  weir names -w my.weir
  weir names -w my.weir --field owner --name "Darcel Schlect" --as "Darcel Schlecht"
  weir names -w my.weir --field owner --name "Ann Lee" --apart
`;

/** `weir names`: names that nearly match, and saying which of them are the same. */
export function addNames(program: Command, run: CliRun): void {
  const command = program
    .command('names')
    .summary('names that nearly match, taken as one or left apart')
    .description(
      'Lists names that are probably the same and what was said of such names. With --name, takes one as another or leaves it apart, in every figure and for files that come later; the files stay as they are.',
    )
    .addOption(new Option('--field <field>', 'what is named').choices(matchFields))
    .option('--name <name>', 'the name as the files write it')
    .addOption(new Option('--as <name>', 'the name that it is taken as').conflicts(['apart', 'forget']))
    .addOption(new Option('--apart', 'it is a name of its own').conflicts(['as', 'forget']))
    .addOption(new Option('--forget', 'nothing is said of it any more').conflicts(['as', 'apart']));
  addWorkspaceOption(command)
    .addHelpText('after', help)
    .action((options: NamesOptions) => names(run, options));
}

async function names(run: CliRun, options: NamesOptions): Promise<void> {
  const format = formatOf(options);
  const saying = sayingOf(options);
  const { alike, matches } = await withWorkspace(
    run.host,
    workspaceOf(options),
    async ({ call }) => {
      if (saying) await checkKnown(call, saying);
      if (saying) await call('values.match', saying);
      return call('data.quality', {});
    },
    { readOnly: saying === null },
  );
  const document: Names = { alike, matches };
  const probable = alike.map(({ field, value, like }) => ({ field, value, becomes: like, said: 'probably' }));
  const rows = [...probable, ...matches.map((match) => ({ ...match, becomes: match.becomes ?? '' }))];
  printOutput(run.host, format, { document, text: () => namesText(document), rows });
}

/** What the options say of a name; null where they only ask. */
function sayingOf({ field, name, as, apart, forget }: NamesOptions): Saying | null {
  const says = as !== undefined || apart === true || forget === true;
  if (!says && name === undefined && field === undefined) return null;
  if (field !== undefined && name !== undefined && says)
    return { field, value: name, becomes: as ?? (apart ? null : undefined) };
  throw new WeirError({
    code: 'invalid-input',
    message:
      'To say something of a name, weir names needs --field, --name and one of --as, --apart, --forget.',
    hint: 'Without them it lists the names that nearly match.',
  });
}

/** A name that no deal has is a slip of the pen more often than not. */
async function checkKnown(call: Session['call'], { field, value, becomes }: Saying): Promise<void> {
  const { matches } = await call('data.quality', {});
  const said = matches.filter((match) => match.field === field);
  const known = new Set(said.flatMap((match) => [match.value, match.becomes]));
  for (const name of [value, ...(becomes ? [becomes] : [])]) {
    if (known.has(name)) continue;
    const { values } = await call('workspace.values', { field, search: name, limit: 1000 });
    if (values.some((found) => found.value === name)) continue;
    throw new WeirError({
      code: 'invalid-input',
      message: `No deal has the ${field} “${name}”.`,
      hint: 'weir names lists names that nearly match, as the files write them.',
    });
  }
}

function namesText({ alike, matches }: Names): string {
  const parts = [
    ...(alike.length > 0 ? [`Probably the same:\n${tableText(alikeColumns, alike)}`] : []),
    ...(matches.length > 0 ? [`Said of names:\n${tableText(matchColumns, matches)}`] : []),
  ];
  return parts.length === 0 ? 'No names nearly match.\n' : parts.join('\n');
}

const matchColumns: readonly Column<ValueMatch>[] = [
  { header: 'field', cell: (row) => row.field },
  { header: 'name', cell: (row) => row.value },
  { header: 'counts as', cell: (row) => row.becomes ?? 'a name of its own' },
  {
    header: 'said in',
    cell: (row) => (row.said === 'mapping' ? 'the mapping of its file' : 'the workspace'),
  },
];
