import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { findEncodedSentinels } from './encoded-runs.ts';
import { replaceSentinels, sentinelsOf } from './replace-sentinels.ts';
import { findSentinels, mentionsSentinel, SENTINEL_LENGTH, SENTINEL_PREFIX, sentinelOf } from './sentinel.ts';

const drawn = fc.uint8Array({ minLength: 20, maxLength: 20 });
const VALUES = { inText: () => 'TEXT', inBase64: (_: string, spelling: string) => spelling };
const ONE = sentinelOf(Uint8Array.from({ length: 20 }, (_, at) => at * 13));
const TWO = sentinelOf(Uint8Array.from({ length: 20 }, (_, at) => 255 - at));
const base64 = (text: string): string => Buffer.from(text).toString('base64');

test('Sentinels have one length, say all of what was drawn, and stay as they are in URLs, JSON and forms', () => {
  fc.assert(
    fc.property(drawn, drawn, (first, second) => {
      const [one, two] = [sentinelOf(first), sentinelOf(second)];
      assert.equal(one.length, SENTINEL_LENGTH);
      assert.equal(one === two, Buffer.from(first).equals(second));
      assert.equal(encodeURIComponent(one), one);
      assert.equal(JSON.stringify(one), `"${one}"`);
      assert.deepEqual(
        findSentinels(` ${one},${two}`).map(({ sentinel }) => sentinel),
        [one, two],
      );
    }),
  );
});

test('What starts like a sentinel and is none counts as a part of one', () => {
  assert.deepEqual(findSentinels(`x${ONE.slice(0, -1)}`), [{ start: 1, end: SENTINEL_LENGTH, sentinel: null }]);
  assert.equal(findSentinels(`${SENTINEL_PREFIX}ABC`)[0]?.sentinel, null);
  assert.deepEqual(findSentinels('nothing'), []);
  assert.equal(sentinelsOf(ONE.slice(0, 20)).ok, false);
});

test('Sentinels are seen in base64 wherever they start in a group, and read where the whole run is base64', () => {
  fc.assert(
    fc.property(drawn, fc.nat(5), fc.nat(5), (bytes, before, after) => {
      const sentinel = sentinelOf(bytes);
      const encoded = base64(`${'u'.repeat(before)}${sentinel}${':'.repeat(after)}`);
      assert.equal(mentionsSentinel(encoded), true);
      assert.deepEqual(sentinelsOf(`Basic ${encoded}`), { ok: true, sentinels: [sentinel] });
    }),
  );
  assert.equal(mentionsSentinel('nothing of the kind'), false);
});

test('A run that is not read, or a sentinel in another alignment, cannot be sent', () => {
  const shifted = `A${base64(ONE)}`;
  const refused = sentinelsOf(shifted);
  assert.ok(!refused.ok);
  assert.match(refused.reason, /encoding that is not read here/);
  assert.deepEqual(sentinelsOf('plain'), { ok: true, sentinels: [] });
});

test('Replacing writes the run again as it was: alphabet, padding, and what is around it', () => {
  const text = `a ${ONE} b ${base64(`u:${TWO}`)} c ${base64(JSON.stringify({ p: ONE }))}.`;
  const expected = `a TEXT b ${base64('u:plain')} c ${base64('{"p":"json"}')}.`;
  assert.equal(replaceSentinels(text, VALUES), expected);
  assert.equal(replaceSentinels('nothing here', VALUES), 'nothing here');
  const bytes = { inText: () => '', inBase64: () => '>>>???' };
  const url = Buffer.from(`~~~???>>>${ONE}`).toString('base64url');
  assert.equal(replaceSentinels(url, bytes), Buffer.from('~~~???>>>>>>???').toString('base64url'));
  const bare = base64(`u${ONE}`).replaceAll('=', '');
  assert.equal(replaceSentinels(bare, { ...bytes, inBase64: () => 'v' }), base64('uv').replaceAll('=', ''));
});

test('A part of a sentinel stays as it is, in text and in base64', () => {
  const part = ONE.slice(0, -2);
  assert.equal(replaceSentinels(part, VALUES), part);
  const encoded = base64(`${part} ${TWO}`);
  assert.equal(replaceSentinels(encoded, VALUES), base64(`${part} plain`));
  const two = `${SENTINEL_PREFIX} AAAA ${base64(ONE)}`;
  assert.equal(findEncodedSentinels(two).length, 1);
});

test('What is encoded twice is not read, and stays as it is', () => {
  const twice = base64(base64(TWO));
  assert.equal(replaceSentinels(`${ONE} ${twice}`, VALUES), `TEXT ${twice}`);
});

test('Bytes that are no text are no run', () => {
  const bytes = Buffer.concat([Buffer.from([0xff, 0xfe, 0xfd]), Buffer.from(ONE)]).toString('base64');
  assert.deepEqual(findEncodedSentinels(bytes), []);
  assert.deepEqual(findEncodedSentinels(`${SENTINEL_PREFIX}=`), []);
});
