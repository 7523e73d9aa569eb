import { z } from 'zod';
import type { DescribedAnswer, Route } from './route.ts';
import { problemSchema } from './schema/operation-schema.ts';
import { ROUTE_ACCESS } from './scopes.ts';

/** A JSON document under construction. */
type Node = { [key: string]: unknown };

const PROBLEM_TYPE = 'application/problem+json';

/**
 * The API as an OpenAPI 3.1 document, from the same routes and schemas that serve it.
 *
 * Schemas that several routes share are under `components`; every route names its security, its scopes and the problem
 * details it answers with.
 */
export function describeApi(routes: readonly Route[], { version }: { readonly version: string }): Node {
  const components: Node = {};
  const paths: { [path: string]: Node } = {};
  for (const route of routes) {
    const path = (paths[route.path] ??= {});
    path[route.method.toLowerCase()] = describeRoute(route, components);
  }
  schemaOf(problemSchema, { io: 'output', components });
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Countersign',
      version,
      summary: 'Decides, asks, records and undoes what agents do.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: { schemas: components, securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  };
}

function describeRoute(route: Route, components: Node): Node {
  const access = ROUTE_ACCESS[route.operation];
  const scopes = access === 'public' ? [] : access;
  return {
    operationId: route.operation,
    summary: route.summary,
    ...(scopes.length === 0 ? {} : { description: `Needs a token with scope ${scopes.join(' or ')}.` }),
    security: access === 'public' ? [] : [{ token: [] }],
    'x-countersign-scopes': scopes,
    parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')],
    ...(route.body === undefined ? {} : { requestBody: requestBodyOf(route, route.body, components) }),
    responses: responsesOf(route, components),
  };
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query'): readonly Node[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, { io: 'input', components: {} }) as {
    readonly properties?: { readonly [name: string]: unknown };
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function requestBodyOf({ bodyExample }: Route, schema: z.ZodType, components: Node): Node {
  const example = bodyExample === undefined ? {} : { example: bodyExample };
  return {
    required: true,
    content: { 'application/json': { schema: schemaOf(schema, { io: 'input', components }), ...example } },
  };
}

function responsesOf({ answers }: Route, components: Node): Node {
  const responses: Node = {};
  for (const [status, answer] of Object.entries(answers)) responses[status] = describeAnswer(answer, components);
  responses['default'] = {
    description: 'Problem details (RFC 9457). Nothing was allowed, unless the reason says that a change stands.',
    content: { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  return responses;
}

function describeAnswer({ description, schema, contentType, example }: DescribedAnswer, components: Node): Node {
  const type = contentType ?? (schema === null ? null : 'application/json');
  if (type === null) return { description };
  const described = schema === null ? { type: 'string' } : schemaOf(schema, { io: 'output', components });
  return { description, content: { [type]: { schema: described, ...(example === undefined ? {} : { example }) } } };
}

/** JSON Schema 2020-12 of a schema; what has an id is moved to the components and referred to. */
function schemaOf(
  schema: z.ZodType,
  { io, components }: { readonly io: 'input' | 'output'; readonly components: Node },
): Node {
  const { $defs, $schema: _, ...own } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Node;
  const definitions = { ...($defs as Node | undefined) };
  for (const [name, definition] of Object.entries(definitions)) components[name] = withReferences(definition);
  const { id } = own;
  if (typeof id !== 'string') return withReferences(own) as Node;
  components[id] = withReferences(own);
  return { $ref: `#/components/schemas/${id}` };
}

/** Points references at the components and drops the ids that made them. */
function withReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withReferences);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Node = {};
  for (const [key, child] of Object.entries(value)) {
    if (key === 'id' && typeof child === 'string') continue;
    const isReference = key === '$ref' && typeof child === 'string';
    copy[key] = isReference ? child.replace('#/$defs/', '#/components/schemas/') : withReferences(child);
  }
  return copy;
}
