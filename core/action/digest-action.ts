import { canonicalJson } from '../encoding/canonical-json.ts';
import { toHex } from '../encoding/hex.ts';
import type { JsonObject } from '../encoding/json.ts';
import type { HashFunction } from '../hash.ts';
import type { Action } from './action.ts';

/**
 * The part of an action that its digest covers: everything that matters for the decision, under its wire names.
 *
 * The attempt's own marks (id, idempotency key, time) are left out, so that the same action proposed again has the same
 * digest; that is what lets a late approval be used by a retry.
 */
export function digestedFields(action: Action): JsonObject {
  return {
    args: action.args,
    cwd: action.cwd,
    on_behalf_of: action.onBehalfOf,
    plan: action.plan,
    principal: action.principal,
    session: action.session,
    surface: action.surface,
    tool: { digest: action.tool.digest, name: action.tool.name, origin: action.tool.origin },
    workspace: action.workspace,
  };
}

/**
 * Names an action by its content: `sha256:` and 64 hexadecimal digits over the RFC 8785 form of its digested fields.
 *
 * Invariant: changing any digested field changes the digest, and an approval is bound to the digest.
 */
export function digestAction(action: Action, hash: HashFunction): string {
  return `sha256:${toHex(hash(canonicalJson(digestedFields(action))))}`;
}
