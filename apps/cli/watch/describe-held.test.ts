import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heldText } from './describe-held.ts';

const HELD = { kind: 'tool', at_ms: 1, server: 'mail', tool: 'send', standing: 'changed', warnings: [] } as const;

test('says what is held and why, and makes visible what a server hides in a name', () => {
  assert.equal(
    heldText(HELD),
    'held: send of mail changed since you accepted it; look at it with "countersign tools show"',
  );
  const poisoned = { ...HELD, tool: 'se\u202end', standing: 'new', warnings: ['hidden-text', 'instruction'] } as const;
  assert.match(heldText(poisoned), /^held: se\\u\{202e\}nd of mail is new and odd \(hidden-text, instruction\)/);
});
