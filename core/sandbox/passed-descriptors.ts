/** `O_CLOEXEC` as fdinfo writes it, in octal digits (proc_pid_fdinfo(5)). */
const CLOSES_ON_EXEC = 0o2000000;
const FLAGS = 'flags:';

/**
 * Whether a descriptor is passed on to programs that its process starts, by what `/proc/<pid>/fdinfo/<descriptor>` says of it. False
 * for a text that says nothing of it.
 */
export function isPassedOn(fdinfo: string): boolean {
  const line = fdinfo.split('\n').find((one) => one.startsWith(FLAGS));
  if (line === undefined) return false;
  const digits = line.slice(FLAGS.length).trim();
  const isOctal = digits !== '' && [...digits].every((digit) => digit >= '0' && digit <= '7');
  return isOctal && (Number.parseInt(digits, 8) & CLOSES_ON_EXEC) === 0;
}

/**
 * Of the descriptors of a process (`names`, as `/proc/<pid>/fdinfo` lists them) those that a program which it starts would get as well,
 * beside its three streams; in order. `read` answers what is said of one: one that is gone meanwhile raises there, and is none of them.
 */
export function passedDescriptors(names: readonly string[], read: (descriptor: number) => string): readonly number[] {
  const isPassed = (descriptor: number): boolean => {
    try {
      return isPassedOn(read(descriptor));
    } catch {
      return false;
    }
  };
  return names
    .map(Number)
    .filter((descriptor) => descriptor > 2 && isPassed(descriptor))
    .sort((one, other) => one - other);
}

/**
 * The descriptors that a program is started with, from 0 on: those wanted, and in the place of every one that it would get beside
 * them (`inherited`) one that leads nowhere.
 */
export function coveredDescriptors<Wanted>(
  wanted: readonly Wanted[],
  { inherited, nothing }: { readonly inherited: readonly number[]; readonly nothing: number },
): (Wanted | 'ignore' | number)[] {
  const covered: (Wanted | 'ignore' | number)[] = [...wanted];
  for (const descriptor of inherited.toSorted((one, other) => one - other)) {
    if (descriptor < wanted.length) continue;
    while (covered.length < descriptor) covered.push('ignore');
    covered[descriptor] = nothing;
  }
  return covered;
}
