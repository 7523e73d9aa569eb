import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ANSWER_CHANNELS, AT_CLIENT } from './approval.ts';
import { kindOf, mayAnswerOn } from './approver-kind.ts';

const ADA = { principal: 'human:ada' } as const;

function channelsOf(key: Parameters<typeof mayAnswerOn>[0]): readonly string[] {
  return ANSWER_CHANNELS.filter((channel) => mayAnswerOn(key, channel));
}

test('takes a key that says nothing of its kind for the own one of its person', () => {
  assert.equal(kindOf(ADA), 'personal');
  assert.equal(kindOf({ ...ADA, kind: 'channel' }), 'channel');
  assert.equal(kindOf({ principal: AT_CLIENT }), 'channel');
});

test('lets a personal key answer where its person can sign, and nowhere else', () => {
  assert.deepEqual(channelsOf(ADA), ['api', 'cli', 'web']);
  assert.deepEqual(channelsOf({ ...ADA, kind: 'personal', channel: 'slack' }), ['api', 'cli', 'web']);
});

test('lets the key of a channel answer on that channel alone', () => {
  for (const channel of ANSWER_CHANNELS) assert.deepEqual(channelsOf({ ...ADA, kind: 'channel', channel }), [channel]);
  assert.deepEqual(channelsOf({ ...ADA, kind: 'channel' }), []);
  assert.deepEqual(channelsOf({ principal: AT_CLIENT }), ['mcp']);
});

test('lets a passkey give no answer by itself', () => {
  assert.deepEqual(channelsOf({ ...ADA, kind: 'passkey' }), []);
});
