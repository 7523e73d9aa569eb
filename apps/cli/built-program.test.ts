import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { builtProgramPath } from './built-program.ts';

const BUNDLE = 'bundle/apps/daemon/main.js';

/** A build with these files, by the second they were written in. */
function pathIn(files: { readonly [file: string]: number }): string {
  const build = mkdtempSync(join(tmpdir(), 'countersign-build-'));
  try {
    for (const [file, atSeconds] of Object.entries(files)) {
      mkdirSync(dirname(join(build, file)), { recursive: true });
      writeFileSync(join(build, file), '');
      utimesSync(join(build, file), atSeconds, atSeconds);
    }
    return builtProgramPath(build, 'daemon/main').slice(build.length + 1);
  } finally {
    rmSync(build, { recursive: true, force: true });
  }
}

test('starts the bundle of a package, which holds no notes of builds', () => {
  assert.equal(pathIn({ [BUNDLE]: 10, 'apps/daemon/main.js': 20 }), BUNDLE);
});

test('starts a bundle that was made after every part of the build', () => {
  assert.equal(pathIn({ [BUNDLE]: 10, 'core.tsbuildinfo': 9, 'apps/daemon.tsbuildinfo': 10 }), BUNDLE);
});

for (const note of ['core.tsbuildinfo', 'apps/daemon.tsbuildinfo', 'adapters/sqlite.tsbuildinfo'])
  test(`never runs what is older than the build: ${note} is newer than the bundle`, () => {
    assert.equal(pathIn({ [BUNDLE]: 10, 'application.tsbuildinfo': 1, [note]: 11 }), 'apps/daemon/main.js');
  });

test('starts the build where there is no bundle, and for a program that has none', () => {
  assert.equal(pathIn({ 'apps/daemon/main.js': 1 }), 'apps/daemon/main.js');
  assert.equal(pathIn({}), 'apps/daemon/main.js');
});
