import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

/** A bare repository behind git's own HTTP server, which wants a user and a password. */
export type ServedGit = {
  readonly url: string;
  readonly port: number;
  /** The commit of a branch there, or an empty text. */
  readonly commitOf: (branch: string) => string;
  /** Every `Authorization` header that came, decoded. */
  readonly seen: readonly string[];
};

/** Serves an empty repository until the test ends. */
export async function serveGit(t: TestContext, credentials: string): Promise<ServedGit> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-git-'));
  const repository = join(folder, 'r.git');
  execFileSync('git', ['init', '--quiet', '--bare', repository]);
  execFileSync('git', ['-C', repository, 'config', 'http.receivepack', 'true']);
  const seen: string[] = [];
  const server = createServer((request, response) => {
    const header = request.headers.authorization;
    if (header !== undefined) seen.push(Buffer.from(header.slice(6), 'base64').toString());
    if (header !== undefined && seen.at(-1) === credentials) serveBackend(folder, request, response);
    else response.writeHead(401, { 'www-authenticate': 'Basic realm="test"' }).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.after(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/r.git`, port, seen, commitOf: (branch) => commitIn(repository, branch) };
}

function commitIn(repository: string, branch: string): string {
  try {
    const words = ['-C', repository, 'rev-parse', `refs/heads/${branch}`];
    return execFileSync('git', words, { stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  } catch {
    return '';
  }
}

/** Hands a request to git's own CGI program, and its answer back. */
function serveBackend(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, search } = new URL(request.url ?? '', 'http://x');
  const { 'content-length': length, 'content-encoding': encoding, 'content-type': type = '' } = request.headers;
  const env = {
    PATH: process.env['PATH'],
    GIT_PROJECT_ROOT: folder,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: pathname,
    QUERY_STRING: search.slice(1),
    REQUEST_METHOD: request.method,
    CONTENT_TYPE: type,
    REMOTE_USER: 'u',
    ...(length === undefined ? {} : { CONTENT_LENGTH: length }),
    ...(encoding === undefined ? {} : { HTTP_CONTENT_ENCODING: encoding }),
  };
  const child = spawn('git', ['http-backend'], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  request.pipe(child.stdin);
  child.stdin.on('error', () => undefined);
  const parts: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => parts.push(part));
  child.on('close', () => {
    const whole = Buffer.concat(parts);
    const end = whole.indexOf('\r\n\r\n');
    const lines = whole.subarray(0, end).toString().split('\r\n');
    const headers = new Map(
      lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
    );
    const status = Number(headers.get('Status')?.slice(0, 3) ?? 200);
    headers.delete('Status');
    response.writeHead(status, Object.fromEntries(headers)).end(whole.subarray(end + 4));
  });
}

/** A repository with one commit on `main`, whose configuration names a program for everything that git would run. */
export function hostileRepository(t: TestContext): {
  readonly root: string;
  readonly commit: string;
  readonly marker: string;
} {
  const root = mkdtempSync(join(tmpdir(), 'countersign-work-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const marker = join(root, 'ran');
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-C', root, '-c', 'user.name=t', '-c', 'user.email=t@example.test', ...words], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .toString()
      .trim();
  git('init', '--quiet', '--initial-branch=main');
  git('commit', '--quiet', '--allow-empty', '-m', 'one');
  const commit = git('rev-parse', 'HEAD');
  for (const [name, value] of [
    ['core.fsmonitor', `touch ${marker}`],
    ['core.sshCommand', `touch ${marker}`],
    ['core.alternateRefsCommand', `touch ${marker}`],
    ['credential.helper', `!touch ${marker}`],
    ['core.hooksPath', root],
    ['core.askPass', `touch ${marker}`],
    ['url.http://127.0.0.1:1/.insteadOf', 'http://127.0.0.1'],
    ['http.proxy', 'http://127.0.0.1:1'],
  ] as const)
    git('config', name, value);
  return { root, commit, marker };
}
