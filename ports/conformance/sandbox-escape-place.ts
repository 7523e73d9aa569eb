import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { pid } from 'node:process';
import type { TestContext } from 'node:test';
import type { Guarantee } from '../../core/sandbox/guarantee.ts';
import { placeFor, type SandboxPlace, type SuiteTool } from './sandbox-place.ts';

/** What an attempt finds around the sandbox. */
export type EscapePlace = SandboxPlace & {
  /** A process outside that sleeps; its id on this machine. */
  readonly outsider: ChildProcess;
  readonly outsiderPid: number;
  /** Of a server of 127.0.0.1 outside. */
  readonly outsidePort: number;
  /** Listens on a socket file in the workspace. */
  readonly socketPath: string;
  /** Listens in the abstract name space of this machine. */
  readonly abstractName: string;
  /** How many connections the servers outside were made. */
  readonly connections: () => number;
};

/**
 * One way out that must lead nowhere. Its line of `sh` prints `ESCAPED` where it got out, and may print what it likes otherwise.
 */
export type EscapeAttempt = {
  readonly name: string;
  readonly line: (place: EscapePlace) => string;
  /** What it is held by: a driver that does not promise this says so, and the attempt is skipped. */
  readonly heldBy?: Guarantee;
  readonly tools?: readonly SuiteTool[];
  /** Only where the numbers of the calls are those of x64. */
  readonly isForX64?: boolean;
  /** What got out, seen from outside; null where nothing did. */
  readonly seen?: (place: EscapePlace) => string | null;
  /**
   * How it is known that the attempt can succeed: `outside` and `outside-as-root` are made by a test, without any sandbox; or
   * a sentence that says why that would do harm, or what else shows it.
   */
  readonly control: 'outside' | 'outside-as-root' | { readonly because: string };
};

/** Makes a place with everything that attempts reach for. */
export async function escapePlaceFor(t: Pick<TestContext, 'after'>): Promise<EscapePlace> {
  const place = placeFor(t);
  let made = 0;
  const listen = async (where: number | string): Promise<Server> => {
    const server = createServer((socket) => {
      made += 1;
      socket.on('error', () => undefined);
      socket.end('ESCAPED\n');
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      if (typeof where === 'number') server.listen(where, '127.0.0.1', resolve);
      else server.listen(where, resolve);
    });
    t.after(() => server.close());
    return server;
  };
  const address = (await listen(0)).address();
  assert.ok(address !== null && typeof address === 'object');
  const socketPath = join(place.folder, 'service.socket');
  await listen(socketPath);
  const abstractName = `countersign-suite-${pid}-${address.port}`;
  await listen(`\0${abstractName}`);
  const outsider = spawn('sleep', ['600'], { stdio: 'ignore' });
  t.after(() => outsider.kill('SIGKILL'));
  const { pid: outsiderPid } = outsider;
  assert.ok(outsiderPid !== undefined);
  return {
    ...place,
    outsider,
    outsiderPid,
    outsidePort: address.port,
    socketPath,
    abstractName,
    connections: () => made,
  };
}

/** A line that prints `ESCAPED` where the words before it succeed. */
export function escapedIf(line: string): string {
  return `( ${line}\n) && echo ESCAPED`;
}

/** A line of Perl whose value decides. */
export function perlEscapedIf(expression: string): string {
  return `perl -e '${expression.replaceAll("'", "'\\''")} and print "ESCAPED\\n"'`;
}
