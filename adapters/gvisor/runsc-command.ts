/** Whether runsc sees this process's network: the doors of a sandbox, or nothing. */
export type RunscNetwork = 'none' | 'host';

/** Whose namespaces are those of a sandbox, and how they are entered. */
export type HolderPlace = {
  readonly pid: number;
  /** Of a gateway of the administrator: it changes its number to enter. Anybody else has the same inside and outside. */
  readonly isRoot: boolean;
};

/** Where runsc runs. */
export type RunscPlace = {
  /** Of runsc. */
  readonly program: string;
  readonly holder: HolderPlace;
  /** Where runsc keeps what it knows of its containers. */
  readonly state: string;
  readonly network: RunscNetwork;
};

/** Of the programs that make a sandbox, never of the one inside. */
export const OUTER_PATH = '/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin';

/**
 * Words that run others in the namespaces of a holder, as the user 0 of its user namespace, which is nobody outside. The mark of
 * a set-user file counts for nothing there: some of them belong to a user that is known inside.
 */
export function inHolder(holder: HolderPlace, words: readonly string[]): readonly string[] {
  return [...enterUsers(holder), '-m', '-n', '-p', '-i', '-u', '--', 'setpriv', '--no-new-privs', '--', ...words];
}

/** The words that enter the user namespace of a process, to which more namespaces and `--` are added. */
export function enterUsers({ pid, isRoot }: HolderPlace): readonly string[] {
  return ['nsenter', '-t', String(pid), '-U', ...(isRoot ? ['-S', '0', '-G', '0'] : ['--preserve-credentials'])];
}

/** The words of one call of runsc, with the options that every call of a sandbox has. */
export function runscWords(place: RunscPlace, words: readonly string[]): readonly string[] {
  const { program, holder, state, network } = place;
  return inHolder(holder, [
    program,
    `--root=${state}`,
    '--ignore-cgroups',
    // It has one number only to give to what it starts, its own.
    ...(holder.isRoot ? [] : ['--rootless']),
    `--network=${network}`,
    // Other programs of the sandbox have the same files.
    '--file-access=shared',
    ...words,
  ]);
}

/**
 * The words that put a program into control groups before it becomes another. It opens with a word that tells whose failure it
 * is.
 */
export function enterGroups(entrances: readonly string[], words: readonly string[]): readonly string[] {
  return entrances.length === 0 ? words : ['/bin/sh', '-c', ENTER, 'sh', ...entrances, '--', ...words];
}

const ENTER =
  'for file in "$@"; do shift; [ "$file" = -- ] && break; ' +
  '{ echo $$ > "$file"; } 2>/dev/null || { echo "countersign: cannot enter $file" >&2; exit 126; }; done; exec "$@"';
