import { type Command, type Completion, GLOBAL_OPTIONS, type OptionSpec } from '../command.ts';

/** Prints the ids of requests that wait, each with its summary behind a tab. */
export const ID_COMMAND = 'countersign approvals list --ids 2>/dev/null';

/** Every option of a command, its own first. */
export function optionsOf({ options = [] }: Command): readonly OptionSpec[] {
  return [...options, ...GLOBAL_OPTIONS];
}

/** Options as words. */
export function optionWords(command: Command): readonly string[] {
  return optionsOf(command).flatMap(({ name, short }) => [`--${name}`, ...(short === undefined ? [] : [`-${short}`])]);
}

/** Words that may stand as arguments. */
export function choicesOf({ operands = [] }: Command): readonly string[] {
  return operands.flatMap(({ choices = [] }) => choices);
}

/** What arguments are completed with, beside words. */
export function operandKinds({ operands = [] }: Command): readonly Completion[] {
  return operands.flatMap(({ completes }) => (completes === undefined ? [] : [completes]));
}

/** The first words of all commands, each with the second words below it; none for a command of one word. */
export function groupsOf(commands: readonly Command[]): ReadonlyMap<string, readonly Command[]> {
  const groups = new Map<string, Command[]>();
  for (const command of commands) {
    const [first = '', second] = command.path;
    const members = groups.get(first) ?? [];
    if (second !== undefined) members.push(command);
    groups.set(first, members);
  }
  return groups;
}

/** A summary between single quotes of a shell, with what has a meaning there taken out. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", '’').replaceAll('\\', '')}'`;
}
