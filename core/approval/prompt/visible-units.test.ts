import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { counted } from '../../counted.ts';
import { isHiddenPoint } from '../../trust/hidden-characters.ts';
import { quoteText, visibleText } from './visible-units.ts';

/** A part of a key, so that no scanner takes this file for a leak. */
const part = (text: string): string => text;

/** Whether a text holds a point that nobody sees. */
function isUnseen(text: string): boolean {
  return [...text].some((character) => isHiddenPoint(character.codePointAt(0) ?? 0));
}

describe('A text that is made visible', () => {
  test('names what nobody sees, where it first stands', () => {
    assert.equal(visibleText('a\u202eb'), 'a⟨U+202E right-to-left override⟩b');
    assert.equal(visibleText('rm\u200b -rf\u001b[2K'), 'rm⟨U+200B zero width space⟩ -rf⟨U+001B escape⟩[2K');
    assert.equal(
      visibleText('x\u00a0y\u3164z\ufe0f'),
      'x⟨U+00A0 no-break space⟩y⟨U+3164 Hangul filler⟩z⟨U+FE0F variation selector⟩',
    );
    assert.equal(visibleText('a\u200bb\u200bc'), 'a⟨U+200B zero width space⟩b⟨U+200B⟩c');
    assert.equal(
      visibleText('\u0378\ud800\ufffc'),
      '⟨U+0378 unseen⟩⟨U+D800 lone surrogate⟩⟨U+FFFC object replacement⟩',
    );
    assert.equal(visibleText('\u0013'), '⟨U+0013 control⟩');
  });

  test('shows line breaks in a path or a name', () => {
    assert.equal(visibleText('a\r\nb'), 'a⟨U+000D carriage return⟩⟨U+000A line feed⟩b');
  });

  test('counts what repeats', () => {
    assert.equal(visibleText(`a${' '.repeat(1_048_576)}b`), 'a⟨1,048,576 spaces⟩b');
    assert.equal(visibleText(`a${' '.repeat(32)}b`), `a${' '.repeat(32)}b`);
    assert.equal(visibleText('a '), 'a⟨1 space⟩');
    assert.equal(visibleText(`\u200b${'\u200b'.repeat(999)}`), '⟨U+200B zero width space, 1,000 times⟩');
    assert.equal(visibleText('\ta'), '⇥a');
    assert.equal(visibleText(`${'\t'.repeat(17)}a`), '⟨17 tabs⟩a');
    assert.equal(counted(1, 'line'), '1 line');
    assert.equal(counted(999, 'line'), '999 lines');
  });

  test('puts what was named before together', () => {
    const both = '\u200b\u200c';
    assert.equal(
      visibleText(both.repeat(6)),
      '⟨U+200B zero width space⟩⟨U+200C zero width non-joiner⟩⟨U+200B U+200C U+200B U+200C U+200B U+200C U+200B U+200C⟩⟨U+200B U+200C⟩',
    );
  });

  test('spells what is hidden in tags', () => {
    const hidden = [...'approve'].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('');
    assert.equal(visibleText(`ok${hidden}`), 'ok⟨hidden in tags: approve⟩');
    assert.equal(visibleText('\u{e0001}\u{e007f}'), '⟨hidden in tags: ··⟩');
  });

  test('marks letters that are drawn like others in a word', () => {
    assert.equal(visibleText('p\u0430ypal'), 'p⟨\u0430 U+0430 Cyrillic, looks like a⟩ypal');
    assert.equal(visibleText('p\u0430yp\u0430l'), 'p⟨\u0430 U+0430 Cyrillic, looks like a⟩yp⟨\u0430 U+0430≈a⟩l');
    assert.equal(visibleText('\u0441\u043e\u0440\u0443'), '\u0441\u043e\u0440\u0443⟨Cyrillic, looks like copy⟩');
    assert.equal(visibleText('/\u0430'), '/\u0430⟨Cyrillic, looks like a⟩');
    assert.equal(visibleText('\u0430 b'), '\u0430 b');
    assert.equal(visibleText('\u0394t'), '\u0394t⟨mixes Greek and Latin⟩');
    assert.equal(visibleText('\u0440\u0440'.repeat(20)).endsWith(`looks like ${'p'.repeat(24)}…⟩`), true);
    assert.equal(visibleText('\u043e1'), '\u043e1');
    assert.equal(visibleText('\u043e\u04351'), '\u043e\u04351⟨Cyrillic, looks like oe1⟩');
  });

  test('marks every unfamiliar letter of paths, addresses and commands, and of unknown scripts among plain letters', () => {
    assert.equal(visibleText('github.com/\ua4d6x'), 'github.com/⟨\ua4d6 U+A4D6⟩x');
    assert.equal(visibleText('githu\u1e05.com'), 'githu⟨\u1e05 U+1E05⟩.com');
    assert.equal(visibleText('\u15eaata'), '⟨\u15ea U+15EA⟩ata');
    assert.equal(visibleText('\u15ea\u15ea 1\u15ea'), '\u15ea\u15ea 1\u15ea');
    assert.equal(visibleText('A\u15ea'), 'A⟨\u15ea U+15EA⟩');
    assert.equal(visibleText('p\u0131p'), 'p⟨\u0131 U+0131 Latin, looks like i⟩p');
    for (const text of ['/résumé/日本語/한국어.txt', 'größe=1', '/e\u0301']) assert.equal(visibleText(text), text);
  });

  test('leaves honest words of every script alone', () => {
    for (const text of [
      'Grüße',
      '日本語',
      'привет',
      'ελληνικά',
      'µs',
      'e\u0301',
      '∑ → 🙂',
      '“'.slice(1),
      '$(x) "q" \\n',
      'don’t – really…',
    ]) {
      assert.equal(visibleText(text), text);
    }
  });

  test('marks full-width and mathematical letters and look-alike signs wherever they stand', () => {
    assert.equal(visibleText('\uff52m'), '⟨\uff52 U+FF52, looks like r⟩m');
    assert.equal(visibleText('\uff52\uff52'), '⟨\uff52 U+FF52, looks like r⟩⟨\uff52 U+FF52≈r⟩');
    assert.equal(visibleText('a\u2215b'), 'a⟨\u2215 U+2215, looks like /⟩b');
    assert.equal(visibleText('\u2212f'), '⟨\u2212 U+2212, looks like -⟩f');
  });

  test('keeps what is written from right to left in its place', () => {
    assert.equal(visibleText('rm \u05d0\u05d1 5'), 'rm ⟨RTL \u05d0\u05d1 LTR⟩ 5');
    assert.equal(visibleText('\u05d0'.repeat(25)), `⟨RTL ${'\u05d0'.repeat(24)} LTR⟩⟨RTL \u05d0 LTR⟩`);
    assert.equal(visibleText(`${'\u05d0'.repeat(24)}\u05b0`), `⟨RTL ${'\u05d0'.repeat(24)} LTR⟩⟨RTL U+05B0 LTR⟩`);
  });

  test('shows stacks of marks beside their letter, and marks without a letter', () => {
    assert.equal(visibleText('a\u0300\u0301\u0302\u0303b'), 'a\u0300\u0301\u0302⟨U+0303 combining mark⟩b');
    assert.equal(visibleText(' \u0301'), ' ⟨U+0301 combining mark⟩');
    assert.equal(visibleText('\u20dd'), '⟨U+20DD combining mark⟩');
  });

  test('shows its own signs by number, so that no remark and no quotation can be forged', () => {
    assert.equal(visibleText('⟨5 spaces⟩⇥↳'), '⟨U+27E8⟩5 spaces⟨U+27E9⟩⟨U+21E5⟩⟨U+21B3⟩');
    assert.equal(quoteText('a” b “'), '“a⟨U+201D⟩ b ⟨U+201C⟩”');
  });

  test('leaves out what looks like a secret, and says so', () => {
    const key = `AKIA${part('Q3JZ7WXN5TLKP2HD')}`;
    const shown = visibleText(`id = '${key}'`);
    assert.ok(!shown.includes(key));
    assert.match(shown, /⟨redacted [^⟩]+, 20 characters⟩'$/u);
  });

  test('holds nothing that nobody sees, whatever it was', () => {
    const anything = fc.string({ unit: 'binary', maxLength: 200 });
    const tricky = fc.string({
      unit: fc.constantFrom(
        'a',
        ' ',
        '\u200b',
        '\u202e',
        '\u0301',
        '\u05d0',
        '\u0430',
        '⟨',
        '\u{e0041}',
        '\ud800',
        '\t',
        '\n',
      ),
      maxLength: 60,
    });
    fc.assert(
      fc.property(fc.oneof(anything, tricky), (text) => {
        assert.ok(!isUnseen(visibleText(text)), JSON.stringify(text));
      }),
      { numRuns: 2_000 },
    );
  });
});
