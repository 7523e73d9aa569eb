import { OWN_ORIGIN } from '../../../application/act/own-origin.ts';
import { isReservedServerName, RESERVED_SERVER_NAME } from '../../../sdk/server-name.ts';
import { plainText } from './basic-schema.ts';

const MCP = 'mcp:';
const WANTED = `another origin than ${OWN_ORIGIN} and ${MCP}${RESERVED_SERVER_NAME}, which stand for the gateway's own tools`;

/**
 * Who supplies a tool, as a caller may say it: never the gateway itself. Its own tools have an origin that nobody can claim, so
 * that what the log says of them was done by the gateway. Case and surrounding spaces make no difference.
 */
export const callersOrigin = plainText().refine((origin) => !isOwn(origin), WANTED);

/** The name of a server, as a caller may say it: never the one under which the gateway's own tools are shown. */
export function callersServer(maxLength: number) {
  const wanted = `another name than ${RESERVED_SERVER_NAME}, which the gateway's own tools are called`;
  return plainText(maxLength).refine((name) => !isReservedServerName(name.trim()), wanted);
}

function isOwn(origin: string): boolean {
  const plain = origin.trim().toLowerCase();
  return plain === OWN_ORIGIN || (plain.startsWith(MCP) && isReservedServerName(plain.slice(MCP.length).trim()));
}
