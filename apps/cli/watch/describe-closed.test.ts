import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closedText } from './describe-closed.ts';

test('says where to see why a workspace is closed, and that it is open again', () => {
  const event = { kind: 'workspace', at_ms: 1, root: '/work/a\nb' } as const;
  assert.match(closedText({ ...event, is_closed: true }), /^workspace: \/work\/a\\u\{a\}b is CLOSED, .*status/);
  assert.equal(closedText({ ...event, is_closed: false }), 'workspace: /work/a\\u{a}b is open again');
});
