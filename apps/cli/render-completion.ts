import { type Command, GLOBAL_OPTIONS, type OperandSpec, type OptionSpec } from './command.ts';

const IDS = 'countersign approvals list --ids 2>/dev/null | cut -f1';

/** The words that can follow a command's own: options, and choices of its operands. */
function wordsOf({ options = [], operands = [] }: Command): readonly string[] {
  return [
    ...[...options, ...GLOBAL_OPTIONS].map(({ name }) => `--${name}`),
    ...operands.flatMap(({ choices = [] }) => choices),
  ];
}

function completes(command: Command, what: OperandSpec['completes']): boolean {
  return (command.operands ?? []).some((operand) => operand.completes === what);
}

/** The first words of all commands, and under each group its second words. */
function groupsOf(commands: readonly Command[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { path } of commands)
    groups.set(path[0] ?? '', [...(groups.get(path[0] ?? '') ?? []), ...path.slice(1, 2)]);
  return groups;
}

/** Completion for bash (4 or later). */
export function bashCompletion(commands: readonly Command[]): string {
  const groups = groupsOf(commands);
  const cases = commands.map((command) => {
    const ids = completes(command, 'approval') ? ` $(${IDS})` : '';
    return `    '${command.path.join(' ')}') words="${wordsOf(command).join(' ')}${ids}" ;;`;
  });
  const values = commands.flatMap(({ path, options = [] }) =>
    options
      .filter(({ choices }) => choices !== undefined)
      .map(({ name, choices = [] }) => `    '${path.join(' ')} --${name}') words="${choices.join(' ')}" ;;`),
  );
  const subcommands = [...groups]
    .filter(([, words]) => words.length > 0)
    .map(([group, words]) => `    '${group}') words="${words.join(' ')} --help" ;;`);
  return `# bash completion for countersign
_countersign() {
  local current previous command words=''
  current=\${COMP_WORDS[COMP_CWORD]}
  previous=\${COMP_WORDS[COMP_CWORD - 1]}
  command=\${COMP_WORDS[1]-}
  case $command in
    ${[...groups]
      .filter(([, words]) => words.length > 0)
      .map(([group]) => group)
      .join(' | ')}) [ "$COMP_CWORD" -gt 2 ] && command="$command \${COMP_WORDS[2]}" ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then
    words='${[...groups.keys()].join(' ')} help --help --version'
  else
    case $command in
${[...cases, ...subcommands].join('\n')}
    esac
    case "$command $previous" in
${values.join('\n')}
    esac
  fi
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
  [ "\${#COMPREPLY[@]}" -gt 0 ] || mapfile -t COMPREPLY < <(compgen -f -- "$current")
}
complete -F _countersign countersign`;
}

/** Completion for zsh, through its bash emulation: one source for both. */
export function zshCompletion(commands: readonly Command[]): string {
  const described = commands.map(({ path, summary }) => `  '${path.join(' ')}:${quoted(summary)}'`);
  return `#compdef countersign
# zsh completion for countersign
_countersign() {
  local -a commands options
  commands=(
${described.join('\n')}
  )
  if (( CURRENT == 2 )); then
    local -a first
    first=(\${(u)\${commands%%[: ]*}})
    _values 'command' $first
    return
  fi
  local path="\${words[2]}"
  (( CURRENT > 3 )) && [[ -n \${(M)commands:#$path \${words[3]}:*} ]] && path="$path \${words[3]}"
  case $path in
${commands.map((command) => `    '${command.path.join(' ')}') options=(${wordsOf(command).join(' ')}${completes(command, 'approval') ? ` $(${IDS})` : ''}) ;;`).join('\n')}
${[...groupsOf(commands)]
  .filter(([, words]) => words.length > 0)
  .map(([group, words]) => `    '${group}') options=(${words.join(' ')}) ;;`)
  .join('\n')}
  esac
  compadd -a options
  _files
}
_countersign "$@"`;
}

/** Completion for fish. */
export function fishCompletion(commands: readonly Command[]): string {
  const lines = ['# fish completion for countersign', 'complete -c countersign -f'];
  for (const [group, words] of groupsOf(commands)) {
    lines.push(
      `complete -c countersign -n __fish_use_subcommand -a ${group} -d '${quoted(commands.find(({ path }) => path[0] === group)?.summary ?? '')}'`,
    );
    if (words.length > 0)
      lines.push(
        `complete -c countersign -n '__fish_seen_subcommand_from ${group}; and not __fish_seen_subcommand_from ${words.join(' ')}' -a '${words.join(' ')}'`,
      );
  }
  for (const command of commands) lines.push(...fishOptions(command));
  return lines.join('\n');
}

function fishOptions(command: Command): readonly string[] {
  const seen = command.path.map((word) => `__fish_seen_subcommand_from ${word}`).join('; and ');
  const options = [...(command.options ?? []), ...GLOBAL_OPTIONS].map((option) => fishOption(option, seen));
  const ids = completes(command, 'approval') ? [`complete -c countersign -n '${seen}' -a '(${IDS})'`] : [];
  return [...options, ...ids];
}

function fishOption({ name, short, value, choices, summary }: OptionSpec, seen: string): string {
  const letter = short === undefined ? '' : ` -s ${short}`;
  const argument = value === null ? '' : ` -r${choices === undefined ? '' : ` -a '${choices.join(' ')}'`}`;
  return `complete -c countersign -n '${seen}' -l ${name}${letter}${argument} -d '${quoted(summary)}'`;
}

/** Summaries are our own; only what would end a quoted word is taken out. */
function quoted(text: string): string {
  return text.replaceAll("'", '’').replaceAll(':', ',');
}
