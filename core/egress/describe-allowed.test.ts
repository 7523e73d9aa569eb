import assert from 'node:assert/strict';
import { test } from 'node:test';
import { domainToASCII } from 'node:url';
import type { Json } from '../encoding/json.ts';
import { describeAllowed } from './describe-allowed.ts';
import { readEgressRule } from './read-egress-rule.ts';

function allowed(...inputs: readonly Json[]): readonly string[] {
  return describeAllowed(
    inputs.map((input) => {
      const read = readEgressRule(input, domainToASCII);
      assert.ok(read.ok);
      return read.value;
    }),
  );
}

test('says what is allowed, with methods and paths', () => {
  assert.deepEqual(
    allowed(
      'a.example',
      '*',
      { host: 'b.example', open_tls: true, methods: ['GET', 'HEAD'], paths: ['/x', '/y'] },
      { host: 'c.example', open_tls: true, paths: ['/x'] },
    ),
    [
      'https://a.example:443',
      'https://*:443 (every public host)',
      'https://b.example:443, only GET, HEAD below /x, /y',
      'https://c.example:443, only below /x',
    ],
  );
});

test('says that nothing is allowed, and how many more rules there are', () => {
  assert.deepEqual(allowed(), ['nothing: this run has no network']);
  const lines = allowed(...Array.from({ length: 23 }, (_, index) => `h${index}.example`));
  assert.equal(lines.length, 21);
  assert.equal(lines.at(-1), 'and 3 more');
});
