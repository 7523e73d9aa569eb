import type { Gateway } from '../../../application/gateway.ts';
import { presentFields } from '../../../core/trust/tool-listing.ts';
import { type Route, route } from '../route.ts';
import {
  listToolsQuery,
  noteToolsAnswer,
  noteToolsSchema,
  refuseSchema,
  shownToolAnswer,
  toolParams,
  toolsAnswer,
  vouchSchema,
} from '../schema/tool-schema.ts';
import { notedToWire, shownToolToWire, toolToWire } from '../tool-to-wire.ts';

const DIGEST = `sha256:${'0'.repeat(64)}`;
const LISTING_EXAMPLE = {
  name: 'read_file',
  description: 'Reads a file.',
  inputSchema: { type: 'object', properties: { path: { type: 'string' } } },
} as const;

/** `/v1/tools`: what servers list, and what the operator decides about it. */
export function toolRoutes(gateway: Gateway): readonly Route[] {
  return [noteRoute(gateway), ...readRoutes(gateway), ...decisionRoutes(gateway)];
}

function noteRoute(gateway: Gateway): Route {
  return route({
    operation: 'noteTools',
    method: 'POST',
    path: '/v1/tools',
    summary: 'Takes note of everything that a server lists; tells how each tool stands.',
    body: noteToolsSchema,
    bodyExample: { server: 'filesystem', tools: [LISTING_EXAMPLE] },
    answers: {
      200: {
        description: 'How each tool stands, in order.',
        schema: noteToolsAnswer,
        example: { tools: [{ name: 'read_file', digest: DIGEST, standing: 'new', warnings: [], withheld: false }] },
      },
    },
    handle: async ({ caller, body: { server, tools } }) => {
      const noted = await gateway.noteTools(caller, { server, tools: tools.map(presentFields) });
      return { status: 200, body: { tools: noted.map(notedToWire) } };
    },
  });
}

function readRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'listTools',
      method: 'GET',
      path: '/v1/tools',
      summary: 'Lists the tools that servers have listed, in the order of first sight.',
      query: listToolsQuery,
      answers: { 200: { description: 'The tools.', schema: toolsAnswer, example: { tools: [] } } },
      handle: ({ query: { server = null } }) => ({
        status: 200,
        body: { tools: gateway.listTools({ server }).map(toolToWire) },
      }),
    }),
    route({
      operation: 'showTool',
      method: 'GET',
      path: '/v1/tools/{server}/{tool}',
      summary: 'Shows a tool as it was listed last, and how that differs from what was accepted.',
      params: toolParams,
      answers: { 200: { description: 'The tool.', schema: shownToolAnswer } },
      handle: async ({ params: { server, tool: name } }) => ({
        status: 200,
        body: shownToolToWire(await gateway.showTool({ server, name })),
      }),
    }),
  ];
}

function decisionRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'vouchTool',
      method: 'POST',
      path: '/v1/tools/vouch',
      summary: 'Accepts listings as they were shown, by their digests.',
      body: vouchSchema,
      bodyExample: { server: 'filesystem', tools: [{ name: 'read_file', digest: DIGEST }] },
      answers: { 200: { description: 'The tools as they stand now.', schema: toolsAnswer } },
      handle: async ({ caller, body: { server, tools } }) => {
        const vouched = await gateway.vouchTool(caller, { server, tools });
        return { status: 200, body: { tools: vouched.map(toolToWire) } };
      },
    }),
    route({
      operation: 'refuseTool',
      method: 'POST',
      path: '/v1/tools/refuse',
      summary: 'Refuses tools at once, whatever they list from now on.',
      body: refuseSchema,
      bodyExample: { server: 'filesystem', tools: ['read_file'] },
      answers: { 200: { description: 'The tools as they stand now.', schema: toolsAnswer } },
      handle: async ({ caller, body: { server, tools: names } }) => {
        const refused = await gateway.refuseTool(caller, { server, names });
        return { status: 200, body: { tools: refused.map(toolToWire) } };
      },
    }),
    route({
      operation: 'forgetTool',
      method: 'POST',
      path: '/v1/tools/forget',
      summary: 'Forgets tools: whatever their server lists under these names from now on is new.',
      body: refuseSchema,
      bodyExample: { server: 'filesystem', tools: ['read_file'] },
      answers: { 200: { description: 'The tools as they stood.', schema: toolsAnswer } },
      handle: async ({ caller, body: { server, tools: names } }) => {
        const forgotten = await gateway.forgetTool(caller, { server, names });
        return { status: 200, body: { tools: forgotten.map(toolToWire) } };
      },
    }),
  ];
}
