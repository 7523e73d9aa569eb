import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filePathOf } from './file-url.ts';

const CASES: readonly (readonly [string, string | null])[] = [
  ['file:///etc/passwd', '/etc/passwd'],
  [' FILE:///etc/passwd', '/etc/passwd'],
  ['file:/etc/passwd', '/etc/passwd'],
  ['file://localhost/etc/passwd', '/etc/passwd'],
  ['file:///%65tc/passwd', '/etc/passwd'],
  ['file:///%zz', '/%zz'],
  ['file://host', '/'],
  ['file:a', 'a'],
  ['https://a/file:', null],
  ['', null],
];

for (const [url, path] of CASES) {
  test(`finds in ${JSON.stringify(url)} ${path ?? 'no path'}`, () => assert.equal(filePathOf(url), path));
}
