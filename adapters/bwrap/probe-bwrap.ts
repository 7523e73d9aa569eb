import { spawn } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { HeldCommand } from '../../ports/command-containment.ts';
import type { CommandSpec } from '../../ports/command-runner.ts';
import type { Owner } from './project-place.ts';

type Hold = (spec: CommandSpec, mark: { readonly name: string; readonly value: string }) => Promise<HeldCommand>;

/** A start of a few milliseconds; a machine that takes this long has other troubles. */
const TIMEOUT_MS = 5_000;
const MAX_OUTPUT = 4_096;

/**
 * Answers for itself, one word a line, only what it found to hold. `$1` is a file beside the folder; a sandbox has at most four
 * processes here: bubblewrap, this shell and what it started. Where nothing holds it, it changes nothing but the folder.
 */
const SCRIPT = `
[ -e "$1" ] || [ -e /etc/shadow ] || [ -e /sys/kernel ] || echo private-root
[ -w /usr ] || [ -w /etc ] || [ -w / ] || echo read-only-root
[ "$(grep -c : /proc/net/dev)" = 1 ] && grep -q ' lo:' /proc/net/dev && echo no-network
grep -q '^CapEff:.0*$' /proc/self/status && grep -q '^CapBnd:.0*$' /proc/self/status && echo no-capabilities
grep -q '^NoNewPrivs:.1$' /proc/self/status && grep -q '^Seccomp:.2$' /proc/self/status && echo filtered
set -- /proc/[0-9]*; [ $# -le 4 ] && echo no-other-process
[ -z "$(find /proc -path '/proc/[0-9]*' -prune -o -type f -writable -exec test -f {} \\; -print 2>/dev/null)" ] && echo no-machine
touch made 2>/dev/null && echo writable
touch .git/made 2>/dev/null || echo protected
[ "$(ulimit -c)" = 0 ] && echo bounded
`;

const WANTED: readonly (readonly [word: string, meaning: string])[] = [
  ['private-root', 'a root of its own'],
  ['read-only-root', 'a system that cannot be changed'],
  ['no-network', 'no network'],
  ['no-capabilities', 'no capability'],
  ['filtered', 'a filter of system calls'],
  ['no-other-process', 'no other process'],
  ['no-machine', 'nothing of the machine to be set through /proc'],
  ['writable', 'a folder to write in'],
  ['protected', 'a .git that stays as it is'],
  ['bounded', 'bounds of a process'],
];

/**
 * Runs a program in a sandbox, in a folder made for it, and looks from inside at what holds. Null where all of it does;
 * otherwise one sentence: which program is missing, what the kernel refused, or what did not hold. Never rejects; takes at most
 * five seconds, and leaves nothing behind.
 */
export async function probeBwrap(hold: Hold, owner: Owner): Promise<string | null> {
  let base: string | null = null;
  try {
    base = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-probe-')));
    return await probeIn(base, { hold, owner });
  } catch (error) {
    return error instanceof Error ? error.message : 'it could not be prepared';
  } finally {
    if (base !== null) rmSync(base, { recursive: true, force: true });
  }
}

async function probeIn(
  base: string,
  { hold, owner }: { readonly hold: Hold; readonly owner: Owner },
): Promise<string | null> {
  const folder = join(base, 'folder');
  const beside = join(base, 'beside');
  mkdirSync(join(folder, '.git'), { recursive: true });
  writeFileSync(beside, '');
  if (owner.isOther)
    for (const path of [base, folder, join(folder, '.git')]) chownSync(path, owner.userId, owner.groupId);
  const held = await hold(
    {
      argv: ['/bin/sh', '-c', SCRIPT, 'sh', beside],
      cwd: folder,
      environment: { PATH: '/usr/bin:/bin' },
      limits: { timeoutMs: TIMEOUT_MS, outputBytes: MAX_OUTPUT },
    },
    { name: 'COUNTERSIGN_RUN', value: 'probe' },
  );
  try {
    const { said, failure } = await answerOf(held, base);
    if (failure !== null) return failure;
    const words = said.split('\n');
    const missing = WANTED.filter(([word]) => !words.includes(word)).map(([, meaning]) => meaning);
    return missing.length === 0 ? null : `bubblewrap ran and did not give ${missing.join(', ')}`;
  } finally {
    await held.release();
  }
}

type Answer = { readonly said: string; readonly failure: string | null };

function answerOf({ argv: [program = '', ...args], environment, inputs }: HeldCommand, cwd: string): Promise<Answer> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe', ...inputs.map(() => 'pipe' as const)],
    });
    const texts = { out: '', err: '' };
    const timer = setTimeout(() => child.kill('SIGKILL'), TIMEOUT_MS);
    read(child.stdio[1], (chunk) => (texts.out = (texts.out + chunk).slice(0, MAX_OUTPUT)));
    read(child.stdio[2], (chunk) => (texts.err = (texts.err + chunk).slice(0, MAX_OUTPUT)));
    for (const [index, input] of inputs.entries()) write(child.stdio[index + 3], input);
    const settle = (failure: string | null): void => {
      clearTimeout(timer);
      resolve({ said: texts.out, failure });
    };
    child.once('error', (error) => settle(`${program} could not be started: ${error.message.slice(0, 200)}`));
    child.once('close', (code, signal) => settle(signal === null ? failureOf(code, texts) : 'the probe took too long'));
  });
}

/** Nothing said inside means that the sandbox was not built; then its first words say why. */
function failureOf(code: number | null, { out, err }: { readonly out: string; readonly err: string }): string | null {
  if (out !== '') return null;
  const first = err.split('\n', 1)[0] ?? '';
  return `bubblewrap does not work here: ${first === '' ? `exit code ${code}` : first.slice(0, 300)}${hintOf(first)}`;
}

/** What usually stands behind the failures that people see most, as words to append; none for others. */
export function hintOf(line: string): string {
  if (/not found|No such file/.test(line)) return ' (is bubblewrap installed?)';
  const refused = ['No permissions', 'Operation not permitted', 'Permission denied', 'RTM_NEWADDR', 'ENOSPC'];
  return refused.some((words) => line.includes(words))
    ? ' (the system or the container around it forbids unprivileged user namespaces)'
    : '';
}

function read(stream: Readable | Writable | null | undefined, onText: (chunk: string) => void): void {
  stream?.on('data', (chunk: Buffer) => onText(chunk.toString('utf8')));
}

function write(stream: Readable | Writable | null | undefined, bytes: Uint8Array): void {
  if (stream === null || stream === undefined || !('end' in stream)) return;
  stream.on('error', () => undefined);
  stream.end(bytes);
}
