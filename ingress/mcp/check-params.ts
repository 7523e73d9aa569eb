import { argumentsProblem } from '../../core/action/parse-action.ts';
import { isJsonObject } from '../../core/encoding/json.ts';
import { holdsProto } from './json-bounds.ts';
import { objectAt, RPC_CODES, type RpcCall, RpcFault } from './rpc.ts';

/** Requests whose arguments stand in a member of their own. */
const HAVE_ARGUMENTS: ReadonlySet<string> = new Set(['tools/call', 'prompts/get']);

/**
 * Raises the error of the protocol for a request that nobody can decide about: its arguments are no object, or hold what the
 * gateway does not take in an action, whatever anybody would answer. The words say what to change.
 */
export function checkParams({ method, params }: RpcCall): void {
  const hasArguments = HAVE_ARGUMENTS.has(method);
  if (hasArguments) checkArguments({ method, params });
  if (holdsProto(params)) throw invalid(method, { found: 'the key __proto__', wanted: 'another key' });
  const problem = argumentsProblem(hasArguments ? objectAt(params, 'arguments') : params);
  if (problem !== null) throw invalid(method, problem);
}

/** Raises the same for arguments that are no object, and would be read as none. */
export function checkArguments({ method, params }: RpcCall): void {
  if (params['arguments'] === undefined || isJsonObject(params['arguments'])) return;
  throw invalid(method, { found: 'arguments that are no object', wanted: 'an object' });
}

function invalid(method: string, problem: { readonly found: string; readonly wanted: string }): RpcFault {
  const { found, wanted } = problem;
  const name = HAVE_ARGUMENTS.has(method) ? method : 'read the parameters';
  return new RpcFault(RPC_CODES.invalidParams, `${name}: found ${found}, want ${wanted}`);
}
