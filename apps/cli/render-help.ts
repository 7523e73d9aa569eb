import { type Command, GLOBAL_OPTIONS, type OperandSpec, type OptionSpec } from './command.ts';
import { EXIT_MEANINGS } from './exit-code.ts';
import { OVERVIEW_SECTIONS, type OverviewLine } from './overview-sections.ts';
import { padEnd } from './terminal/render-table.ts';
import type { Terminal } from './terminal/terminal.ts';
import { wrapWords } from './terminal/wrap-text.ts';

type Page = Pick<Terminal, 'style' | 'columns'>;

/** Help of one command: what it does, what it takes, examples. */
export function renderHelp(command: Command, { style, columns }: Page): string {
  const { operands = [], options = [], examples, details = [], summary } = command;
  const width = columns();
  const lines = [
    `${style.bold('Usage:')} ${usageLine(command)}`,
    '',
    wrapWords(asSentence(summary), { columns: width }),
    ...details.flatMap((paragraph) => ['', wrapWords(paragraph, { columns: width })]),
  ];
  const operandRows = operands.map((spec) => [operandName(spec), describeChoices(spec)] as const);
  if (operandRows.length > 0) lines.push('', style.bold('Arguments'), ...renderRows(operandRows, width));
  const optionRows = [...options, ...GLOBAL_OPTIONS].map((spec) => [optionName(spec), describeChoices(spec)] as const);
  lines.push('', style.bold('Options'), ...renderRows(optionRows, width));
  lines.push('', style.bold(examples.length === 1 ? 'Example' : 'Examples'));
  for (const { line, does } of examples) lines.push(`  ${style.cyan(line)}`, `      ${does}`);
  return lines.join('\n');
}

/** A summary stands in lists; by itself it is a sentence. */
function asSentence(summary: string): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
}

/** Help of a group such as `log`: its commands. */
export function renderGroupHelp(group: string, members: readonly Command[], { style, columns }: Page): string {
  const rows = members.map((command) => [command.path.join(' '), command.summary] as const);
  const usage = `${style.bold('Usage:')} countersign ${group} <command> [options]`;
  return [
    usage,
    '',
    style.bold('Commands'),
    ...renderRows(rows, columns()),
    '',
    `More: countersign ${group} <command> --help`,
  ].join('\n');
}

/** The first page: every command by what it is for, groups in one line, and the exit codes. */
export function renderOverview(commands: readonly Command[], { style, columns }: Page): string {
  const codes = EXIT_MEANINGS.map(({ code, meaning }) => [String(code), meaning] as const);
  const sections = OVERVIEW_SECTIONS.flatMap(({ title, lines }) => [
    '',
    style.bold(title),
    ...renderRows(
      lines.map((line) => overviewRow(line, commands)),
      columns(),
      OVERVIEW_NAME_COLUMNS,
    ),
  ]);
  return [
    `${style.bold('Countersign')}, the safety gateway for AI agents`,
    '',
    `${style.bold('Usage:')} countersign <command> [options]`,
    ...sections,
    '',
    style.bold('Exit codes'),
    ...renderRows(codes, columns()),
    '',
    'More: countersign <command> --help',
    `New here? ${style.cyan('countersign demo')} shows everything in ten seconds, without an agent.`,
  ].join('\n');
}

/** So wide is the longest name on the first page. */
const OVERVIEW_NAME_COLUMNS = 14;

function overviewRow({ name, group }: OverviewLine, commands: readonly Command[]): readonly [string, string] {
  const members = commands.filter(({ path }) => path[0] === name);
  if (group === null) return [name, members[0]?.summary ?? ''];
  const verbs = members.map(({ path }) => path.slice(1).join(' ')).filter((verb) => verb !== '');
  return [name, `${group}: ${verbs.join(', ')}`];
}

/** A command with its arguments, as it is typed. */
export function usageLine({ path, operands = [], passesTo }: Command): string {
  const values = operands.map(({ name, required, many }) => {
    const text = `<${name}>${many === true ? '...' : ''}`;
    return required ? text : `[${text}]`;
  });
  return ['countersign', ...path, ...values, passesTo === undefined ? '[options]' : '[options...]'].join(' ');
}

/** An option with its letter and value, as it is typed. */
export function optionName({ name, short, value }: OptionSpec): string {
  const letter = short === undefined ? '' : `-${short}, `;
  return `${letter}--${name}${value === null ? '' : ` ${value}`}`;
}

/** The summary of an option or argument, with its choices and whether it may be repeated. */
export function describeChoices(spec: OptionSpec | OperandSpec): string {
  const choices = spec.choices === undefined ? '' : ` (${spec.choices.join(', ')})`;
  const repeated = 'multiple' in spec && spec.multiple ? '; may be repeated' : '';
  return `${spec.summary}${choices}${repeated}`;
}

function operandName({ name, many }: OperandSpec): string {
  return `<${name}>${many === true ? '...' : ''}`;
}

function renderRows(rows: readonly (readonly [string, string])[], columns: number, atLeast = 0): readonly string[] {
  const width = Math.min(26, Math.max(atLeast, ...rows.map(([name]) => name.length)));
  const indent = ' '.repeat(width + 4);
  return rows.flatMap(([name, text]) => {
    const lines = wrapWords(text, { columns: Math.max(20, columns - indent.length) }).split('\n');
    const isLong = name.length > width;
    const head = isLong ? [`  ${name}`] : [];
    return [
      ...head,
      ...lines.map((line, at) => (at === 0 && !isLong ? `  ${padEnd(name, width)}  ${line}` : indent + line)),
    ];
  });
}
