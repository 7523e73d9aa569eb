import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from '../command.ts';
import { usageError } from '../parse-command-line.ts';
import { readInteger } from '../read-value.ts';
import { runProgram } from '../run-program.ts';

/** Proposes the least that a session needed as a policy. */
export const learn: Command = {
  path: ['learn'],
  summary: 'turn a recorded session into a policy that permits just what it did',
  details: [
    'Reads the local log and writes the policy in force with new permit rules to standard output; what was learned and what was left out goes to standard error. Puts nothing in force. Needs no running gateway. Ends with 1 when there is nothing to learn.',
    'A rule names what a tool was used on exactly, or for three and more files of one kind in one folder of the workspace that kind there (`Read(src/*.ts)`); hosts and shell lines are always exact. It holds for 90 days and carries examples that it must match and must not. Never learned: destructive effects, more than medium risk, what a person denied, what only a sandbox made harmless.',
    'The policy was loaded and tried on the log before it is written: the actions it was learned from are allowed with nobody asked, and no other recorded verdict changes.',
    'With --json: session, decisions, rules (id, permit, reason, expires_at_ms, entries, match, not_match), left_out (index, tool, reason), policy.',
  ],
  options: [
    { name: 'session', value: 'ID', summary: 'the session to learn from (default: the one decided about last)' },
    { name: 'out', value: 'FILE', completes: 'file', summary: 'write the policy to this new file' },
    { name: 'last', value: 'N', summary: 'look at the newest N entries (default: 10000)' },
  ],
  examples: [
    { line: 'countersign learn', does: 'what the newest session would have needed' },
    {
      line: 'countersign learn --out proposal/policy.yaml && countersign policy diff proposal',
      does: 'see what it would change before you take it over',
    },
  ],
  run: async (invocation, context) => {
    const last = invocation.text('last');
    if (last !== null) readInteger(last, { name: '--last', min: 1, max: 100_000_000 });
    const out = invocation.text('out');
    if (out !== null && existsSync(resolve(context.environment.workDir, out)))
      throw usageError({ path: ['learn'] }, [`--out ${JSON.stringify(out)} exists, want a new file`]);
    return runProgram('daemon/offline', ['learn', ...invocation.passed], context);
  },
};
