import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import type { CommandContainment } from '../../ports/command-containment.ts';
import { testCodeIsolate } from '../../ports/conformance/code-isolate.ts';
import { openBwrap } from '../bwrap/open-bwrap.ts';
import { openIsolate } from './open-isolate.ts';

const bwrap = openBwrap({ home: '/home/nobody-here', closed: [], uuid: randomUUID });
const probing = openIsolate({ holder: bwrap, spare: 0 });
const contained = await probing.probe();
await probing.close();
const LIMITS = { wallMs: 30_000, steps: 1_000_000, memoryBytes: 16 * 1024 ** 2, textLength: 1_000, calls: 0 };

testCodeIsolate({
  name: 'an isolate in bubblewrap',
  open: () => openIsolate({ holder: bwrap }),
  skipReason: contained.works ? null : `no process sandbox works here: ${contained.missing[0]?.why}`,
});
testCodeIsolate({
  name: 'an isolate that nobody holds',
  open: () => openIsolate({ holder: 'nobody' }),
  skipReason: null,
});

test('refuses where nothing holds the process, and never falls back', async (t) => {
  const holder: CommandContainment = {
    contains: async () => ({ isContained: false, why: 'user namespaces are forbidden' }),
    hold: () => Promise.reject(new Error('asked to hold all the same')),
  };
  const isolate = openIsolate({ holder });
  t.after(() => isolate.close());
  const outcome = await isolate.evaluate({ code: 'return 1;', input: null, limits: LIMITS });
  assert.ok(!outcome.ok && outcome.failure.kind === 'not-run');
  assert.match(outcome.failure.why, /user namespaces are forbidden/);
  const { works, enforces, missing } = await isolate.probe();
  assert.deepEqual([works, enforces.size, missing.length > 0], [false, 0, true]);
});

test('says what nobody enforces where nobody was asked to hold it', async (t) => {
  const isolate = openIsolate({ holder: 'nobody' });
  t.after(() => isolate.close());
  const { works, missing } = await isolate.probe();
  assert.equal(works, true);
  assert.deepEqual(
    missing.map(({ guarantee }) => guarantee),
    ['calls.filtered', 'namespaces.denied'],
  );
});

test('leaves no folder and no process behind', async () => {
  const before = codeFolders();
  const isolate = openIsolate({ holder: 'nobody', spare: 2 });
  await Promise.all([1, 2, 3].map((n) => isolate.evaluate({ code: `return ${n};`, input: null, limits: LIMITS })));
  await isolate.close();
  assert.deepEqual(
    codeFolders().filter((one) => !before.includes(one)),
    [],
  );
});

function codeFolders(): readonly string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('countersign-code-'));
}
