import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSecretRule, secretNameProblem, secretValueProblem, type WrittenRule } from './parse-secret-rule.ts';
import {
  hostText,
  objectionsTo,
  objectionsToBroker,
  placeText,
  type SecretRule,
  type SecretUse,
} from './secret-rule.ts';
import { spellingAt, writeSecret } from './write-secret.ts';

function ruleOf(written: WrittenRule): SecretRule {
  const rule = parseSecretRule(written);
  assert.ok(rule.ok, JSON.stringify(rule));
  return rule.value;
}

const USE: SecretUse = {
  principal: 'agent:ci',
  nowMs: 5,
  host: 'api.example.com',
  port: 443,
  method: 'get',
  place: 'header',
  name: 'Authorization',
};

test('A rule that says nothing but a host lets agents use the secret in the authorization header there', () => {
  const rule = ruleOf({ hosts: ['API.example.com'] });
  assert.deepEqual(objectionsTo(rule, USE), []);
  assert.deepEqual(objectionsTo(rule, { ...USE, host: 'API.EXAMPLE.COM' }), []);
  assert.equal(rule.approval, 'never');
  assert.deepEqual(rule.hosts.map(hostText), ['api.example.com']);
  assert.deepEqual(rule.places.map(placeText), ['header:authorization']);
});

test('Every reason against a use is given at once', () => {
  const rule = ruleOf({
    hosts: ['a.example.com:8443'],
    principals: ['agent:other'],
    expiresAtMs: 5,
    methods: ['post'],
  });
  assert.deepEqual(objectionsTo(rule, { ...USE, place: 'query', name: 'key' }), [
    'principal agent:ci, want agent:other',
    'it has expired, want a new one',
    'host api.example.com:443, want a.example.com:8443',
    'place query:key, want header:authorization',
    'method GET, want POST',
  ]);
  assert.deepEqual(objectionsTo(ruleOf({ brokers: ['git-push'], expiresAtMs: 6 }), USE), [
    'host api.example.com:443, want none: it may be used nowhere',
  ]);
});

test('The gateway itself uses a secret only for what the rule names, at the hosts it names', () => {
  const rule = ruleOf({ hosts: ['git.example.com'], brokers: ['git-push'] });
  const use = { ...USE, host: 'git.example.com', broker: 'git-push' } as const;
  assert.deepEqual(objectionsToBroker(rule, use), []);
  assert.deepEqual(objectionsToBroker(rule, { ...use, broker: 'npm-publish', host: 'x.test', principal: 'human:a' }), [
    'principal human:a, want agent:*',
    'broker npm-publish, want git-push',
    'host x.test:443, want git.example.com',
  ]);
});

test('A pattern covers names below it, not itself, and nothing that only ends alike', () => {
  const rule = ruleOf({ hosts: ['*.example.com'] });
  const hosts = [
    'api.example.com',
    'a.b.example.com',
    'example.com',
    '.example.com',
    'evilexample.com',
    'example.com.evil.test',
  ];
  assert.deepEqual(
    hosts.map((host) => objectionsTo(rule, { ...USE, host }).length === 0),
    [true, true, false, false, false, false],
  );
});

test('Every kind of host, place and principal that people write is read', () => {
  const rule = ruleOf({
    hosts: ['localhost:8080', '127.0.0.1:80', '[::1]:9000', '[2001:db8::1]'],
    places: ['body', 'path', 'query:API_key'],
    principals: ['human:anna', 'agent:ci-*'],
    brokers: ['git-push'],
    approval: 'each',
    environment: 'API_KEY2',
    rotateEveryMs: 86_400_000,
    expiresAtMs: 10,
    methods: ['get'],
  });
  assert.deepEqual(rule.hosts.map(hostText), [
    'localhost:8080',
    '127.0.0.1:80',
    '[0:0:0:0:0:0:0:1]:9000',
    '[2001:db8:0:0:0:0:0:1]',
  ]);
  assert.deepEqual(rule.places.map(placeText), ['body', 'path', 'query:api_key']);
  assert.deepEqual(
    objectionsTo(rule, {
      ...USE,
      principal: 'agent:ci-7',
      host: '[0:0:0:0:0:0:0:1]',
      port: 9000,
      place: 'body',
      name: '',
    }),
    [],
  );
});

test('What is wrong with a rule is said all at once', () => {
  const rule = parseSecretRule({
    hosts: [
      '*',
      '*.com',
      'a_b.com',
      '-a.com',
      'a-.com',
      'a..b',
      'a.com:0',
      'a.com:99999',
      'a.com:',
      'a.com:x',
      '[]',
      '[zz]',
      'x'.repeat(300),
      `${'a'.repeat(64)}.com`,
    ],
    places: ['header', 'header:', 'cookie:x', 'header:a b', `query:${'x'.repeat(65)}`],
    methods: ['CONNECT'],
    principals: ['root', 'agent:a b', '*'],
    environment: '1X',
    rotateEveryMs: 1,
  });
  assert.ok(!rule.ok);
  assert.equal(rule.failure.length, 14 + 5 + 1 + 3 + 2);
  assert.match(rule.failure[0] ?? '', /^hosts: "\*", want a host/);
  for (const environment of ['', 'lower', 'X'.repeat(65)])
    assert.equal(parseSecretRule({ hosts: ['a.com'], environment }).ok, false, environment);
  assert.equal(parseSecretRule({}).ok, false);
  assert.equal(parseSecretRule({ hosts: Array.from({ length: 65 }, () => 'a.com') }).ok, false);
  const long = Array.from({ length: 5 }, () => 'a'.repeat(60)).join('.');
  assert.equal(parseSecretRule({ hosts: [long.slice(0, 255)] }).ok, false);
});

test('Names and values have bounds', () => {
  for (const name of ['a', 'npm-token', 'a.b_c9']) assert.equal(secretNameProblem(name), null);
  for (const name of ['', '9a', 'A', 'a b', 'a'.repeat(65)])
    assert.match(secretNameProblem(name) ?? '', /want at most 64/);
  assert.equal(secretValueProblem('eight ch'), null);
  for (const value of [
    'short',
    ' leading space',
    'trailing space ',
    'nul\0inside',
    'lone \ud800 half',
    'x'.repeat(8_193),
  ]) {
    assert.notEqual(secretValueProblem(value), null);
    assert.ok(!(secretValueProblem(value) ?? '').includes(value.trim()));
  }
});

test('A value is written as its place needs it, or not at all', () => {
  assert.deepEqual(
    [
      ['header', ''],
      ['query', ''],
      ['path', ''],
      ['body', 'application/JSON; charset=utf-8'],
      ['body', 'application/vnd.api+json'],
      ['body', 'application/x-www-form-urlencoded'],
      ['body', 'text/plain'],
    ].map(([place, type]) => spellingAt(place as 'body', type as string)),
    ['header', 'plain', 'path', 'json', 'json', 'form', 'plain'],
  );
  const value = 'a"b c\u00e9/\n';
  assert.equal(writeSecret(value, 'header'), null);
  assert.equal(writeSecret('a\u007fb', 'header'), null);
  assert.equal(writeSecret('a b', 'header'), 'a b');
  assert.equal(writeSecret(value, 'json'), JSON.stringify(value).slice(1, -1));
  assert.equal(writeSecret(value, 'plain'), value);
  assert.equal(decodeURIComponent(writeSecret(value, 'form') ?? ''), value);
  assert.equal(writeSecret(value, 'path'), 'a%22b%20c%C3%A9%2F%0A');
});
