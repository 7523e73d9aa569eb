import type { Command, Completion, OptionSpec } from '../command.ts';
import { choicesOf, groupsOf, ID_COMMAND, operandKinds, optionsOf, quoted } from './command-words.ts';

/** Completion for fish, with descriptions. */
export function fishCompletion(commands: readonly Command[]): string {
  const lines = [
    '# fish completion for countersign',
    'function __countersign_called',
    '  set -l typed (commandline -opc)',
    '  set -e typed[1]',
    '  test (string join " " -- $typed[1..(count $argv)]) = (string join " " -- $argv)',
    'end',
    'complete -c countersign -f',
  ];
  for (const [group, members] of groupsOf(commands)) {
    const summary = members.length > 0 ? members.map(({ path }) => path[1]).join(', ') : summaryOf(commands, group);
    lines.push(`complete -c countersign -n __fish_use_subcommand -a ${group} -d ${quoted(summary)}`);
    for (const { path, summary: told } of members) {
      const isNext = `__countersign_called ${group}; and test (count (commandline -opc)) -eq 2`;
      lines.push(`complete -c countersign -n '${isNext}' -a ${path[1]} -d ${quoted(told)}`);
    }
  }
  return [...lines, ...commands.flatMap(commandLines)].join('\n');
}

function commandLines(command: Command): readonly string[] {
  const head = `complete -c countersign -n '__countersign_called ${command.path.join(' ')}'`;
  const kinds = operandKinds(command);
  return [
    ...optionsOf(command).map((option) => `${head} ${optionPart(option)}`),
    ...choicesOf(command).map((choice) => `${head} -a ${choice}`),
    ...(kinds.includes('approval') ? [`${head} -a '(${ID_COMMAND})'`] : []),
    ...(kinds.includes('file') ? [`${head} -F`] : []),
    ...(kinds.includes('directory') ? [`${head} -a '(__fish_complete_directories)'`] : []),
  ];
}

function optionPart({ name, short, value, choices, completes, summary }: OptionSpec): string {
  const letter = short === undefined ? '' : ` -s ${short}`;
  const argument = value === null ? '' : ` -x${valuePart(choices, completes)}`;
  return `-l ${name}${letter}${argument} -d ${quoted(summary)}`;
}

function valuePart(choices: readonly string[] | undefined, completes: Completion | undefined): string {
  if (choices !== undefined) return ` -a '${choices.join(' ')}'`;
  if (completes === 'directory') return " -a '(__fish_complete_directories)'";
  return completes === 'file' ? " -a '(__fish_complete_path)'" : '';
}

function summaryOf(commands: readonly Command[], name: string): string {
  return commands.find(({ path }) => path[0] === name)?.summary ?? '';
}
