import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Ending, endOfProgram } from './program-end.ts';

const ENDING: Ending = { excess: null, wallMs: 5, exitCode: 0, signal: null, status: '', stderr: '', memoryKills: 0 };

function endOf(more: Partial<Ending>): unknown {
  return endOfProgram({ ...ENDING, ...more });
}

test('takes an exit code from what bubblewrap wrote of the program, never from what stands around it', () => {
  const status = (code: number): string => `{ "child-pid": 5 }\n{ "exit-code": ${code} }\n`;
  assert.deepEqual(endOf({ status: status(3) }), { end: { kind: 'exited', exitCode: 3 }, excess: null });
  assert.deepEqual(endOf({ status: status(0), exitCode: 9 }), { end: { kind: 'exited', exitCode: 0 }, excess: null });
  assert.deepEqual(endOf({ status: status(139) }), { end: { kind: 'signalled', signal: 'SIGSEGV' }, excess: null });
  assert.deepEqual(endOf({ exitCode: 0, stderr: 'bwrap: it broke\nmore' }), {
    end: { kind: 'not-started', why: 'bwrap: it broke' },
    excess: null,
  });
});

test('names the limit that a signal stands for, and the kernel’s want of memory', () => {
  const status = (code: number): string => `{ "exit-code": ${code} }`;
  assert.deepEqual(endOf({ status: status(153) }), { end: { kind: 'signalled', signal: 'SIGXFSZ' }, excess: 'files' });
  assert.deepEqual(endOf({ status: status(152) }), { end: { kind: 'signalled', signal: 'SIGXCPU' }, excess: 'cpu' });
  assert.deepEqual(endOf({ signal: 'SIGKILL', memoryKills: 1 }), {
    end: { kind: 'signalled', signal: 'SIGKILL' },
    excess: 'memory',
  });
});

test('lets why we ended it outweigh how it ended', () => {
  const status = '{ "exit-code": 0 }';
  assert.deepEqual(endOf({ excess: 'wall', status }), { end: { kind: 'timed-out', afterMs: 5 }, excess: 'wall' });
  assert.deepEqual(endOf({ excess: 'lease', memoryKills: 1 }), { end: { kind: 'stopped' }, excess: 'lease' });
});

test('tells a program that is not there from a sandbox that could not be made', () => {
  const missing = { exitCode: 1, stderr: 'bwrap: execvp no-such: No such file or directory\n' };
  assert.deepEqual(endOf(missing), { end: { kind: 'not-found' }, excess: null });
  const denied = { exitCode: 1, stderr: 'bwrap: execvp /etc/passwd: Permission denied\n' };
  assert.deepEqual(endOf(denied), {
    end: { kind: 'not-started', why: 'bwrap: execvp /etc/passwd: Permission denied' },
    excess: null,
  });
  assert.deepEqual(endOf({ exitCode: 126 }), {
    end: { kind: 'not-started', why: 'its sandbox ended with exit code 126' },
    excess: null,
  });
  assert.deepEqual(endOf({ exitCode: 137 }), { end: { kind: 'signalled', signal: 'SIGKILL' }, excess: null });
});
