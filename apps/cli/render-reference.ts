import { type Command, GLOBAL_OPTIONS } from './command.ts';
import { EXIT_MEANINGS } from './exit-code.ts';
import { describeChoices, optionName, usageLine } from './render-help.ts';

/** The page `docs/reference/cli.md`: every command as the table describes it. Tests hold the page and the table together. */
export function renderReference(commands: readonly Command[]): string {
  const list = commands.map(
    ({ path, summary }) => `| [\`${path.join(' ')}\`](#${path.join('-')}) | ${cell(summary)} |`,
  );
  const codes = EXIT_MEANINGS.map(({ code, meaning }) => `| ${code} | ${cell(meaning)} |`);
  const shared = GLOBAL_OPTIONS.map((option) => `| \`${optionName(option)}\` | ${cell(option.summary)} |`);
  return [
    '# Command line',
    '',
    'Made from the command table of `apps/cli`; do not edit. Write it anew: `COUNTERSIGN_WRITE_DOCS=1 npm test -- apps/cli/render-reference`.',
    '',
    '| Command | What it does |',
    '|---|---|',
    ...list,
    '',
    '## Exit codes',
    '',
    'Stable: one number means one thing in every command.',
    '',
    '| Code | Meaning |',
    '|---|---|',
    ...codes,
    '',
    '## Options of every command',
    '',
    '| Option | Meaning |',
    '|---|---|',
    ...shared,
    '',
    'Results go to standard output, everything else to standard error; with `--json` an error is one JSON object there.',
    'Colours are left out for `NO_COLOR`, for `--no-color`, and where the output is no terminal.',
    '',
    '## Environment',
    '',
    '| Variable | Meaning |',
    '|---|---|',
    '| `COUNTERSIGN_STATE` | state directory: log, tokens, keys (default: `$XDG_STATE_HOME/countersign`, `~/.local/state/countersign`) |',
    '| `COUNTERSIGN_CONFIG` | configuration directory (default: `$XDG_CONFIG_HOME/countersign`, `~/.config/countersign`) |',
    '| `COUNTERSIGN_URL`, `COUNTERSIGN_TOKEN` | another gateway than that of the state directory, and a token for it |',
    '',
    ...commands.flatMap(section),
  ].join('\n');
}

function section(command: Command): readonly string[] {
  const { path, summary, details = [], operands = [], options = [], examples } = command;
  const rows = [
    ...operands.map(
      (operand) => `| \`<${operand.name}>${operand.many === true ? '...' : ''}\` | ${cell(describeChoices(operand))} |`,
    ),
    ...options.map((option) => `| \`${optionName(option)}\` | ${cell(describeChoices(option))} |`),
  ];
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
    ...(rows.length === 0 ? [] : ['| Argument | Meaning |', '|---|---|', ...rows, '']),
    '```sh',
    ...examples.map(({ line, does }) => `${line}    # ${does}`),
    '```',
    '',
  ];
}

function cell(text: string): string {
  return escaped(text).replaceAll('|', '\\|');
}

/** What looks like a tag would be hidden by a browser. */
function escaped(text: string): string {
  return text.replaceAll('<', '&lt;');
}
