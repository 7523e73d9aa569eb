import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sampleDocument } from '../../ports/conformance/sample-message.ts';
import { discordText, escaped } from './discord-text.ts';
import { renderMarkdown } from './testing/render-markdown.ts';

/** Text of the signs that mean something to Discord, and of little else. */
const signs = fc.string({
  unit: fc.constantFrom(
    '||',
    '**',
    '~~',
    '__',
    ...'`*_~|>#-[]()<>@!:/\\.1a é│',
    '```',
    '@everyone',
    'https://x.y',
    '<@1>',
    '<t:1>',
  ),
  maxLength: 60,
});

test('shows any text to the letter once it is escaped, and makes nothing of it', () => {
  fc.assert(
    fc.property(signs, (text) => {
      const { text: shown, live } = renderMarkdown(escaped(text));
      assert.equal(shown, text);
      assert.deepEqual(live, []);
    }),
    { numRuns: 2_000 },
  );
});

test('shows any lines to the letter, whether they can stand in a code block or not', () => {
  const section = fc.record({ lines: fc.array(signs, { minLength: 1, maxLength: 4 }), quoted: fc.boolean() });
  fc.assert(
    fc.property(fc.array(section, { maxLength: 3 }), signs, (given, title) => {
      const sections = given.map((one) => ({ heading: 'Heading', ...one }));
      const content = discordText({ document: sampleDocument({ title: `T${title}`, sections }) }, { reacts: false });
      if (content === null) return;
      const { text, live } = renderMarkdown(content);
      const shown = sections.flatMap(({ lines, quoted }) => [
        'Heading',
        ...(lines.join('\n') === '' && !quoted ? [] : [lines.map((line) => (quoted ? `│ ${line}` : line)).join('\n')]),
      ]);
      assert.equal(text, [`T${title}`, ...shown, 'Shown: 0f1e2d3c4b5a6978'].join('\n'));
      assert.deepEqual(live, []);
    }),
    { numRuns: 1_000 },
  );
});

test('keeps an empty line behind one that only looks quoted', () => {
  const sections = [{ heading: 'Heading', lines: ['│ ', ''], quoted: false }];
  const content = discordText({ document: sampleDocument({ title: 'T', sections }) }, { reacts: false });
  assert.equal(renderMarkdown(content ?? '').text, 'T\nHeading\n│ \n\nShown: 0f1e2d3c4b5a6978');
});
