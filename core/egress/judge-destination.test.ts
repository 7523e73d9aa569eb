import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { domainToASCII } from 'node:url';
import type { Json } from '../encoding/json.ts';
import { readDestination } from './destination.ts';
import type { EgressRule, EgressScheme } from './egress-rule.ts';
import { judgeDestination } from './judge-destination.ts';
import { readEgressRule } from './read-egress-rule.ts';

function ruleOf(input: Json): EgressRule {
  const read = readEgressRule(input, domainToASCII);
  assert.ok(read.ok);
  return read.value;
}

function judge(
  text: string,
  { rules, port = 443, scheme = 'https' }: { rules: readonly Json[]; port?: number; scheme?: EgressScheme | null },
) {
  const destination = readDestination(text, { port, toAscii: domainToASCII });
  assert.ok(destination !== null);
  return judgeDestination(rules.map(ruleOf), { destination, scheme });
}

function codeOf(...input: Parameters<typeof judge>): string {
  const found = judge(...input);
  return found.ok ? 'allowed' : `${found.refusal.code} ${found.refusal.alarm}`;
}

describe('A destination', () => {
  test('is allowed by a rule for exactly its host, in any spelling', () => {
    assert.equal(codeOf('EXAMPLE.com.', { rules: ['example.com'] }), 'allowed');
    assert.equal(codeOf('www.example.com', { rules: ['example.com'] }), 'egress.host unknown-host');
  });

  test('is allowed by a rule for all below a domain, which is not the domain itself', () => {
    assert.equal(codeOf('a.b.example.com', { rules: ['*.example.com'] }), 'allowed');
    for (const host of ['example.com', 'badexample.com', '93.184.216.34'])
      assert.equal(codeOf(host, { rules: ['*.example.com'] }), 'egress.host unknown-host');
  });

  test('is allowed by a rule for every host only where it is public', () => {
    assert.equal(codeOf('anything.example', { rules: ['*'] }), 'allowed');
    assert.equal(codeOf('93.184.216.34', { rules: ['*'] }), 'allowed');
    assert.equal(codeOf('10.0.0.1', { rules: ['*'] }), 'egress.address blocked-address');
    assert.equal(codeOf('db.internal', { rules: ['*'] }), 'egress.address unknown-host');
    assert.equal(codeOf('localhost', { rules: ['*'] }), 'egress.address none');
    assert.equal(codeOf('127.0.0.1', { rules: [] }), 'egress.address none');
    assert.equal(codeOf('0x7f.1', { rules: [] }), 'egress.address blocked-address');
  });

  test('that is not public is allowed by a rule for it that excepts addresses', () => {
    assert.equal(codeOf('npm.corp', { rules: ['npm.corp'] }), 'egress.address unknown-host');
    assert.equal(codeOf('npm.corp', { rules: [{ host: 'npm.corp', addresses: ['10.0.0.0/8'] }] }), 'allowed');
  });

  test('that serves metadata is refused whatever a rule says', () => {
    const rules = [
      { host: '169.254.169.254', addresses: ['169.254.0.0/16'] },
      { host: '*', addresses: ['0.0.0.0/0'] },
    ];
    for (const host of ['169.254.169.254', 'metadata.google.internal', '[fd00:ec2::254]', '168.63.129.16'])
      assert.equal(codeOf(host, { rules }), 'egress.metadata blocked-address');
  });

  test('has one of the ports and schemes of a rule for its host', () => {
    const rules = ['example.com', 'http://example.com'];
    assert.equal(codeOf('example.com', { rules, port: 8080 }), 'egress.port none');
    assert.equal(codeOf('example.com', { rules, port: 80, scheme: 'http' }), 'allowed');
    assert.equal(codeOf('example.com', { rules, port: 80, scheme: null }), 'allowed');
    const refused = judge('example.com', { rules, port: 443, scheme: 'http' });
    assert.deepEqual(refused.ok ? null : refused.refusal, {
      code: 'egress.scheme',
      reason: 'connect to example.com port 443: found http, want https',
      alarm: 'none',
    });
  });

  test('is answered with every rule that fits, in order', () => {
    const found = judge('a.example.com', { rules: ['*', 'b.example', '*.example.com', 'http://a.example.com:443'] });
    assert.deepEqual(found.ok ? found.rules.map(({ text }) => text) : null, [
      'https://*:443',
      'https://*.example.com:443',
    ]);
  });
});
