import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { domainToASCII } from 'node:url';
import type { JsonObject } from '../encoding/json.ts';
import type { EgressRule } from './egress-rule.ts';
import { judgeRequest } from './judge-request.ts';
import { readEgressRule } from './read-egress-rule.ts';

function ruleOf(fields: JsonObject): EgressRule {
  const read = readEgressRule({ host: 'a.example', open_tls: true, ...fields }, domainToASCII);
  assert.ok(read.ok);
  return read.value;
}

function judge(rules: readonly JsonObject[], method: string, path: string): string {
  const found = judgeRequest(rules.map(ruleOf), { method, path });
  return found.ok ? 'allowed' : found.refusal.code;
}

describe('A request', () => {
  test('is allowed by a rule that speaks of no methods and no paths', () => {
    assert.equal(judge([{}], 'DELETE', '/../x'), 'allowed');
  });

  test('has one of the methods of a rule', () => {
    const rules = [{ methods: ['GET'] }, { methods: ['HEAD', 'GET'] }];
    assert.equal(judge(rules, 'HEAD', '/'), 'allowed');
    assert.equal(judge(rules, 'POST', '/'), 'egress.method');
    const refused = judgeRequest(rules.map(ruleOf), { method: 'POST', path: '/' });
    assert.match(refused.ok ? '' : refused.refusal.reason, /found POST, want GET, HEAD/);
  });

  const paths: readonly (readonly [string, boolean])[] = [
    ['/repos', true],
    ['/repos/', true],
    ['/repos/a/b', true],
    ['/repos?x=/../', true],
    ['/repos#x', true],
    ['/repos?a#b', true],
    ['/api/', true],
    ['/api/x', true],
    ['/api', false],
    ['/repository', false],
    ['/', false],
    ['/repos/../admin', false],
    ['/repos/./a', false],
    ['/repos//a', false],
    ['/repos/%2e%2e/admin', false],
    ['/repos%2Fadmin', false],
    ['/repos/..%5cadmin', false],
    ['/repos/a\\..\\b', false],
    ['/repos/..;/admin', false],
    ['/repos/%252e%252e%252fadmin', false],
    ['/repos/%c0%ae%c0%ae/admin', false],
    ['/repos/%C1%9C', false],
    ['/repos/%e0%80%ae', false],
    ['/repos/%f0%80%80%ae', false],
    ['/repos/%e0%a4%85/%c3%a9', true],
    ['/repos?at=100%25', true],
  ];
  for (const [path, isAllowed] of paths) {
    test(`for ${path} ${isAllowed ? 'fits' : 'does not fit'} rules for /repos and /api/`, () => {
      assert.equal(judge([{ paths: ['/repos', '/api/'] }], 'GET', path), isAllowed ? 'allowed' : 'egress.path');
    });
  }

  test('is let through by the first rule that fits in method and path', () => {
    const rules = [
      { methods: ['GET'], paths: ['/a'] },
      { methods: ['POST'], paths: ['/b'] },
      { methods: ['POST'] },
    ].map(ruleOf);
    const found = judgeRequest(rules, { method: 'POST', path: '/c' });
    assert.equal(found.ok && found.rule === rules[2], true);
    assert.equal(
      judge(
        [
          { methods: ['GET'], paths: ['/a'] },
          { methods: ['POST'], paths: ['/b'] },
        ],
        'GET',
        '/b',
      ),
      'egress.path',
    );
  });
});
