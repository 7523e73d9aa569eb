import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { entryText, type LogEntry, payloadDigest } from './log-entry.ts';

const ENTRY: LogEntry = {
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  type: 'decision',
  atMs: 1,
  actor: 'agent:coder',
  session: null,
  action: null,
  data: { b: 1, a: [true] },
  payloadDigest: null,
};

test('writes an entry as one line of canonical JSON under its wire names', () => {
  assert.equal(
    entryText(ENTRY),
    '{"action":null,"actor":"agent:coder","at_ms":1,"data":{"a":[true],"b":1},' +
      '"id":"01890a5d-ac96-774b-bcce-b302099a8057","payload":null,"session":null,"type":"decision","v":1}',
  );
});

test('binds a payload by a salted digest', () => {
  const sha256 = (data: string | Uint8Array) => hash('sha256', data, 'buffer');
  const salt = '00'.repeat(16);
  assert.equal(payloadDigest(salt, 'text', sha256), `sha256:${hash('sha256', `${salt}\ntext`)}`);
  assert.notEqual(payloadDigest('11'.repeat(16), 'text', sha256), payloadDigest(salt, 'text', sha256));
});
