import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entryText } from '../../core/audit/log-entry.ts';
import { isEntryOf, isEntryOfKind } from './entry-type.ts';

const text = entryText({
  type: 'outcome',
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  atMs: 1,
  actor: 'agent:"type":"decision"',
  session: '","type":"run.started","v":1}',
  action: null,
  payloadDigest: null,
  data: { of: { type: 'run.ended' } },
});

test('an entry is of its own type, whatever its values name', () => {
  assert.ok(isEntryOf('outcome', text), text);
  for (const other of ['decision', 'run.started', 'run.ended', 'outcom', 'outcome"'])
    assert.ok(!isEntryOf(other, text), other);
  assert.ok(isEntryOfKind('outc', text));
  assert.ok(!isEntryOfKind('run.', text));
});

test('a text that is no entry is of no type', () => {
  for (const odd of ['', '{}', '"type":"', '{"type":'])
    assert.ok(!isEntryOf('outcome', odd) && !isEntryOfKind('run.', odd), odd);
});
