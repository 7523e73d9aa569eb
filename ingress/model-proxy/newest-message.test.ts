import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonObject } from '../../core/encoding/json.ts';
import { newestUserText } from './newest-message.ts';

describe('newestUserText', () => {
  test('reads a message of each API, whole and in blocks', () => {
    const bodies: readonly (readonly ['messages' | 'chat' | 'responses', JsonObject])[] = [
      ['messages', { messages: [{ role: 'user', content: 'hello' }] }],
      ['messages', { messages: [{ role: 'user', content: [{ type: 'text', text: 'hello' }] }] }],
      ['chat', { messages: [{ role: 'user', content: 'hello' }] }],
      ['chat', { messages: [{ role: 'user', content: [{ type: 'text', text: 'hello' }, { type: 'image_url' }] }] }],
      ['responses', { input: 'hello' }],
      ['responses', { input: [{ role: 'user', content: 'hello' }] }],
      ['responses', { input: [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'hello' }] }] }],
    ];
    for (const [endpoint, body] of bodies) assert.equal(newestUserText(endpoint, body), 'hello', JSON.stringify(body));
  });

  test('takes the newest, over answers of the model and results of tools', () => {
    const messages = [
      { role: 'user', content: 'first' },
      { role: 'user', content: 'second' },
      { role: 'assistant', content: 'I want to die' },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: 'I want to die' }] },
      { role: 'tool', content: 'I want to die' },
    ];
    assert.equal(newestUserText('messages', { messages }), 'second');
  });

  test('finds none where nobody wrote anything, and in any other shape', () => {
    for (const messages of [[], 'hello ', null, [1, null, 'x'], [{ role: 'user' }], [{ role: 'system', content: 'x' }]])
      assert.equal(newestUserText('responses', { messages }), null);
    for (const messages of [[], null, {}, [1, null, 'x', [[]]], [{ role: 'user', content: [{}, 7] }]])
      assert.equal(newestUserText('chat', { messages }), null);
    assert.equal(newestUserText('responses', { input: '  ' }), null);
    assert.equal(newestUserText('count-tokens', { messages: [{ role: 'user', content: 'hello' }] }), null);
    assert.equal(newestUserText('models', {}), null);
  });

  test('bounds what it puts together: the beginning and the end', () => {
    const text = newestUserText('chat', { messages: [{ role: 'user', content: `a${'x'.repeat(1_000_000)}z` }] }) ?? '';
    assert.equal(text.length, 200_002);
    assert.equal(`${text.at(0)}${text.at(-1)}`, 'az');
  });
});
