import type { Action } from '../action/action.ts';
import { type InputProblem, parseAction } from '../action/parse-action.ts';
import { canonicalJson } from '../encoding/canonical-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../encoding/json.ts';
import { isInvisible } from '../path/fold-path.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Compensation } from './compensation.ts';

/** What is known when an inverse is registered. */
export type RegistrationContext = {
  /** The action that it undoes, as it was decided. */
  readonly action: Action;
  /** Whether that action was allowed, so that there is something to undo. */
  readonly wasAllowed: boolean;
  /** The principal that registers, as the ingress established it. */
  readonly principal: string;
  /** What is registered for the action already; null where nothing is. */
  readonly existing: Pick<Compensation, 'state'> | null;
  readonly nowMs: number;
};

const FIELDS: readonly string[] = ['inverse', 'note'];
const INVERSE_FIELDS: readonly string[] = ['tool', 'args', 'cwd'];
const MAX_NOTE_LENGTH = 512;
const NO_NOTE: InputProblem = {
  path: '$.note',
  found: 'no such text',
  wanted: `what it does, in 1 to ${MAX_NOTE_LENGTH} characters that can be seen`,
};

/**
 * Reads the inverse of an action in its wire form, `{inverse: {tool, args, cwd?}, note}`, or explains every problem at once.
 *
 * The inverse is a proposal and no permission: it is kept, and every gate judges it when a revert runs it. Session,
 * principal, surface and workspace are those of the action, so that nobody registers what somebody else would do. Refused:
 * an action that was not allowed, another principal, a second inverse once the first has run or is running, an inverse that is
 * the action itself, and whatever `parseAction` refuses. Total.
 */
export function parseCompensation(
  input: unknown,
  context: RegistrationContext,
): Result<Compensation, readonly InputProblem[]> {
  try {
    return readCompensation(input, context);
  } catch {
    return fail([{ path: '$', found: 'a value that cannot be read', wanted: 'plain JSON' }]);
  }
}

function readCompensation(input: unknown, context: RegistrationContext): Result<Compensation, readonly InputProblem[]> {
  if (!isJsonObject(input)) return fail([{ path: '$', found: 'no object', wanted: 'an object' }]);
  const problems: InputProblem[] = [
    ...problemsOfStanding(context),
    ...unknownFields(input, { known: FIELDS, path: '$' }),
  ];
  const { note } = input;
  const isNote = typeof note === 'string' && isLine(note);
  if (!isNote) problems.push(NO_NOTE);
  const inverse = readInverse(input.inverse, context.action);
  if (!inverse.ok) return fail([...problems, ...inverse.failure]);
  if (!isNote || problems.length > 0) return fail(problems);
  return ok({
    action: context.action.id,
    inverse: inverse.value,
    note,
    registeredAtMs: context.nowMs,
    state: 'registered',
    ranAs: null,
  });
}

function problemsOfStanding({ action, wasAllowed, principal, existing }: RegistrationContext): readonly InputProblem[] {
  const problems: InputProblem[] = [];
  if (!wasAllowed) problems.push({ path: '$', found: 'an action that was not allowed', wanted: 'one that was' });
  if (principal !== action.principal) {
    problems.push({ path: '$', found: 'the action of another principal', wanted: 'your own' });
  }
  if (existing?.state === 'running' || existing?.state === 'done') {
    problems.push({
      path: '$',
      found: `an inverse that is ${existing.state}`,
      wanted: 'none, or one that was not run',
    });
  }
  return problems;
}

function unknownFields(
  value: JsonObject,
  { known, path }: { readonly known: readonly string[]; readonly path: string },
): readonly InputProblem[] {
  const isUnknown = Object.keys(value).some((key) => !known.includes(key));
  return isUnknown ? [{ path, found: 'an unknown field', wanted: `only ${known.join(', ')}` }] : [];
}

function isLine(text: string): boolean {
  if (text.trim() === '' || text.length > MAX_NOTE_LENGTH || !text.isWellFormed()) return false;
  for (let index = 0; index < text.length; index++) if (isInvisible(text.charCodeAt(index))) return false;
  return true;
}

/** Read as the action that it would be, so that the same bounds hold. */
function readInverse(
  input: Json | undefined,
  action: Action,
): Result<Compensation['inverse'], readonly InputProblem[]> {
  if (!isJsonObject(input)) return fail([{ path: '$.inverse', found: 'no object', wanted: 'an object' }]);
  const strange = unknownFields(input, { known: INVERSE_FIELDS, path: '$.inverse' });
  const parsed = parseAction(wireOf(input, action));
  if (!parsed.ok) {
    const inner = parsed.failure.map((problem) => ({ ...problem, path: `$.inverse${problem.path.slice(1)}` }));
    return fail([...strange, ...inner]);
  }
  const { tool, args, cwd } = parsed.value;
  if (isSameCall({ tool, args, cwd }, action)) {
    return fail([...strange, { path: '$.inverse', found: 'the action itself', wanted: 'what undoes it' }]);
  }
  return strange.length > 0 ? fail(strange) : ok({ tool, args, cwd });
}

function wireOf({ tool, args, cwd }: JsonObject, action: Action): unknown {
  return {
    id: action.id,
    session: action.session,
    principal: action.principal,
    on_behalf_of: action.onBehalfOf,
    surface: action.surface,
    tool,
    args,
    cwd: cwd ?? action.cwd,
    workspace: action.workspace,
    plan: null,
    idempotency_key: null,
    proposed_at_ms: action.proposedAtMs,
  };
}

function isSameCall(call: Compensation['inverse'], { tool, args, cwd }: Action): boolean {
  return textOfCall(call) === textOfCall({ tool, args, cwd });
}

function textOfCall({ tool: { name, origin }, args, cwd }: Compensation['inverse']): string {
  return canonicalJson({ name, origin, args, cwd });
}
