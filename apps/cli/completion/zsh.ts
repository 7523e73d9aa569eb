import type { Command, Completion, OperandSpec, OptionSpec } from '../command.ts';
import { groupsOf, ID_COMMAND, optionsOf, quoted } from './command-words.ts';

/** Completion for zsh, with descriptions. */
export function zshCompletion(commands: readonly Command[]): string {
  const groups = [...groupsOf(commands)];
  const first = groups.map(([group, members]) => described(group, members[0] ?? commandOf(commands, group)));
  return `#compdef countersign
# zsh completion for countersign
_countersign_ids() {
  local -a ids
  ids=(\${(f)"$(${ID_COMMAND} | sed -e 's/:/\\\\:/g' -e 's/\\t/:/')"})
  _describe 'waiting request' ids
}

_countersign() {
  local called="\${words[2]}"
  local -a list
  if (( CURRENT == 2 )); then
    list=(
${first.map((line) => `      ${line}`).join('\n')}
    )
    _describe 'command' list
    return
  fi
  case "$called" in
${groups
  .filter(([, members]) => members.length > 0)
  .map(groupCase)
  .join('\n')}
  esac
  shift words
  (( CURRENT-- ))
  case "$called" in
${commands.map(commandCase).join('\n')}
  esac
}

compdef _countersign countersign
[ "$funcstack[1]" = _countersign ] && _countersign "$@"`;
}

function groupCase([group, members]: readonly [string, readonly Command[]]): string {
  const list = members.map((member) => described(member.path[1] ?? '', member)).join(' ');
  return `  ${group})
    if (( CURRENT == 3 )); then
      list=(${list})
      _describe 'command' list
      return
    fi
    called="$called \${words[3]}"
    shift words
    (( CURRENT-- )) ;;`;
}

function commandCase(command: Command): string {
  const specs = [...optionsOf(command).flatMap(optionSpecs), ...(command.operands ?? []).map(operandSpec)];
  return `  '${command.path.join(' ')}')\n    _arguments -s ${specs.join(' ')} ;;`;
}

function optionSpecs({ name, short, value, multiple, summary, choices, completes }: OptionSpec): readonly string[] {
  const argument = value === null ? '' : `:${value}:${actionOf(choices, completes)}`;
  const mark = multiple === true ? '*' : '';
  const names = [`--${name}`, ...(short === undefined ? [] : [`-${short}`])];
  return names.map((option) => quoted(`${mark}${option}[${bare(summary)}]${argument}`));
}

function operandSpec({ name, many, choices, completes }: OperandSpec): string {
  return quoted(`${many === true ? '*' : ''}:${name}:${actionOf(choices, completes)}`);
}

function actionOf(choices: readonly string[] | undefined, completes: Completion | undefined): string {
  if (choices !== undefined) return `(${choices.join(' ')})`;
  if (completes === 'approval') return '_countersign_ids';
  if (completes === 'directory') return '_files -/';
  return completes === 'file' ? '_files' : ' ';
}

function described(word: string, command: Command | undefined): string {
  return quoted(`${word}:${bare(command?.summary ?? '')}`);
}

function commandOf(commands: readonly Command[], name: string): Command | undefined {
  return commands.find(({ path }) => path[0] === name);
}

/** Without the characters that separate the parts of a specification. */
function bare(text: string): string {
  return text.replaceAll(/[:[\]]/gu, ' ');
}
