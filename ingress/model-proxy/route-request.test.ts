import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ModelProvider } from './model-settings.ts';
import { routeRequest } from './route-request.ts';

const PROVIDERS = new Map<string, ModelProvider>([
  ['a', { name: 'a', shape: 'anthropic', baseUrl: 'https://a.example', key: 'gateway' }],
  ['o', { name: 'o', shape: 'openai', baseUrl: 'https://o.example/api/v1', key: 'gateway' }],
]);
const route = (method: string, url: string) => routeRequest({ method, url }, PROVIDERS);

test('leads each endpoint to its address at the provider, with its query', () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ['POST', '/model/a/v1/messages?beta=true', 'messages', 'https://a.example/v1/messages?beta=true'],
    ['POST', '/model/a/v1/messages/count_tokens', 'count-tokens', 'https://a.example/v1/messages/count_tokens'],
    ['POST', '/model/o/v1/chat/completions/', 'chat', 'https://o.example/api/v1/chat/completions'],
    ['POST', '/model/o/v1/responses', 'responses', 'https://o.example/api/v1/responses'],
    ['GET', '/model/o/v1/models/m-1', 'models', 'https://o.example/api/v1/models/m-1'],
  ];
  for (const [method, url, endpoint, wanted] of cases) {
    const routed = route(method, url);
    assert.ok(!('status' in routed), url);
    assert.deepEqual([routed.endpoint, routed.url], [endpoint, wanted]);
  }
});

test('passes on nothing else of an API: no other provider’s, no path that leads elsewhere, no other method', () => {
  const others = [
    '/model/a/v1/chat/completions',
    '/model/o/v1/messages',
    '/model/o/v1/responses/resp_1',
    '/model/a/v1/messages/batches',
    '/model/o/v1/models/../files',
    '/model/o/v1/models/%2e%2e/files',
    '/model/o/v1/models//x',
    '/model/a',
    '/model/x/v1/messages',
    `/model/a/v1/messages?${'x'.repeat(3_000)}`,
    '/model/a/constructor',
  ];
  for (const url of others) {
    const routed = route('POST', url);
    assert.ok('status' in routed && routed.status === 404, url);
  }
  for (const [method, url] of [
    ['GET', '/model/a/v1/messages'],
    ['POST', '/model/a/v1/models'],
    ['DELETE', '/model/o/v1/responses'],
  ] as const) {
    const routed = route(method, url);
    assert.ok('status' in routed && routed.status === 405, url);
  }
});
