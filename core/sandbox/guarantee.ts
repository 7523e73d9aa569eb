/**
 * What a sandbox can promise of a program in it. A driver reports those that it enforces here, found out by running programs;
 * policy asks for those that it needs.
 *
 * - `files.private-root`: it sees the system read-only, its own folder, and nothing else of the machine.
 * - `files.copy-on-write`: what it changes is kept apart, and taken over only by a decision.
 * - `network.none`: no host is reached, this machine included.
 * - `network.proxy-only`: nothing is reached but the doors that the gateway opened for it.
 * - `processes.isolated`: no process outside is seen, signalled or traced.
 * - `privileges.none`: no capability, and no way to get one.
 * - `calls.filtered`: calls of the kernel that no ordinary program needs are refused.
 * - `namespaces.denied`: it makes no namespaces of its own.
 * - `kernel.separate`: it does not speak to this machine's kernel.
 * - `limit.*`: bounded in memory, processes, processor time, wall clock, output, and size of files.
 * - `freeze`: everything in it can be stopped and continued.
 * - `kill.tree`: everything in it ends together, and when the gateway ends.
 * - `snapshot`: its memory can be kept and continued later.
 * - `trace.files`: which files it looked at, and tried to, can be reported.
 * - `terminal`: it can be given a person's terminal.
 */
export const GUARANTEES = [
  'files.private-root',
  'files.copy-on-write',
  'network.none',
  'network.proxy-only',
  'processes.isolated',
  'privileges.none',
  'calls.filtered',
  'namespaces.denied',
  'kernel.separate',
  'limit.memory',
  'limit.processes',
  'limit.cpu',
  'limit.wall',
  'limit.output',
  'limit.files',
  'freeze',
  'kill.tree',
  'snapshot',
  'trace.files',
  'terminal',
] as const;
export type Guarantee = (typeof GUARANTEES)[number];

/** What holds a program: one name a driver. `none` holds nothing, and is recorded as such. */
export const SANDBOX_NAMES = ['none', 'isolate', 'bwrap', 'gvisor', 'microvm', 'seatbelt'] as const;
export type SandboxName = (typeof SANDBOX_NAMES)[number];

/** What is wanted and not enforced, in the order of the list; empty where all is. */
export function missingGuarantees(
  wanted: readonly Guarantee[],
  enforced: ReadonlySet<Guarantee>,
): readonly Guarantee[] {
  return GUARANTEES.filter((one) => wanted.includes(one) && !enforced.has(one));
}
