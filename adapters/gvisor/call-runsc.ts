import { spawn } from 'node:child_process';
import { closedStdio } from './closed-stdio.ts';
import { OUTER_PATH } from './runsc-command.ts';

const CALL_MS = 20_000;

/** Runs one call of runsc to its end; true where it did what it was told. Never rejects. */
export function callRunsc([program = '', ...words]: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = closedStdio(['ignore', 'ignore', 'ignore'], (stdio) =>
      spawn(program, words, {
        cwd: '/',
        env: { PATH: OUTER_PATH },
        stdio: [...stdio],
        timeout: CALL_MS,
        killSignal: 'SIGKILL',
      }),
    );
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}

/** What runsc says of its version in its first line; null where it is not there. Never rejects. */
export function versionOf(program: string): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(program, ['--version'], {
      env: { PATH: OUTER_PATH },
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: CALL_MS,
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said = (said + chunk.toString('utf8')).slice(0, 1_000)));
    child.once('error', () => resolve(null));
    child.once('close', (code) =>
      resolve(code === 0 ? (said.split('\n', 1)[0] ?? '').replace('runsc version ', '') : null),
    );
  });
}
