import { type Argument, argumentFrom, isKnown, UNKNOWN } from './argument.ts';
import { isOwnAddress } from './own-address.ts';
import type { OptionRule, ProgramRule, Use } from './program-rule.ts';
import type { OptionIndex } from './rule-names.ts';

/** An option as it was given. */
export type GivenOption = {
  readonly name: string;
  readonly rule: OptionRule;
  readonly value: Argument | null;
  /** The words behind its value, where the option ends the program's own words with a command. */
  readonly rest?: readonly Argument[];
};

/** The arguments of a program, told apart by its rule. */
export type ParsedArguments = {
  readonly options: readonly GivenOption[];
  readonly operands: readonly Argument[];
  /** Where each operand stands among the arguments. */
  readonly places: readonly number[];
};

/**
 * Tells options, their values and operands apart, in the style of the rule.
 *
 * `stopAtOperand`: no word behind the first operand is an option. So it is for programs that run another, and before a
 * subcommand. A word that is not known is an operand.
 */
export function parseArguments(
  args: readonly Argument[],
  {
    options: index,
    style = 'letters',
    stopAtOperand = false,
  }: {
    readonly options: OptionIndex;
    readonly style?: ProgramRule['style'];
    readonly stopAtOperand?: boolean;
  },
): ParsedArguments {
  const parser = new ArgumentParser(args, index);
  while (parser.at < args.length) {
    const { text } = args[parser.at] as Argument;
    const isOption = style !== 'none' && text.length > 1 && (text.startsWith('-') || index.has(text));
    if (style === 'none') parser.takeKeyed();
    else if (text === '--' && !index.has('--')) {
      parser.at += 1;
      parser.takeRest();
    } else if (text.startsWith('+') && index.has('+') && (text === '+' || !index.has(text))) parser.takePlus();
    else if (!isOption) {
      parser.takeOperand();
      if (stopAtOperand) parser.takeRest();
    } else if (style === 'words' || text.startsWith('--') || index.has(text)) parser.takeWord();
    else parser.takeLetters();
  }
  return parser;
}

/** Longest name of an option behind which a value stands without a mark between. */
const MAX_JOINED = 32;

class ArgumentParser implements ParsedArguments {
  readonly options: GivenOption[] = [];
  readonly operands: Argument[] = [];
  readonly places: number[] = [];
  at = 0;
  private readonly args: readonly Argument[];
  private readonly index: OptionIndex;

  constructor(args: readonly Argument[], index: OptionIndex) {
    this.args = args;
    this.index = index;
  }

  takeOperand(): void {
    this.operands.push(this.args[this.at] as Argument);
    this.places.push(this.at);
    this.at += 1;
  }

  takeRest(): void {
    while (this.at < this.args.length) this.takeOperand();
  }

  /** `key=value`, as `dd` has. */
  takeKeyed(): void {
    const argument = this.args[this.at] as Argument;
    const equals = argument.text.indexOf('=');
    const rule = equals < 0 ? undefined : this.index.get(argument.text.slice(0, equals + 1));
    if (rule === undefined) return this.takeOperand();
    this.options.push({ name: argument.text.slice(0, equals + 1), rule, value: argumentFrom(argument, equals + 1) });
    this.at += 1;
  }

  /** `+value`, as editors and pagers have. */
  takePlus(): void {
    const argument = this.args[this.at] as Argument;
    this.options.push({ name: '+', rule: this.index.get('+') as OptionRule, value: argumentFrom(argument, 1) });
    this.at += 1;
  }

  /** `--name`, `--name=value`, `-name:value`, `-name value`. A long option may be cut short where only one begins so (GNU). */
  takeWord(): void {
    const argument = this.args[this.at] as Argument;
    const joined = this.joinedName(argument.text);
    if (joined !== null) {
      this.at += 1;
      return this.give(joined, this.index.get(joined) as OptionRule, argumentFrom(argument, joined.length));
    }
    const end = this.index.has(argument.text) ? argument.text.length : this.endOfName(argument.text);
    const known = this.lookUp(argument.text.slice(0, end));
    this.at += 1;
    if (known === null) return;
    const inline = end === argument.text.length ? null : argumentFrom(argument, end + 1);
    // `--dry-run=false` is no dry run: where a value matters, the table names the option with it.
    if (inline !== null && isHarmless(known.rule) && !takesValue(known.rule)) return;
    this.give(known.name, known.rule, inline);
  }

  /** The name of an option whose value stands right behind it: the longest, where no other option is meant. */
  private joinedName(text: string): string | null {
    if (text.startsWith('--') || this.index.has(text) || this.index.has(text.slice(0, this.endOfName(text))))
      return null;
    for (let end = Math.min(text.length - 1, MAX_JOINED); end > 1; end--) {
      const rule = this.index.get(text.slice(0, end));
      if (typeof rule === 'object' && rule.isJoined === true) return text.slice(0, end);
    }
    return null;
  }

  /** A value in the same word stands behind `=`, or behind `:` where what is before it is an option (`-javaagent:file`). */
  private endOfName(text: string): number {
    const equals = text.indexOf('=');
    const colon = text.indexOf(':');
    if (colon > 0 && this.index.has(text.slice(0, colon))) return colon;
    return equals < 0 ? text.length : equals;
  }

  /** `-abc` is `-a -b -c`; the first that takes a value takes the rest of the word, or the next word. */
  takeLetters(): void {
    const argument = this.args[this.at] as Argument;
    this.at += 1;
    for (let place = 1; place < argument.text.length; place++) {
      const name = `-${argument.text.charAt(place)}`;
      const rule = this.index.get(name);
      if (rule === undefined) continue;
      if (!takesValue(rule)) this.options.push({ name, rule, value: null });
      else {
        const rest = place + 1 < argument.text.length ? argumentFrom(argument, place + 1) : null;
        return this.give(name, rule, rest);
      }
    }
  }

  private give(name: string, rule: OptionRule, inline: Argument | null): void {
    if (!takesValue(rule)) this.options.push({ name, rule, value: null });
    else if (inline !== null && isOptional(rule) && useOfValue(rule) === 'command') {
      // `-mname a b` is `-m name a b`.
      this.options.push({ name, rule, value: inline, rest: this.args.slice(this.at) });
      this.at = this.args.length;
    } else if (inline !== null || (isOptional(rule) && !this.isOwnAddressNext(rule)))
      this.options.push({ name, rule, value: inline });
    else {
      const value = this.args[this.at] ?? null;
      if (value !== null) this.at += 1;
      const endsWords = useOfValue(rule) === 'command';
      const rest = endsWords ? this.args.slice(this.at) : undefined;
      if (endsWords) this.at = this.args.length;
      this.options.push({ name, rule, value, ...(rest === undefined ? {} : { rest }) });
    }
    if (typeof rule === 'object' && rule.second !== undefined) this.giveSecond(name, rule.second);
  }

  private giveSecond(name: string, rule: OptionRule): void {
    const value = this.args[this.at] ?? null;
    if (value !== null) this.at += 1;
    this.options.push({ name, rule, value });
  }

  /** The address of a server may also stand in the next word: only one that nobody else reaches, which says less. */
  private isOwnAddressNext(rule: OptionRule): boolean {
    return useOfValue(rule) === 'listen' && !isOwnAlone(rule) && isOwnAddress(this.args[this.at]?.text ?? '');
  }

  private lookUp(name: string): { readonly name: string; readonly rule: OptionRule } | null {
    const exact = this.index.get(name);
    if (exact !== undefined) return { name, rule: exact };
    if (!name.startsWith('--') || name.length < 4) return null;
    const longer = this.index
      .startingWith(name)
      .filter(([longer, rule]) => !longer.includes('=') && !isHarmless(rule))
      .toSorted(([, a], [, b]) => weightOf(b) - weightOf(a));
    // Cut short in two ways, a word may mean either: the one that does more is taken.
    const [first] = longer;
    return first === undefined ? null : { name: first[0], rule: first[1] };
  }
}

/** Not every program lets its options be cut short: what only begins like an option that calms is none. */
function isHarmless(rule: OptionRule): boolean {
  return typeof rule === 'object' && rule.isHarmless === true;
}

function weightOf(rule: OptionRule): number {
  if (typeof rule === 'string') return rule === 'flag' || rule === 'text' ? 0 : 1;
  return 2;
}

/** The use of an option's value; null when it takes none. */
export function useOfValue(rule: OptionRule): Use | null {
  if (typeof rule === 'string') return rule === 'flag' ? null : rule;
  return rule.takes ?? null;
}

function takesValue(rule: OptionRule): boolean {
  return useOfValue(rule) !== null;
}

function isOptional(rule: OptionRule): boolean {
  return typeof rule === 'object' && rule.isOptional === true;
}

function isOwnAlone(rule: OptionRule): boolean {
  return typeof rule === 'object' && rule.isOwn === true;
}

/** Tells whether a word that is not known might be an option: one unquoted, with nothing known before it. */
export function mayBeOption(argument: Argument): boolean {
  return argument.maySplit && !isKnown(argument) && argument.text.startsWith(UNKNOWN);
}
