import { randomUUID } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import type { CommandResult, CommandRunner } from '../../../ports/command-runner.ts';
import { openProcessRunner } from '../../process/run-command.ts';
import { openBwrap } from '../open-bwrap.ts';

/** A home with secrets, a state folder of the gateway, and a project that checks are held to. */
export type HeldPlace = {
  readonly base: string;
  readonly home: string;
  readonly folder: string;
  readonly runner: CommandRunner;
  /** Runs a line of `bash` in the project. */
  readonly bash: (line: string, timeoutMs?: number) => Promise<CommandResult>;
};

/** Who owns the project: us, or (as the administrator only) another user. */
export const OWNERS = process.getuid?.() === 0 ? (['ours', 'another user’s'] as const) : (['ours'] as const);

const OTHER_ID = 54_321;

/** Makes a place and skips the test, saying why, where bubblewrap does not work. */
export async function heldPlace(t: TestContext, owner: (typeof OWNERS)[number] = 'ours'): Promise<HeldPlace | null> {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-held-')));
  t.after(() => rmSync(base, { recursive: true, force: true }));
  const home = join(base, 'home');
  const folder = join(home, 'project');
  write(join(home, '.ssh/id_ed25519'), 'SECRET-key');
  write(join(home, '.npmrc'), 'SECRET-npm');
  write(join(home, '.cargo/credentials.toml'), 'SECRET-cargo');
  write(join(home, '.cargo/bin/tool'), '#!/bin/sh\necho tool\n');
  chmodSync(join(home, '.cargo/bin/tool'), 0o755);
  write(join(base, 'state/keys/approver.pem'), 'SECRET-state');
  write(join(folder, '.git/config'), '[core]\n');
  write(join(folder, '.git/hooks/sample'), '');
  write(join(folder, '.countersign/policy.yaml'), 'version: 1\n');
  if (owner !== 'ours') for (const path of [base, home, folder]) chownSync(path, OTHER_ID, OTHER_ID);
  const closed = [join(base, 'state')];
  const runner = openProcessRunner({ containment: openBwrap({ home, closed, uuid: randomUUID }) });
  const containment = await runner.contains(folder);
  if (!containment.isContained) {
    const missing = existsSync('/usr/bin/bwrap') ? containment.why : 'bwrap is missing: install the package bubblewrap';
    t.skip(missing);
    return null;
  }
  const environment = { PATH: `${home}/.cargo/bin:${process.env.PATH ?? ''}`, HOME: home, WANTED: 'yes' };
  const bash = (line: string, timeoutMs = 15_000): Promise<CommandResult> =>
    runner.run({ argv: ['bash', '-c', line], cwd: folder, environment, limits: { timeoutMs, outputBytes: 20_000 } });
  return { base, home, folder, runner, bash };
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
