import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sampleDocument } from './conformance/sample-message.ts';
import { messageParts } from './message-parts.ts';

const typed = { approve: '/approve 7k3m', deny: '/deny 7k3m' };

test('tells the whole document in its order, then how and until when to answer, and last what was shown', () => {
  const parts = messageParts({ document: sampleDocument(), typed, link: 'https://gateway.example/', answerByMs: 0 });
  assert.deepEqual(
    parts.map(({ kind, text }) => `${kind}: ${text}`),
    [
      'title: agent:coder wants to run a command (high)',
      'heading: Command',
      'quoted: │ npm test -- --watch\n│   second line',
      'heading: Effects',
      'stated: process.run, unseen code',
      'closing: Answer by 1970-01-01 00:00:00 UTC. No answer is a denial.',
      'closing: Or type: /approve 7k3m or /deny 7k3m',
      'link: https://gateway.example/',
      'closing: Shown: 0f1e2d3c4b5a6978',
    ],
  );
});

test('tells nothing of what a notice has not', () => {
  const kinds = messageParts({ document: sampleDocument({ sections: [] }), typed: null, link: null, answerByMs: null });
  assert.deepEqual(
    kinds.map(({ kind }) => kind),
    ['title', 'closing'],
  );
});

test('puts every line of an agent behind the gutter, whatever it holds', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (lines) => {
      const plain = lines.map((line) => line.replaceAll(/[\r\n]/g, ' '));
      const sections = [{ heading: 'Command', lines: plain, quoted: true }];
      const quoted = messageParts({ document: sampleDocument({ sections }) }).filter(({ kind }) => kind === 'quoted');
      assert.deepEqual(
        quoted.flatMap(({ text }) => text.split('\n')),
        plain.map((line) => `│ ${line}`),
      );
    }),
  );
});

test('writes a moment as the calendar has it', () => {
  fc.assert(
    fc.property(fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }), (atMs) => {
      const date = new Date(atMs);
      const wanted = `${date.getUTCFullYear()}${date.toISOString().slice(-20, -5).replace('T', ' ')} UTC`;
      const closing = messageParts({ document: sampleDocument(), answerByMs: atMs }).find(
        ({ kind }) => kind === 'closing',
      );
      assert.ok(closing?.text.includes(wanted), `${closing?.text} has ${wanted}`);
    }),
  );
});
