import type { EffectClass, EffectMark } from '../effect.ts';
import type { SqlDialect } from '../sql/syntax.ts';

/**
 * What a word of a command line is used for.
 *
 * - `text`: data that touches nothing: a pattern, a number, a format.
 * - `look`: a file of which only the name, size, times or public fields are printed.
 * - `read`, `tree`: a file that is read; a folder of which everything below is.
 * - `write`: a file or folder that is made, replaced or added to.
 * - `beside`: a file that is read, and beside which what is made of it is written.
 * - `pair`: `in:out`, a file that is read and one that is written; without a colon, one that is read.
 * - `named-read`, `named-write`: `name=file`, several with commas between; a part without `=` is a file itself.
 * - `filter`: text in the language of `jq` or `yq`, which may name files and variables of the environment.
 * - `filter-or-file`: the same, or where there is a file of that name, the file.
 * - `delete`, `delete-tree`: a file that is removed; a folder with everything below.
 * - `mode`, `mode-tree`: a file whose permissions, owner or times change; a folder with everything below.
 * - `enter`: the folder in which the program works from then on.
 * - `fetch`, `upload`, `connect`: a URL or host that is read from, sent data to, or connected to.
 * - `listen`: the address on which a server waits: one that others reach counts. None, or a port alone, is every address.
 * - `sent`, `field`: data that is sent; `@file` in it, or `name=@file` and its like in a field of a form, is a file that is read.
 * - `command`: the first word of another command; all words after it are that command's.
 * - `shell`: shell text. `code`: text in the program's `language`. `sql`: an SQL text.
 * - `script`: a file that is run.
 * - `package`: something that is installed. `secret`: the name of a secret that is read.
 * - `requirement`: what a package manager installs, a name or an address: one that is no known public server counts.
 * - `repository`: the address of a repository, as git takes it: one on no known public server counts.
 * - `image`: an image by its name, which may begin with the host of a registry: one that is no usual public registry counts.
 * - `mount`: what of this machine a container is given.
 * - `server`, `database`: the host of a database; a database by its name or address. Only one on another machine counts.
 * - `remote`: a file on another machine (`host:path`) or, without a colon, a file that is read.
 * - `destination`: the same, written: data leaves for the other machine, or a file here is written.
 * - `opaque`: makes the program do what is not known here.
 */
export type Use =
  | 'text'
  | 'look'
  | 'read'
  | 'tree'
  | 'write'
  | 'beside'
  | 'pair'
  | 'named-read'
  | 'named-write'
  | 'filter'
  | 'filter-or-file'
  | 'delete'
  | 'delete-tree'
  | 'mode'
  | 'mode-tree'
  | 'enter'
  | 'fetch'
  | 'upload'
  | 'connect'
  | 'listen'
  | 'sent'
  | 'field'
  | 'command'
  | 'shell'
  | 'code'
  | 'sql'
  | 'script'
  | 'package'
  | 'requirement'
  | 'repository'
  | 'image'
  | 'mount'
  | 'server'
  | 'database'
  | 'secret'
  | 'remote'
  | 'destination'
  | 'opaque';

/** Languages whose inline code is looked into (`python -c`, `node -e`). */
export type CodeLanguage =
  | 'python'
  | 'javascript'
  | 'perl'
  | 'ruby'
  | 'php'
  | 'awk'
  | 'lua'
  | 'powershell'
  | 'cmd'
  | 'r'
  | 'julia';

/** Something a program does by being run so, whatever its words: an effect of a class. */
export type Act =
  | EffectClass
  | {
      readonly class: EffectClass;
      /** A short phrase for people; default: the program and subcommand. */
      readonly detail?: string;
      readonly marks?: readonly EffectMark[];
      /** True where there is nothing to undo although its class usually has, for example a read of a remote service. */
      readonly isReversible?: true;
    };

/** An option: whether it takes a value and what for, and what giving it does. */
export type OptionRule =
  /** Takes no value and changes nothing that matters here. */
  | 'flag'
  /** Takes a value with this use. */
  | Use
  | {
      /** The use of its value; without it the option takes none. */
      readonly takes?: Use;
      /** True where the value can only stand in the same word (`-i.bak`, `--color=auto`). */
      readonly isOptional?: true;
      /** True where no address to listen on, or a port alone, is the loopback, which only this machine reaches (a debugger's). */
      readonly isOwn?: true;
      /** The use of a second value, which stands in the next word (`jq --rawfile name file`). */
      readonly second?: Use;
      /** True where the value may stand right behind the name in the style `words` (`gcc -Bfolder`). */
      readonly isJoined?: true;
      /** What giving it does, beside everything else. */
      readonly does?: Act | readonly Act[];
      /** True where what giving it does comes in the place of what the program does whatever its words. */
      readonly isInstead?: true;
      /** What giving it with some values does: the first pattern that the value matches decides. */
      readonly verbs?: readonly VerbRule[];
      /** The value holds words of another program, with `between` between them: `-Wl,-o,file` is `ld -o file`. */
      readonly runs?: { readonly program: string; readonly between: string };
      /** True where what it names, or its input, holds the names of more operands, which nobody knows (`tar -T`). */
      readonly lists?: true;
      /** The uses of operands when it is given, instead of the program's. */
      readonly operands?: readonly Use[];
      readonly last?: Use;
      readonly only?: Use;
      /** True where the program does nothing but print when it is given (`--help`, `--dry-run`). */
      readonly isHarmless?: true;
    };

/**
 * What is known of a program: data, so that a program is added in ten lines.
 *
 * Options that are not listed are taken for flags without a value. A subcommand that is not listed is `unknown`, which is
 * high risk; so is a program that is in no table. `--help` and `--version` alone never do anything.
 */
export type ProgramRule = {
  /** What running it does. Nothing: it only reads and prints. */
  readonly does?: Act | readonly Act[];
  /**
   * Options by their names, blanks between those that mean the same: `'-o --output': 'write'`. A name may hold a value
   * (`--dry-run=client`), and then means the option with just that one.
   */
  readonly options?: { readonly [names: string]: OptionRule };
  /** The uses of operands in their order; the last one repeats. Default: `text`. */
  readonly operands?: readonly Use[];
  /** The use of the last operand where there are at least two (`cp`, `mv`). */
  readonly last?: Use;
  /** The use of the operand where there is only one, and no option says otherwise. */
  readonly only?: Use;
  /** Subcommands by their names, blanks between those that mean the same; `*` is every other. */
  readonly subcommands?: { readonly [names: string]: ProgramRule };
  /**
   * For command lines of a service (`aws ec2 describe-instances`): what a verb does. The first operand that a pattern
   * names decides; a pattern is a word that may end in `*`. No verb that is named: `unknown`.
   */
  readonly verbs?: readonly VerbRule[];
  /**
   * `letters` (default): getopt's, `-abc` is three options and `--long=value` one. `words`: one dash before a whole word
   * (`find -name`, `java -cp`). `none`: no word is an option.
   */
  readonly style?: 'letters' | 'words' | 'none';
  /** What its standard input is used for where it reads it: at least when it has no operand. Default: `text`. */
  readonly input?: 'text' | 'shell' | 'code' | 'sql' | 'command';
  /** The language of `code`. */
  readonly language?: CodeLanguage;
  /** Whose SQL `sql` is; without it, anybody's. */
  readonly dialect?: SqlDialect;
  /** True where its own options stand before the subcommand only, and mean nothing behind it (`git -c … log`). */
  readonly hasOwnOptionsFirst?: true;
  /** True where options end at the first operand, as for programs that run another (`sudo`, `env`, `timeout`). */
  readonly stopsAtOperand?: true;
};

/** What the verbs of a service do. */
export type VerbRule = { readonly verbs: readonly string[]; readonly does: Act | readonly Act[] };

/** Programs by their names, blanks between those that mean the same. */
export type ProgramTable = { readonly [names: string]: ProgramRule };
