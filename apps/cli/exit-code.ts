/**
 * How every command ends. Scripts may rely on these numbers: they are stable, and one number means one thing everywhere.
 */
export const EXIT = {
  ok: 0,
  notOk: 1,
  usage: 2,
  policy: 10,
  unreachable: 20,
  approvalNeeded: 30,
  verificationFailed: 40,
  failed: 50,
  internal: 60,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The status of a program that a command ran for its caller, handed on as it is: it means what that program says. */
export type ProgramStatus = number & { readonly of: 'program' };

/** Marks a status as a program's. */
export function programStatus(code: number): ProgramStatus {
  return code as ProgramStatus;
}

/** What each exit code means, for help and the reference. */
export const EXIT_MEANINGS: readonly { readonly code: ExitCode; readonly meaning: string }[] = [
  { code: EXIT.ok, meaning: 'done; for a check: the action would be allowed' },
  { code: EXIT.notOk, meaning: 'not ok: the action would be denied, or something that was looked at is not in order' },
  { code: EXIT.usage, meaning: 'the command line is wrong; nothing was done' },
  { code: EXIT.policy, meaning: 'the policy or another configuration file has a problem' },
  { code: EXIT.unreachable, meaning: 'the gateway cannot be reached' },
  { code: EXIT.approvalNeeded, meaning: 'the action would need a human, or would wait for the window' },
  { code: EXIT.verificationFailed, meaning: 'the log, a proof or a signature does not verify' },
  { code: EXIT.failed, meaning: 'it was tried and did not work' },
  { code: EXIT.internal, meaning: 'a mistake in Countersign itself' },
];
