/** Longest name by which policy and pins know an MCP server. */
export const MAX_SERVER_NAME_LENGTH = 64;

/** The name under which the gateway shows its own tools; no server may have it, however it is written. */
export const RESERVED_SERVER_NAME = 'countersign';

/** What a name must be, in words. */
export const SERVER_NAME_RULE = `letters, digits, dots, - and single _, ${MAX_SERVER_NAME_LENGTH} at most, none of . - _ first and no _ last, and not ${RESERVED_SERVER_NAME}, which the gateway's own tools are called`;

/**
 * Tells whether policy and pins can know an MCP server by a name: 1 to 64 ASCII letters, digits, `.`, `-` and `_`, a letter or
 * a digit first, no two underscores in a row and none at the end; and not `countersign` in any case.
 *
 * A tool is `mcp__<server>__<tool>`: with two underscores in a server's name, two servers could have a tool of one name.
 */
export function isServerName(name: string): boolean {
  const [first = ''] = name;
  return (
    name.length <= MAX_SERVER_NAME_LENGTH &&
    isAlphanumeric(first) &&
    [...name].every((character) => isAlphanumeric(character) || '._-'.includes(character)) &&
    !name.includes('__') &&
    !name.endsWith('_') &&
    !isReservedServerName(name)
  );
}

/** Tells whether a name is the gateway's own, in upper or lower case. */
export function isReservedServerName(name: string): boolean {
  return name.toLowerCase() === RESERVED_SERVER_NAME;
}

function isAlphanumeric(character: string): boolean {
  return (
    (character >= 'a' && character <= 'z') ||
    (character >= 'A' && character <= 'Z') ||
    (character >= '0' && character <= '9')
  );
}
