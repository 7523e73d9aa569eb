import type { HookEnd, HostRules } from './torture.ts';

/**
 * Codex: exit 0 with nothing is no opinion; a denial needs a reason; exit 2 denies when it gives one. A hook that ends in any
 * other way, or says what is not supported, has failed, and Codex goes on as if there were none.
 */
export const codexRules: HostRules = (event, { code, stdout, stderr }) => {
  const otherwise = event === 'PermissionRequest' ? 'asks' : 'runs';
  if (code === 2 && stderr.trim() !== '') return 'blocked';
  const answer = code === 0 ? objectIn(stdout) : null;
  const specific = answer === null || hasOtherThan(answer, CODEX_FIELDS) ? null : answer['hookSpecificOutput'];
  if (!isObject(specific) || specific['hookEventName'] !== event) return otherwise;
  if (event === 'PermissionRequest') {
    const decision = specific['decision'];
    if (!isObject(decision)) return otherwise;
    if (decision['behavior'] === 'allow') return Object.keys(decision).length === 1 ? 'runs' : otherwise;
    return decision['behavior'] === 'deny' ? 'blocked' : otherwise;
  }
  const { permissionDecision, permissionDecisionReason } = specific;
  return permissionDecision === 'deny' && permissionDecisionReason !== '' ? 'blocked' : otherwise;
};

/**
 * Gemini CLI: exit 2 with a reason denies, and so does a decision `deny` or `block` in JSON with exit 0. Everything else, text
 * that is no JSON and a time-out too, is at most a warning.
 */
export const geminiCliRules: HostRules = (_event, { code, stdout, stderr }) => {
  if (code === 2) return stderr.trim() === '' ? 'runs' : 'blocked';
  const decision = code === 0 ? objectIn(stdout)?.['decision'] : undefined;
  return decision === 'deny' || decision === 'block' ? 'blocked' : 'runs';
};

/**
 * Cursor: exit 2 denies. With exit 0 its answer counts: `permission`, or `continue` for a prompt; `ask` reaches nobody before
 * a tool is used. Any other end has failed, and so has a hook that says nothing or no JSON: that blocks where the settings say
 * `failClosed`, and goes on where they do not.
 */
export function cursorRules(failClosed: boolean): HostRules {
  return (event, { code, stdout }) => {
    if (code === 2) return 'blocked';
    const answer = code === 0 ? objectIn(stdout) : null;
    if (answer === null) return failClosed ? 'blocked' : 'runs';
    if (event === 'beforeSubmitPrompt') return answer['continue'] === false ? 'blocked' : 'runs';
    const { permission } = answer;
    if (permission === 'deny') return 'blocked';
    return permission === 'ask' && event !== 'preToolUse' ? 'asks' : 'runs';
  };
}

/**
 * Copilot CLI, before a tool is used: every end but 0 denies, a time-out alone does not. For a permission request 2 denies and
 * any other failure leaves it to the user's rules. What is no JSON counts as nothing said, after which those rules go on.
 */
export const copilotCliRules: HostRules = (event, end) => {
  const isRequest = event === 'permissionRequest';
  const otherwise = isRequest ? 'asks' : 'runs';
  if (end.timedOut) return otherwise;
  if (end.code !== 0) return end.code === 2 || !isRequest ? 'blocked' : otherwise;
  const answer = objectIn(end.stdout) ?? {};
  const decision = answer[isRequest ? 'behavior' : 'permissionDecision'];
  if (decision === 'deny') return 'blocked';
  if (decision === 'ask') return 'asks';
  return decision === 'allow' ? 'runs' : otherwise;
};

const CODEX_FIELDS = ['hookSpecificOutput', 'systemMessage', 'decision', 'reason'];

type Fields = { readonly [field: string]: unknown };

function objectIn(text: HookEnd['stdout']): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasOtherThan(object: Fields, known: readonly string[]): boolean {
  return Object.keys(object).some((field) => !known.includes(field));
}
