import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeHeader, encodeHeader, mirroredParams, mismatchedParam, paramHeaders } from './param-headers.ts';

const SCHEMA = {
  type: 'object',
  properties: {
    region: { type: 'string', 'x-mcp-header': 'Region' },
    count: { type: 'integer', 'x-mcp-header': 'Count' },
    inner: { type: 'object', properties: { on: { type: 'boolean', 'x-mcp-header': 'On' } } },
    linked: { $ref: 'https://schemas.example/never-fetched' },
  },
};

test('finds marked arguments along properties only, and follows no reference', () => {
  assert.deepEqual(
    mirroredParams(SCHEMA).map(({ header, path }) => [header, path.join('.')]),
    [
      ['mcp-param-region', 'region'],
      ['mcp-param-count', 'count'],
      ['mcp-param-on', 'inner.on'],
    ],
  );
});

test('writes the headers of the arguments that are there', () => {
  assert.deepEqual(paramHeaders(SCHEMA, { region: 'münchen', count: 3, inner: { on: true } }), {
    'mcp-param-region': '=?base64?bcO8bmNoZW4=?=',
    'mcp-param-count': '3',
    'mcp-param-on': 'true',
  });
  assert.deepEqual(paramHeaders(SCHEMA, {}), {});
});

test('names the first header that does not say what the body says', () => {
  const args = { region: 'eu', count: 10 };
  const agree = new Headers({ 'mcp-param-region': 'eu', 'mcp-param-count': '10.0' });
  assert.equal(mismatchedParam(SCHEMA, args, agree), null);
  assert.match(
    mismatchedParam(SCHEMA, args, new Headers({ 'mcp-param-region': 'eu' })) ?? '',
    /mcp-param-count is missing/,
  );
  const other = new Headers({ 'mcp-param-region': 'us', 'mcp-param-count': '10' });
  assert.match(mismatchedParam(SCHEMA, args, other) ?? '', /mcp-param-region does not say/);
});

test('refuses a header for what the body does not carry, and numbers that cannot be compared', () => {
  const region = new Headers({ 'mcp-param-region': 'us' });
  for (const args of [{}, { region: null }, { region: { eu: true } }])
    assert.match(mismatchedParam(SCHEMA, args, region) ?? '', /mcp-param-region cannot be compared/);
  const large = { count: 2 ** 60 };
  for (const headers of [new Headers(), new Headers({ 'mcp-param-count': '7' })])
    assert.match(mismatchedParam(SCHEMA, large, headers) ?? '', /mcp-param-count cannot be compared/);
  assert.equal(mismatchedParam(SCHEMA, { region: { eu: true } }, new Headers()), null);
});

test('carries any text in a header and back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      assert.equal(decodeHeader(encodeHeader(value)), value);
    }),
  );
});

test('refuses base64 that is none', () => {
  assert.equal(decodeHeader('=?base64?!!?='), null);
  assert.equal(decodeHeader('=?base64?/w==?='), null);
});
