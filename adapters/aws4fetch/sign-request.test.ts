import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { test } from 'node:test';
import type { BrokerRequest } from '../../ports/secret-brokers.ts';
import { openRequestSigner } from './sign-request.ts';

const KEYS = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  sessionToken: null,
};
const AT_MS = Date.UTC(2015, 7, 30, 12, 36, 0);
const TERMS = { keys: KEYS, region: 'us-east-1', service: 'service', atMs: AT_MS };

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** Signature Version 4, step by step as AWS describes it, for requests whose path and query need no encoding. */
function expectedSignature(request: BrokerRequest, signedHeaders: string): string {
  const { host, pathname, searchParams } = new URL(request.url);
  const headers: Readonly<Record<string, string>> = { ...request.headers, host };
  const query = [...searchParams]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const canonical = [
    request.method,
    pathname,
    query,
    ...signedHeaders.split(';').map((name) => `${name}:${headers[name] ?? ''}`),
    '',
    signedHeaders,
    sha256(request.body ?? ''),
  ].join('\n');
  const scope = '20150830/us-east-1/service/aws4_request';
  const toSign = ['AWS4-HMAC-SHA256', '20150830T123600Z', scope, sha256(canonical)].join('\n');
  const key = hmac(hmac(hmac(hmac(`AWS4${KEYS.secretAccessKey}`, '20150830'), 'us-east-1'), 'service'), 'aws4_request');
  return hmac(key, toSign).toString('hex');
}

test('signs AWS’s published example as AWS does', async () => {
  const request = { method: 'GET', url: 'https://example.amazonaws.com/', headers: {}, body: null };
  const { headers } = await openRequestSigner().sign(request, TERMS);
  assert.equal(headers['x-amz-date'], '20150830T123600Z');
  assert.equal(
    headers['authorization'],
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  );
});

test('signs method, query, headers and body so that an independent reading of the rules agrees', async () => {
  const requests: readonly BrokerRequest[] = [
    { method: 'GET', url: 'https://example.amazonaws.com/?Param2=value2&Param1=value1', headers: {}, body: null },
    {
      method: 'POST',
      url: 'https://example.amazonaws.com/path',
      headers: { 'x-amz-target': 'DynamoDB.List' },
      body: '{"a":1}',
    },
    { method: 'PUT', url: 'https://example.amazonaws.com/a/b?x=1', headers: { 'x-amz-meta': 'v' }, body: 'text' },
  ];
  for (const request of requests) {
    const signed = await openRequestSigner().sign(request, TERMS);
    const [, names = '', signature] =
      /SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(signed.headers['authorization'] ?? '') ?? [];
    assert.equal(signature, expectedSignature(signed, names), request.url);
    assert.equal(signed.body, request.body);
    assert.ok(!JSON.stringify(signed).includes(KEYS.secretAccessKey));
  }
});

test('sends a session token along, and never the secret key', async () => {
  const keys = { ...KEYS, sessionToken: 'session-token-value' };
  const request = { method: 'GET', url: 'https://example.amazonaws.com/', headers: {}, body: null };
  const { headers } = await openRequestSigner().sign(request, { ...TERMS, keys });
  assert.equal(headers['x-amz-security-token'], 'session-token-value');
  assert.match(headers['authorization'] ?? '', /SignedHeaders=host;x-amz-date;x-amz-security-token/);
});
