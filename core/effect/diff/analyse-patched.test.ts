import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { surroundingsOf } from '../../decide.ts';
import { actionOf, factsOf, policyOf } from '../../testing/samples.ts';
import { placeOf } from '../action-place.ts';
import { analysePatched } from './analyse-patched.ts';
import { readPatched } from './read-patched.ts';

/** A part of a key, so that no scanner takes this file for a leak. */
const part = (text: string): string => text;

const place = placeOf(actionOf(), surroundingsOf(factsOf(), policyOf()));
const SITE = '/home/ada/site';

function found(text: string): readonly string[] {
  return analysePatched(text, { tool: 'apply', place }).effects.map(({ class: name, resource, marks }) =>
    [name, resource.value, ...marks].join(' '),
  );
}

function made(path: string, ...lines: readonly string[]): string {
  const counts = `@@ -0,0 +1,${lines.length} @@`;
  return [
    `diff --git a/${path} b/${path}`,
    'new file mode 100644',
    '--- /dev/null',
    `+++ b/${path}`,
    counts,
    ...lines.map((line) => `+${line}`),
  ].join('\n');
}

function linked(path: string, target: string): string {
  return made(path, target).replace('100644', '120000');
}

describe('A patch', () => {
  test('has the effects of every file it names', () => {
    assert.deepEqual(found(made('src/a.ts', 'x')), [`file.write ${SITE}/src/a.ts`]);
    assert.deepEqual(found(made('.github/workflows/ci.yml', 'on: push')), [
      `file.write ${SITE}/.github/workflows/ci.yml`,
      `ci.modify ${SITE}/.github/workflows/ci.yml`,
    ]);
    assert.deepEqual(found('*** Begin Patch\n*** Delete File: a\n*** End Patch'), [`file.delete ${SITE}/a`]);
  });

  test('is unknown where it cannot be read, or is two in one', () => {
    assert.deepEqual(found('rm -rf /'), ['unknown apply']);
    assert.equal(readPatched(`*** Begin Patch\n*** Add File: a\n*** End Patch\n${made('b', 'x')}`), null);
    assert.equal(readPatched('*** Begin Patch\n*** Add File: a\n--- a\n+++ b\n*** End Patch'), null);
  });

  test('is marked where it adds a secret', () => {
    assert.deepEqual(found(made('a.ts', `const id = 'AKIA${part('Q3JZ7WXN5TLKP2HD')}';`)), [
      `file.write ${SITE}/a.ts holds-secret`,
    ]);
  });

  test('judges a path with and without its first folder where that leads out', () => {
    assert.deepEqual(found('--- x/../../b\n+++ x/../../b\n@@ -1 +1 @@\n-a\n+b'), [
      'file.write /home/ada/b outside-workspace',
      'file.write /home/b outside-workspace',
    ]);
    assert.deepEqual(
      found('--- x//etc/passwd\n+++ x//etc/passwd\n@@ -1 +1 @@\n-a\n+b').at(1),
      'file.write /etc/passwd outside-workspace system-path',
    );
  });

  test('changes what its links lead to', () => {
    assert.deepEqual(found(linked('l', '../../secrets')), [
      `file.write ${SITE}/l`,
      'file.write /home/secrets outside-workspace',
    ]);
    assert.deepEqual(found(linked('d/l', '/etc/cron.d')).at(1), 'file.write /etc/cron.d outside-workspace system-path');
    assert.deepEqual(found('diff --git a/l b/l\nold mode 120000\nnew mode 120000'), [`file.metadata ${SITE}/l`]);
    assert.deepEqual(found(linked('l', 'a').replace('+a', '+')), [`file.write ${SITE}/l`, 'unknown l']);
    assert.deepEqual(found(linked('l', 'a').replace('+1,1', '+1,2').replace('+a', '+a\n+b')).at(-1), 'unknown l');
  });

  test('writes nobody knows where below a link of its own', () => {
    assert.ok(found(`${linked('l', '..')}\n${made('l/x', 'y')}`).includes('unknown l/x'));
  });

  test('brings content that nobody has read by a submodule or a binary', () => {
    assert.deepEqual(found(made('s', 'Subproject commit 1').replace('100644', '160000')), [
      `file.write ${SITE}/s unseen-code`,
    ]);
    assert.deepEqual(found('diff --git a/i b/i\nGIT binary patch\nliteral 0\nHcmV?d00001\n\n'), [
      `file.write ${SITE}/i unseen-code`,
    ]);
  });

  test('of many files is marked, and of more than fifty unknown', () => {
    const files = (count: number): string =>
      Array.from({ length: count }, (_, index) => made(`f${index}`, 'x')).join('\n');
    assert.equal(found(files(15))[0], `file.write ${SITE}/f0`);
    assert.equal(found(files(16))[0], `file.write ${SITE}/f0 bulk`);
    assert.equal(found(files(51))[0], 'unknown apply');
  });
});
