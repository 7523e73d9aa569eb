import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyseUrl, type UrlUse } from './analyse-url.ts';

const CASES: readonly (readonly [UrlUse, string, string])[] = [
  ['fetch', 'https://a.example/x', 'net.fetch host a.example unknown-host'],
  ['fetch', 'https://known.example', 'net.fetch host known.example '],
  ['connect', 'wss://known.example', 'net.connect host known.example '],
  ['upload', 'sftp://known.example', 'net.upload host known.example '],
  ['fetch', 'https://u:p@known.example', 'net.upload host known.example '],
  ['fetch', ' HTTP://0x7f.1 ', 'net.fetch host 127.0.0.1 private-address'],
  ['fetch', 'http://10.0.0.1', 'net.fetch host 10.0.0.1 private-address'],
  ['fetch', 'http://2852039166', 'net.fetch host 169.254.169.254 metadata-address'],
  ['fetch', 'http://[::ffff:a9fe:a9fe]/', 'net.fetch host 169.254.169.254 metadata-address'],
  ['fetch', 'file:///etc/passwd', 'unknown url file:///etc/passwd '],
  ['fetch', 'javascript:alert(1)', 'unknown url javascript:alert(1) '],
  ['fetch', 'http://a b', 'unknown url http://a b '],
];

for (const [use, url, expected] of CASES) {
  test(`takes ${use} ${url} for ${expected}`, () => {
    const [effect, ...more] = analyseUrl(use, url, { isKnownHost: (host) => host === 'known.example' });
    assert.deepEqual(more, []);
    const { class: name, resource, marks } = effect ?? { class: null, resource: null, marks: [] };
    assert.equal(`${name} ${resource?.kind} ${resource?.value} ${marks.join(' ')}`, expected);
  });
}
