import { spawn } from 'node:child_process';
import process from 'node:process';
import type { TestContext } from 'node:test';

/** Nobody's, in the sense of every Unix. */
const ANOTHER_USER = 65_534;

const PROGRAM = `
const received = [];
const server = require('node:net').createServer((socket) => {
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => { received.push(chunk); socket.end(process.argv[1]); });
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
process.on('message', () => process.send(Buffer.concat(received).toString(), () => process.exit()));
process.on('disconnect', () => process.exit());
`;

/** A program of another user that gives every connection one answer; needs root. `end` tells what it was sent. */
export async function listenAsAnother(
  t: TestContext,
  answer: string,
): Promise<{ readonly port: number; readonly end: () => Promise<string> }> {
  const child = spawn(process.execPath, ['-e', PROGRAM, answer], {
    uid: ANOTHER_USER,
    gid: ANOTHER_USER,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  t.after(() => child.kill());
  const told = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      child.once('message', resolve).once('exit', () => reject(new Error('the program of the other user ended')));
    });
  const port = Number(await told());
  return {
    port,
    end: async () => {
      const received = told();
      child.send('end');
      return String(await received);
    },
  };
}
