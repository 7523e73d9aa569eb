import { type Command, GLOBAL_OPTIONS, type OptionSpec } from './command.ts';
import { EXIT_MEANINGS } from './exit-code.ts';
import { describeChoices, optionName, usageLine } from './render-help.ts';
import { padEnd } from './terminal/render-table.ts';

/** The page `docs/reference/cli.md`: every command as the table describes it. Tests hold the page and the table together. */
export function renderReference(commands: readonly Command[]): string {
  const list = commands.map(({ path, summary }) => [`[\`${path.join(' ')}\`](#${path.join('-')})`, summary]);
  return [
    '# Command line',
    '',
    'Made from the command table of `apps/cli`; do not edit. Write it anew: `COUNTERSIGN_WRITE_DOCS=1 npm test -- apps/cli/render-reference`.',
    '',
    ...table(['Command', 'What it does'], list),
    '',
    '## Exit codes',
    '',
    'Stable: one number means one thing in every command.',
    '',
    ...table(
      ['Code', 'Meaning'],
      EXIT_MEANINGS.map(({ code, meaning }) => [String(code), meaning]),
    ),
    '',
    '## Options of every command',
    '',
    ...table(['Option', 'Meaning'], GLOBAL_OPTIONS.map(optionRow)),
    '',
    'Results go to standard output, everything else to standard error; with `--json` an error is one JSON object there.',
    'Colours are left out for `NO_COLOR`, for `--no-color`, and where the output is no terminal.',
    '',
    '## Environment',
    '',
    ...table(['Variable', 'Meaning'], VARIABLES),
    '',
    ...commands.flatMap(section),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

const VARIABLES: readonly (readonly string[])[] = [
  [
    '`COUNTERSIGN_STATE`',
    'state directory: log, tokens, keys (default: `$XDG_STATE_HOME/countersign`, `~/.local/state/countersign`)',
  ],
  [
    '`COUNTERSIGN_CONFIG`',
    'configuration directory (default: `$XDG_CONFIG_HOME/countersign`, `~/.config/countersign`)',
  ],
  ['`COUNTERSIGN_URL`, `COUNTERSIGN_TOKEN`', 'another gateway than that of the state directory, and a token for it'],
];

function section(command: Command): readonly string[] {
  const { path, summary, details = [], operands = [], options = [], examples } = command;
  const operandRows = operands.map((operand) => [
    `\`<${operand.name}>${operand.many === true ? '...' : ''}\``,
    describeChoices(operand),
  ]);
  const rows = [...operandRows, ...options.map(optionRow)];
  return [
    `## ${path.join(' ')}`,
    '',
    '```sh',
    usageLine(command),
    '```',
    '',
    `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
    '',
    ...details.flatMap((paragraph) => [escaped(paragraph), '']),
    ...(rows.length === 0 ? [] : [...table(['Argument', 'Meaning'], rows), '']),
    '```sh',
    ...examples.map(({ line, does }) => `${line}    # ${does}`),
    '```',
    '',
  ];
}

function optionRow(option: OptionSpec): readonly string[] {
  return [`\`${optionName(option)}\``, describeChoices(option)];
}

/** A table with aligned columns, as the formatter of this repository writes it. */
function table(headings: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const cells = [headings, ...rows.map((row) => row.map(cell))];
  const widths = headings.map((_, column) => Math.max(3, ...cells.map((row) => (row[column] ?? '').length)));
  const [first, ...rest] = cells.map(
    (row) => `| ${row.map((text, at) => padEnd(text, widths[at] ?? 0)).join(' | ')} |`,
  );
  return [first ?? '', `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rest];
}

function cell(text: string): string {
  return text.startsWith('`') ? text : escaped(text).replaceAll('|', '\\|');
}

/** What looks like a tag would be hidden by a browser. */
function escaped(text: string): string {
  return text.replaceAll('<', '&lt;');
}
