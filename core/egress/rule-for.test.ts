import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { domainToASCII } from 'node:url';
import type { Json } from '../encoding/json.ts';
import { readEgressRule } from './read-egress-rule.ts';
import { ruleFor } from './rule-for.ts';

function shown(inputs: readonly Json[], scheme: 'https' | 'http' | 'tcp'): string | null {
  const rules = inputs.map((input) => {
    const read = readEgressRule(input, domainToASCII);
    assert.ok(read.ok);
    return read.value;
  });
  const rule = ruleFor(rules, scheme);
  return rule === null ? null : `${rule.text}${rule.opensTls ? ' opened' : ''}`;
}

const OPENED = { host: 'a.b.example', open_tls: true, methods: ['GET'] };

describe('The rule that a scheme is carried by', () => {
  test('is the first where none opens TLS', () => {
    assert.equal(shown(['*', 'a.b.example'], 'https'), 'https://*:443');
    assert.equal(shown(['*'], 'tcp'), null);
  });

  test('opens TLS where any does, whatever stands before it and is no narrower', () => {
    for (const other of ['*', '*.b.example', 'a.b.example', 'tcp://*:443', 'tcp://a.b.example:443']) {
      for (const rules of [
        [other, OPENED],
        [OPENED, other],
      ]) {
        assert.equal(shown(rules, 'https'), 'https://a.b.example:443 opened', other);
        assert.equal(shown(rules, 'tcp'), null, other);
      }
    }
  });

  test('leaves TLS closed, or carries anything, for a narrower host', () => {
    const wide = { host: '*.example', open_tls: true };
    assert.equal(shown([wide, '*.b.example'], 'https'), 'https://*.b.example:443');
    assert.equal(shown([wide, 'a.b.example'], 'https'), 'https://a.b.example:443');
    assert.equal(shown([{ host: '*', open_tls: true }, 'tcp://a.b.example:443'], 'tcp'), 'tcp://a.b.example:443');
  });

  test('is not looked for among others in plain HTTP', () => {
    assert.equal(shown([OPENED, 'http://*'], 'http'), 'http://*:80');
  });

  test('is not opened by a rule that opens TLS and does not speak it', () => {
    const idle = { host: 'a.b.example', schemes: ['http'], open_tls: true };
    assert.equal(shown([idle, 'tcp://*:80'], 'tcp'), 'tcp://*:80');
  });
});
