import type { Authorization } from '../../application/gateway.ts';
import type { ToolListing } from '../../core/trust/tool-listing.ts';
import { AGENT, NO_WAIT, OPERATOR, propose, type TestGateway } from './test-gateway.ts';

/** The server that lists them. */
export const SERVER = 'files';

/** A tool as a server lists it. */
export function listing(name: string, more: Partial<ToolListing> = {}): ToolListing {
  return {
    name,
    description: 'Adds two numbers.',
    inputSchema: { type: 'object', properties: { a: { type: 'number' } } },
    ...more,
  };
}

/** Has the gateway take note of what the server lists. */
export async function note(test: TestGateway, ...tools: readonly ToolListing[]) {
  return test.gateway.noteTools(AGENT, { server: SERVER, tools });
}

/** Vouches for tools as they were listed last. */
export async function vouch(test: TestGateway, ...names: readonly string[]) {
  const known = test.gateway.listTools({ server: SERVER }).filter(({ name }) => names.includes(name));
  const tools = known.map(({ name, seenDigest }) => ({ name, digest: seenDigest }));
  return test.gateway.vouchTool(OPERATOR, { server: SERVER, tools });
}

/** Proposes a call of a tool under a digest. */
export async function call(
  test: TestGateway,
  name: string,
  digest: string | null,
  surface: 'mcp' | 'hook' = 'mcp',
): Promise<Authorization> {
  const tool = { name, origin: `mcp:${SERVER}`, digest };
  return test.gateway.authorize(AGENT, propose(name, { a: 1 }, { tool, surface }), NO_WAIT);
}

/** What the gate about tools said of a call. */
export function toolGate({ decision }: Authorization): string {
  const gate = decision.gates.find((report) => report.gate === 'tool');
  return `${gate?.outcome} ${gate?.rule}`;
}
