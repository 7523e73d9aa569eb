import type { Command, Completion, OptionSpec } from '../command.ts';
import { choicesOf, groupsOf, ID_COMMAND, operandKinds, optionsOf, optionWords } from './command-words.ts';

/** Completion for bash, 3.2 or later. */
export function bashCompletion(commands: readonly Command[]): string {
  const groups = groupsOf(commands);
  const named = [...groups].filter(([, members]) => members.length > 0);
  return `# bash completion for countersign
_countersign() {
  local current previous called words='' files=''
  current=\${COMP_WORDS[COMP_CWORD]}
  previous=\${COMP_WORDS[COMP_CWORD - 1]}
  called=\${COMP_WORDS[1]-}
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${[...groups.keys(), 'help'].join(' ')} --help --version' -- "$current"))
    return
  fi
  case $called in
  ${named.map(([group]) => group).join(' | ')})
    [ "$COMP_CWORD" -gt 2 ] && called="$called \${COMP_WORDS[2]}" ;;
  esac
  case "$called $previous" in
${commands.flatMap(valueCases).join('\n')}
  *)
    case $called in
${[...named.map(([group, members]) => groupCase(group, members)), ...commands.map(commandCase)].join('\n')}
    esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  case $files in
  file) COMPREPLY+=($(compgen -f -- "$current")) ;;
  directory) COMPREPLY+=($(compgen -d -- "$current")) ;;
  esac
}
complete -o filenames -o bashdefault -F _countersign countersign`;
}

/** What follows an option that takes a value. */
function valueCases(command: Command): readonly string[] {
  return optionsOf(command)
    .filter(({ value }) => value !== null)
    .map((option) => {
      const names = [`--${option.name}`, ...(option.short === undefined ? [] : [`-${option.short}`])];
      const patterns = names.map((name) => `'${command.path.join(' ')} ${name}'`).join(' | ');
      return `  ${patterns}) ${valueAction(option)} ;;`;
    });
}

function valueAction({ choices = [], completes }: OptionSpec): string {
  if (choices.length > 0) return `words='${choices.join(' ')}'`;
  return kindAction(completes === undefined ? [] : [completes]);
}

function groupCase(group: string, members: readonly Command[]): string {
  return `    '${group}') words='${members.map(({ path }) => path[1]).join(' ')} --help' ;;`;
}

function commandCase(command: Command): string {
  const words = [...optionWords(command), ...choicesOf(command)].join(' ');
  return `    '${command.path.join(' ')}') words='${words}'; ${kindAction(operandKinds(command))} ;;`;
}

function kindAction(kinds: readonly Completion[]): string {
  const actions = [
    ...(kinds.includes('approval') ? [`words="$words $(${ID_COMMAND} | cut -f1)"`] : []),
    ...(kinds.includes('directory') ? ['files=directory'] : []),
    ...(kinds.includes('file') ? ['files=file'] : []),
  ];
  return actions.length === 0 ? ':' : actions.join('; ');
}
