import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { SandboxSpec } from '../../ports/sandbox.ts';
import { problemsOfSpec } from './check-spec.ts';

const LIMITS = { wallMs: 1, cpuMs: 1, memoryBytes: 1, tasks: 1, outputBytes: 1, fileBytes: 1, temporaryBytes: 1 };

function specOf(folder: string, more: Partial<SandboxSpec<unknown>> = {}): SandboxSpec<unknown> {
  const usual = {
    id: 'one',
    writes: 'copy',
    readable: [],
    home: null,
    environment: {},
    doors: [],
    limits: LIMITS,
    require: [],
    trace: 'writes',
  } as const;
  return { ...usual, folder, ...more };
}

test('finds nothing wrong with an ordinary spec, and every mistake of a bad one at once', (t) => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-test-')));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  symlinkSync(folder, join(folder, 'link'));
  assert.deepEqual(problemsOfSpec(specOf(folder, { home: { path: '/home/agent', files: [] } })), []);
  const door = (port: number) => ({ port, accept: () => undefined });
  const bad = specOf(join(folder, 'link'), {
    id: '../x',
    writes: 'direct',
    trace: 'all',
    readable: ['relative', join(folder, 'not-there')],
    home: {
      path: '/usr',
      files: [
        { path: 'a/../b', contents: new Uint8Array() },
        { path: 'large', contents: new Uint8Array(2_000_000) },
      ],
    },
    environment: { 'a=b': 'x', fine: 'NUL\0' },
    doors: [door(0), door(80), door(80)],
    limits: { ...LIMITS, tasks: 0.5, wallMs: Number.NaN },
  });
  assert.deepEqual(
    problemsOfSpec(bad).map((problem) => problem.split(':')[0]),
    [
      'id',
      'folder',
      'writes',
      'trace',
      'readable',
      'readable',
      'home',
      'home.files',
      'home',
      'environment',
      'environment.fine',
      'doors',
      'doors',
      'limits.wallMs',
      'limits.tasks',
    ],
  );
});
