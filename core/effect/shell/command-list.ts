import type { ShellWord, SimpleCommand } from './shell-command.ts';

/** Words that stand before, between and after commands, where a command's name would. */
const RESERVED = new Set(['if', 'then', 'elif', 'else', 'fi', 'do', 'done', 'while', 'until', '!', 'coproc', '{', '}']);

/** What every list of one text adds to. */
export type CommandSink = { readonly commands: SimpleCommand[]; pipelines: number; readonly depth: number };

type Current = { words: ShellWord[]; writesTo: ShellWord[]; input: string[] };

/**
 * Collects the simple commands of one list: tells the words of commands from the shell's own words, the patterns of `case`
 * from commands, and notes in which function and pipeline a command stands.
 */
export class CommandList {
  private readonly sink: CommandSink;
  private current: Current = { words: [], writesTo: [], input: [] };
  private pipeline: number;
  private firstOfPipeline: number;
  private cases = 0;
  private inPattern = false;
  private namesFunction = false;
  private defined: string | null = null;
  private readonly functions: { readonly name: string; depth: number }[];

  constructor(sink: CommandSink, within: string | null) {
    this.sink = sink;
    this.pipeline = sink.pipelines++;
    this.firstOfPipeline = sink.commands.length;
    this.functions = within === null ? [] : [{ name: within, depth: 1 }];
  }

  /** True where a command's name would stand next. */
  get isAtStart(): boolean {
    return this.current.words.length === 0 && !this.inPattern;
  }

  /** True between the patterns of a `case`, where a closing parenthesis ends one. */
  get expectsPattern(): boolean {
    return this.inPattern;
  }

  /** The function that commands stand in from here on: the one whose body begins, or the innermost that is open. */
  get within(): string | null {
    return this.defined ?? this.functions.at(-1)?.name ?? null;
  }

  /** Texts that the current command is given to read; here-documents are added when they are reached. */
  get input(): string[] {
    return this.current.input;
  }

  addWord(word: ShellWord): void {
    if (this.namesFunction) this.define(word.raw);
    else if (word.raw === 'esac' && this.current.words.length === 0) this.endCase();
    else if (this.isAtStart && RESERVED.has(word.raw)) this.addReserved(word.raw);
    else if (this.isAtStart && word.raw === 'function') this.namesFunction = true;
    else if (word.raw === 'in' && this.current.words.length === 2 && this.current.words[0]?.raw === 'case')
      this.openCase();
    else this.current.words.push(word);
  }

  addTarget(word: ShellWord): void {
    this.current.writesTo.push(word);
  }

  /** Begins the definition of a function; its body is the next group. */
  define(name: string): void {
    this.namesFunction = false;
    this.defined = name;
  }

  /** Ends the current command at an operator. */
  end(operator: string): void {
    const { words, writesTo, input } = this.current;
    const { pipeline } = this;
    if (!this.inPattern && words.length + writesTo.length > 0) {
      const within = this.functions.at(-1)?.name ?? null;
      const { depth } = this.sink;
      this.sink.commands.push({ words, writesTo, input, within, depth, pipeline, isBackground: false });
    }
    this.current = { words: [], writesTo: [], input: [] };
    if (operator === '&') this.putIntoBackground();
    if (operator !== '|' && operator !== '|&') {
      this.pipeline = this.sink.pipelines++;
      this.firstOfPipeline = this.sink.commands.length;
    }
    if (this.cases > 0 && (operator === ';;' || operator === ';&' || operator === ';;&')) this.inPattern = true;
  }

  /** Ends a pattern of a `case`: what was read since is no command. */
  endPattern(): void {
    this.current = { words: [], writesTo: [], input: [] };
    this.inPattern = false;
  }

  /** Notes that a group in parentheses was read: a function that was defined has its body. */
  endGroup(): void {
    this.defined = null;
  }

  private addReserved(word: string): void {
    const open = this.functions.at(-1);
    if (word === '{') {
      if (this.defined !== null) this.functions.push({ name: this.defined, depth: 1 });
      else if (open !== undefined) open.depth += 1;
    }
    if (word === '}' && open !== undefined) {
      open.depth -= 1;
      if (open.depth === 0) this.functions.pop();
    }
    this.defined = null;
  }

  private openCase(): void {
    this.cases += 1;
    this.current = { words: [], writesTo: [], input: [] };
    this.inPattern = true;
  }

  private endCase(): void {
    this.cases = Math.max(0, this.cases - 1);
    this.inPattern = false;
  }

  private putIntoBackground(): void {
    const { commands } = this.sink;
    for (let index = this.firstOfPipeline; index < commands.length; index++) {
      const command = commands[index] as SimpleCommand;
      if (command.pipeline === this.pipeline) commands[index] = { ...command, isBackground: true };
    }
  }
}
