import { spawn } from 'node:child_process';
import { closeSync, constants, openSync, unlinkSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';

const { O_NONBLOCK, O_RDONLY, O_WRONLY } = constants;

/** One pipe: what is written to one end is read from the other. */
type Pipe = { readonly readEnd: number; readonly writeEnd: number };

/** The streams of a program as pipes: a program can open those by name (`/dev/stdout`), which sockets cannot be. */
export type Streams = {
  /** What the program is started with. */
  readonly inside: readonly [stdin: number | 'ignore', stdout: number, stderr: number];
  /** Closes our hold of what the program was started with: once when it ended, so that it can be started anew before. */
  readonly giveAway: () => void;
  readonly stdin: Socket | null;
  readonly stdout: Socket;
  readonly stderr: Socket;
};

/** Makes the streams of a program; their files are gone when it answers. */
export async function makeStreams(
  folder: string,
  { name, hasInput }: { readonly name: string; readonly hasInput: boolean },
): Promise<Streams> {
  const paths = ['out', 'err', ...(hasInput ? ['in'] : [])].map((end) => join(folder, `${name}-${end}`));
  await makePipes(paths);
  const [out, err, input] = paths.map(openPipe);
  if (out === undefined || err === undefined) throw new Error('make the streams of a program: found none');
  const given = [out.writeEnd, err.writeEnd, ...(input === undefined ? [] : [input.readEnd])];
  return {
    inside: [input?.readEnd ?? 'ignore', out.writeEnd, err.writeEnd],
    giveAway: () => given.forEach((end) => closeSync(end)),
    stdin: input === undefined ? null : new Socket({ fd: input.writeEnd, readable: false, writable: true }),
    stdout: new Socket({ fd: out.readEnd, readable: true, writable: false }),
    stderr: new Socket({ fd: err.readEnd, readable: true, writable: false }),
  };
}

function makePipes(paths: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('mkfifo', ['-m', '600', '--', ...paths], { env: { PATH: '/usr/bin:/bin' }, stdio: 'ignore' });
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error('make the streams of a program: mkfifo failed')),
    );
  });
}

/** The first end does not wait for another; both that are kept do as usual, since programs expect that. */
function openPipe(path: string): Pipe {
  const first = openSync(path, O_RDONLY | O_NONBLOCK);
  const writeEnd = openSync(path, O_WRONLY);
  const readEnd = openSync(path, O_RDONLY);
  closeSync(first);
  unlinkSync(path);
  return { readEnd, writeEnd };
}
