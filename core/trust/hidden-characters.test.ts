import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdsHidden, isHiddenPoint, showHidden } from './hidden-characters.ts';

test('shows what people would not see, and leaves the rest as it is', () => {
  assert.equal(showHidden('a\u202eb\u{e0041}\u0000\u001b'), 'a\\u{202e}b\\u{e0041}\\u{0}\\u{1b}');
  assert.equal(showHidden('Größe 数 👍\n~'), 'Größe 数 👍\n~');
  assert.equal(showHidden('\ud800'), '\\u{d800}');
});

test('writes so that it can be read back', () => {
  assert.equal(showHidden('\\u{202e}'), '\\u{5c}u{202e}');
  assert.equal(showHidden('C:\\users'), 'C:\\users');
});

test('knows blanks and fillers that are drawn as nothing', () => {
  for (const point of [0x7f, 0xad, 0x2000, 0x2028, 0x2800, 0x3164, 0xfe0f, 0xe0100])
    assert.equal(isHiddenPoint(point), true, point.toString(16));
  for (const point of [0x20, 0x7e, 0xe9, 0x4e00, 0x1f44d])
    assert.equal(isHiddenPoint(point), false, point.toString(16));
});

test('takes line breaks and the parts of emoji for ordinary, only where they belong', () => {
  assert.equal(holdsHidden('a\r\n\tb\u00a0c ⚠️ ☺\ufe0e 👩‍💻 ❤️‍🔥'), false);
  for (const text of ['a\ufe0f', '\ufe0f', '☺\ufe0f\ufe0e', 'a\u200d', '👩‍‍💻', '\u200d'])
    assert.equal(holdsHidden(text), true, JSON.stringify(text));
});
