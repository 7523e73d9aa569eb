import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import type { Duplex } from 'node:stream';
import type { BrokerResult, GitPusher } from '../../ports/secret-brokers.ts';

const TIME_LIMIT_MS = 300_000;
const LARGEST_OUTPUT = 65_536;
const LARGEST_REFS = 8_000_000;
/** The descriptor that the credential helper reads from. */
const CREDENTIAL_FD = 3;

/**
 * Pushes commits with the system's git, which never looks into the repository's configuration.
 *
 * The agent wrote that: hooks, filters, transports, URL rewrites, credential helpers and programs may be named in it. So git runs in an
 * empty repository of its own, with no configuration but ours, and borrows only the objects; the branch is read here, as a file. A
 * repository whose objects lie elsewhere, by a link or by alternates, is refused. The password goes through a pipe to git's helper:
 * not into an argument, an environment, or a file. Only HTTPS, and HTTP for this machine; no redirect is followed.
 */
export function openGitPusher({ path = process.env['PATH'] }: { readonly path?: string | undefined } = {}): GitPusher {
  return {
    commitOf: async (root, branch) => commitOf(root, branch),
    push: async (order) => {
      const objects = objectsOf(order.root);
      if (!objects.ok) return objects;
      const folder = mkdtempSync(join(tmpdir(), 'countersign-push-'));
      try {
        const environment = { ...environmentOf(folder, path), GIT_ALTERNATE_OBJECT_DIRECTORIES: objects.value };
        const made = await run(['init', '--quiet', '--bare', '--template=', folder], {
          folder,
          environment,
          credential: '',
        });
        if (made.code !== 0) return { ok: false, failure: `prepare a push: git ended with ${made.code}` };
        const { code, output } = await run(pushWords(order), {
          folder,
          environment,
          credential: `username=${order.username}\npassword=${order.password}\n`,
        });
        if (code === 0) return { ok: true, value: output };
        return { ok: false, failure: `push ${order.branch}: git ended with ${code}: ${output.trim().slice(0, 2_000)}` };
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

function pushWords({ remote, commit, branch }: Parameters<GitPusher['push']>[0]): readonly string[] {
  const helper = `!f() { test "$1" = get && cat <&${CREDENTIAL_FD}; }; f`;
  const settings = {
    'credential.helper': helper,
    'core.hooksPath': '/dev/null',
    'http.followRedirects': 'false',
    'http.proxy': '',
    'protocol.allow': 'never',
    'protocol.https.allow': 'always',
    'protocol.http.allow': 'always',
    'push.recurseSubmodules': 'no',
    'gc.auto': '0',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return [...options, 'push', '--no-verify', '--porcelain', '--', remote, `${commit}:refs/heads/${branch}`];
}

/** Nothing of ours but where programs are; nothing asks, nothing reads a configuration. */
function environmentOf(folder: string, path: string | undefined): NodeJS.ProcessEnv {
  return {
    ...(path === undefined ? {} : { PATH: path }),
    HOME: folder,
    XDG_CONFIG_HOME: folder,
    LC_ALL: 'C',
    GIT_DIR: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '/bin/false',
    SSH_ASKPASS: '/bin/false',
    GIT_SSH_COMMAND: '/bin/false',
  };
}

type Running = { readonly folder: string; readonly environment: NodeJS.ProcessEnv; readonly credential: string };

function run(
  words: readonly string[],
  { folder, environment, credential }: Running,
): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve) => {
    const child = spawn('git', words, {
      cwd: folder,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      timeout: TIME_LIMIT_MS,
      killSignal: 'SIGKILL',
    });
    let output = '';
    const take = (text: string): void => {
      if (output.length < LARGEST_OUTPUT) output += text;
    };
    child.stdout?.setEncoding('utf8').on('data', take);
    child.stderr?.setEncoding('utf8').on('data', take);
    const pipe = child.stdio[CREDENTIAL_FD] as Duplex | null;
    pipe?.on('error', () => undefined);
    pipe?.end(credential);
    child.on('error', (error) => resolve({ code: -1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? -1, output }));
  });
}

/** The folder of the objects, without links, inside the repository; nothing that borrows objects itself. */
function objectsOf(root: string): BrokerResult<string> {
  const wanted = 'want an ordinary repository with its objects in .git/objects';
  const refuse = (found: string): BrokerResult<string> => ({
    ok: false,
    failure: `read the repository: found ${found}, ${wanted}`,
  });
  try {
    const real = realpathSync(root);
    const objects = realpathSync(join(real, '.git', 'objects'));
    if (objects !== join(real, '.git', 'objects')) return refuse('objects elsewhere');
    if (existsSync(join(objects, 'info', 'alternates'))) return refuse('alternates');
    if (objects.includes(':') || objects.startsWith('"')) return refuse('a path that git would split');
    return statSync(objects).isDirectory() ? { ok: true, value: objects } : refuse('no folder');
  } catch {
    return refuse('none');
  }
}

/** The commit of a branch, read from `refs/heads` or `packed-refs`; never by running anything. */
function commitOf(root: string, branch: string): BrokerResult<string> {
  const refuse = (found: string): BrokerResult<string> => ({
    ok: false,
    failure: `read branch ${branch.slice(0, 100)}: found ${found}, want a branch with a commit`,
  });
  if (!isBranchName(branch)) return refuse('a name that is none');
  const folder = join(root, '.git');
  const loose = readInside(folder, join('refs', 'heads', branch))?.trim() ?? packedRef(folder, `refs/heads/${branch}`);
  if (loose === null) return refuse('none');
  return isObjectName(loose) ? { ok: true, value: loose } : refuse('something else');
}

function packedRef(folder: string, name: string): string | null {
  const packed = readInside(folder, 'packed-refs') ?? '';
  const line = packed.split('\n').find((candidate) => candidate.endsWith(` ${name}`));
  return line === undefined ? null : line.slice(0, line.indexOf(' '));
}

/** A small file whose real place is inside the folder; null where there is none. */
function readInside(folder: string, path: string): string | null {
  try {
    const real = realpathSync(folder);
    const file = realpathSync(join(real, path));
    if (!file.startsWith(real + sep) || statSync(file).size > LARGEST_REFS) return null;
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function isObjectName(text: string): boolean {
  return (text.length === 40 || text.length === 64) && [...text].every((digit) => '0123456789abcdef'.includes(digit));
}

/** What git takes for a branch (git-check-ref-format), narrowed to letters, digits and `._/-`. */
function isBranchName(name: string): boolean {
  const isPlain = [...name].every(
    (character) =>
      (character >= 'a' && character <= 'z') ||
      (character >= 'A' && character <= 'Z') ||
      (character >= '0' && character <= '9') ||
      '._/-'.includes(character),
  );
  const parts = name.split('/');
  return (
    isPlain &&
    name.length <= 200 &&
    !name.includes('..') &&
    !name.startsWith('-') &&
    parts.every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.') && !part.endsWith('.lock'))
  );
}
