import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { createKnownSecrets } from './known-secrets.ts';
import { formsOf } from './value-forms.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 60 });
const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 6, maxLength: 9 });

/** What the naive reader covers: every unit of every occurrence of a spelling. */
function coveredIn(whole: string, forms: readonly string[]): readonly boolean[] {
  const covered = Array.from(whole, () => false);
  for (const form of forms)
    for (let at = whole.indexOf(form); at >= 0; at = whole.indexOf(form, at + 1))
      covered.fill(true, at, at + form.length);
  return covered;
}

test('Every unit of every known value is covered, and nothing else', () => {
  fc.assert(
    fc.property(text, fc.array(word, { maxLength: 4 }), (whole, values) => {
      const known = createKnownSecrets(values.map((value) => ({ value, replacement: '#' })));
      const covered = Array.from(whole, () => false);
      for (const { start, end } of known.find(whole)) covered.fill(true, start, end);
      assert.deepEqual(covered, coveredIn(whole, values.flatMap(formsOf)));
    }),
    { numRuns: 500 },
  );
});

test('A stream gives what the whole text gives, however it is cut', () => {
  fc.assert(
    fc.property(
      text,
      fc.array(word, { maxLength: 3 }),
      fc.array(fc.nat(60), { maxLength: 8 }),
      (whole, values, cuts) => {
        const known = createKnownSecrets(values.map((value, at) => ({ value, replacement: `<${at}>` })));
        const stream = known.openStream();
        const bytes = Buffer.from(whole);
        const places = [0, ...cuts.filter((cut) => cut < bytes.length).toSorted((a, b) => a - b), bytes.length];
        const parts = places.slice(1).map((end, at) => stream.take(bytes.subarray(places[at], end)));
        const out = Buffer.concat([...parts, stream.end()]).toString();
        assert.equal(out, known.redact(whole));
      },
    ),
    { numRuns: 500 },
  );
});

test('A stream holds back no more than the longest spelling, even where values overlap without end', () => {
  const value = 'abababab';
  const stream = createKnownSecrets([{ value, replacement: '#' }]).openStream();
  const longest = Math.max(...formsOf(value).map((form) => form.length));
  let given = 0;
  for (let at = 0; at < 2_000; at++) given += stream.take(Buffer.from('ab')).length;
  const rest = stream.end().length;
  assert.ok(rest <= longest, `${rest} of ${longest}`);
  assert.ok(given <= 2);
});

test('Values in JSON, URLs, forms, HTML, hex and base64 are taken out, wherever base64 begins', () => {
  const value = 'p@ss "w/o" é&<x>+\'y';
  const known = createKnownSecrets([{ value, replacement: '#' }]);
  const spellings = [
    value,
    JSON.stringify(value).slice(1, -1),
    JSON.stringify(JSON.stringify(value)).slice(3, -3),
    JSON.stringify(value).slice(1, -1).replaceAll('/', '\\/'),
    JSON.stringify(value).slice(1, -1).replaceAll('é', '\\u00e9'),
    encodeURIComponent(value),
    encodeURIComponent(value).replaceAll(/%../g, (escape) => escape.toLowerCase()),
    new URLSearchParams({ v: value }).toString().slice(2),
    Buffer.from(value).toString('hex'),
    Buffer.from(value).toString('hex').toUpperCase(),
    value
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;'),
  ];
  for (const spelling of spellings) assert.equal(known.redact(`[${spelling}]`), '[#]', spelling);
  for (const before of ['', 'u', 'us']) {
    const encoded = Buffer.from(`${before}${value}xyz`).toString('base64');
    assert.match(known.redact(encoded), /^[A-Za-z0-9+/]{0,3}#[A-Za-z0-9+/]{2,5}=*$/);
    assert.match(known.redact(Buffer.from(`${before}${value}xyz`).toString('base64url')), /#/);
  }
});

test('A value outside ASCII is taken out in Latin-1 too: its bytes, their encodings, and what is misread', () => {
  const value = 'pässwörd-längé';
  const known = createKnownSecrets([{ value, replacement: '#' }]);
  const latin1 = Buffer.from(value, 'latin1');
  for (const bytes of [latin1, Buffer.from(value)]) {
    const stream = known.openStream();
    assert.equal(Buffer.concat([stream.take(bytes), stream.end()]).toString(), '#');
    assert.equal(known.redact(bytes.toString('hex')), '#');
    assert.match(known.redact(bytes.toString('base64')), /^#.{0,3}$/);
    assert.equal(known.redact(bytes.toString('latin1')), '#');
    assert.equal(known.redact(bytes.toString('utf8')), '#');
  }
  assert.equal(known.redact('p%E4ssw%F6rd-l%E4ng%E9'), '#');
});

test('A value beyond Latin-1 is taken out in UTF-8', () => {
  const known = createKnownSecrets([{ value: 'пароль-12345', replacement: '#' }]);
  assert.equal(known.redact('[пароль-12345]'), '[#]');
  const stream = known.openStream();
  assert.equal(Buffer.concat([stream.take(Buffer.from('[пароль-12345]')), stream.end()]).toString(), '[#]');
});

test('Without secrets nothing is taken out, and a text stays the same', () => {
  const none = createKnownSecrets([]);
  assert.equal(none.redact('a text'), 'a text');
  assert.deepEqual(none.openStream().take(Buffer.from('ab')), new Uint8Array(Buffer.from('ab')));
  assert.deepEqual(
    formsOf('abc').filter((form) => form.length < 6),
    [],
  );
});

test('A value inside another leaves nothing of the longer one, and two side by side stay two', () => {
  const known = createKnownSecrets([
    { value: 'abcdefgh', replacement: 'S' },
    { value: 'xabcdefghijkl', replacement: 'L' },
  ]);
  assert.equal(known.redact('xabcdefghijkl'), 'L');
  assert.equal(known.redact('abcdefghabcdefgh'), 'SS');
  assert.equal(known.redact('xabcdefghij'), 'xSij');
});

test('A large text full of near misses is read in a time that grows with its length alone', () => {
  const known = createKnownSecrets([{ value: `${'a'.repeat(200)}b`, replacement: '#' }]);
  const large = 'a'.repeat(200_000);
  assert.equal(known.redact(large), large);
});
