import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeApi } from './describe-api.ts';
import { EventClients } from './event-clients.ts';
import { routesOf } from './http-app.ts';
import { ROUTE_ACCESS } from './scopes.ts';
import { fakeGateway, TOKENS } from './testing/fake-gateway.ts';
import { serveFake } from './testing/serve-fake.ts';

type Node = { readonly [key: string]: unknown };

const clients = new EventClients({ maxClients: 1, heartbeatMs: 1_000 });
const ROUTES = routesOf(fakeGateway(), clients, { operator: 'human:operator', version: '1.2.3' });
const DOCUMENT = describeApi(ROUTES, { version: '1.2.3' });

function operations(): readonly { readonly path: string; readonly method: string; readonly operation: Node }[] {
  return Object.entries(DOCUMENT['paths'] as { [path: string]: Node }).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation: operation as Node })),
  );
}

function references(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === '$ref' && typeof child === 'string' ? [child] : references(child),
  );
}

test('describes every address that is served, once', () => {
  const described = operations().map(({ operation }) => String(operation['operationId']));
  assert.deepEqual(described.toSorted(), Object.keys(ROUTE_ACCESS).toSorted());
});

test('is an OpenAPI 3.1 document whose references all lead somewhere', () => {
  assert.equal(DOCUMENT['openapi'], '3.1.0');
  const { schemas } = DOCUMENT['components'] as { readonly schemas: Node };
  const found = references(DOCUMENT);
  assert.ok(found.length > 20);
  for (const reference of found) {
    assert.match(reference, /^#\/components\/schemas\/[A-Za-z]+$/);
    assert.ok(Object.hasOwn(schemas, reference.slice('#/components/schemas/'.length)), reference);
  }
  assert.equal(JSON.stringify(DOCUMENT).includes('$defs'), false);
});

test('gives every address a summary, its security, its parameters and its answers', () => {
  for (const { path, method, operation } of operations()) {
    const name = `${method} ${path}`;
    assert.match(String(operation['summary']), /^[A-Z].*\.$/, name);
    assert.ok(Array.isArray(operation['security']), name);
    const parameters = operation['parameters'] as readonly { readonly name: string; readonly in: string }[];
    const inPath = [...path.matchAll(/\{([a-z]+)\}/g)].map(([, parameter]) => parameter);
    assert.deepEqual(
      parameters.filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name),
      inPath,
    );
    const answers = operation['responses'] as { readonly [status: string]: { readonly description?: string } };
    assert.ok(Object.keys(answers).length >= 2 && answers['default'] !== undefined, name);
    for (const answer of Object.values(answers)) assert.ok((answer.description ?? '').length > 0, name);
    assert.equal(operation['requestBody'] !== undefined, method === 'post', name);
  }
});

test('shows only examples that its schemas accept', () => {
  let checked = 0;
  for (const route of ROUTES) {
    if (route.body !== undefined) {
      assert.notEqual(route.bodyExample, undefined, route.operation);
      assert.equal(route.body.safeParse(route.bodyExample).success, true, `${route.operation} body`);
      checked += 1;
    }
    for (const { schema, example } of Object.values(route.answers)) {
      if (schema === null || example === undefined) continue;
      assert.equal(schema.safeParse(example).success, true, `${route.operation} answer`);
      checked += 1;
    }
  }
  assert.ok(checked > 15);
});

/** What must be asked with a query. */
const QUERIES: { readonly [operation: string]: string } = {
  listDeleted: '?root=/work/app',
  followRun: '?known=running',
};

test('holds for what the server really answers', async () => {
  const gateway = fakeGateway({ approval: 'pending', verdict: 'require-approval' });
  const { base, server } = await serveFake({}, { gateway });
  const parameters: { readonly [name: string]: string } = {
    id: '0123456789abcdef',
    index: '0',
    server: 'filesystem',
    tool: 'read_file',
    name: 'registry',
  };
  for (const route of ROUTES) {
    if (route.operation === 'watchEvents') continue;
    const path = route.path.replaceAll(/\{([a-z]+)\}/g, (_, name: string) => parameters[name] ?? '');
    const answer = await fetch(`${base}${path}${QUERIES[route.operation] ?? ''}`, {
      method: route.method,
      headers: {
        authorization: `Bearer ${path.startsWith('/v1/questions') ? TOKENS.front : TOKENS.operator}`,
        'content-type': 'application/json',
        origin: base,
      },
      ...(route.body === undefined ? {} : { body: JSON.stringify(route.bodyExample) }),
    });
    const text = await answer.text();
    const described = route.answers[answer.status];
    assert.ok(described, `${route.operation} answered ${answer.status} ${text}`);
    if (described.schema === null) continue;
    const parsed = described.schema.safeParse(JSON.parse(text));
    assert.equal(parsed.success, true, `${route.operation}: ${parsed.error?.message}`);
  }
  await server.close(0);
});

test('is served without a token', async () => {
  const { base, server } = await serveFake();
  const answer = await fetch(`${base}/openapi.json`);
  assert.equal(answer.status, 200);
  assert.equal(((await answer.json()) as { openapi: string }).openapi, '3.1.0');
  await server.close(0);
});
