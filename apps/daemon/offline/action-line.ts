import type { Action } from '../../../core/action/action.ts';
import { parseAction } from '../../../core/action/parse-action.ts';
import { isJsonObject, type JsonObject } from '../../../core/encoding/json.ts';
import { fail, ok, type Result } from '../../../core/result.ts';

/** Where a short action is imagined to be proposed. */
export type ActionPlace = { readonly cwd: string; readonly workspace: string };

const SHORT_FIELDS = new Set(['id', 'cmd', 'tool', 'args', 'origin', 'cwd', 'workspace', 'session']);

/**
 * Reads one line of `check --batch`: a whole action in its wire form, or a short form.
 *
 * Short: `{"cmd": "ls"}` for a shell line, or `{"tool": "Read", "args": {…}}`, each with optional `cwd`, `workspace`,
 * `origin`, `session` and `id`. Other fields of a short form are ignored, so that labelled cases can be piped in as they are.
 */
export function readActionLine(
  line: string,
  place: ActionPlace,
): Result<{ readonly id: string | null; readonly action: Action }, string> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return fail('read an action: found no JSON, want one object a line');
  }
  if (!isJsonObject(parsed)) return fail('read an action: found no object, want one object a line');
  const wire = 'surface' in parsed ? parsed : longForm(parsed, place);
  if (wire === null)
    return fail(
      `read an action: want "cmd", or "tool" and "args", or a whole action; known short fields: ${[...SHORT_FIELDS].join(', ')}`,
    );
  const action = parseAction(wire);
  if (!action.ok)
    return fail(action.failure.map(({ path, found, wanted }) => `${path}: found ${found}, want ${wanted}`).join('; '));
  const { id } = parsed;
  return ok({ id: typeof id === 'string' ? id : null, action: action.value });
}

function longForm(short: JsonObject, place: ActionPlace): JsonObject | null {
  const { cmd, tool, args } = short;
  if (typeof cmd !== 'string' && typeof tool !== 'string') return null;
  const cwd = textOr(short['cwd'], place.cwd);
  return {
    id: 'check',
    session: textOr(short['session'], 'check'),
    principal: 'agent:check',
    on_behalf_of: 'human:operator',
    surface: 'cli',
    tool: {
      name: typeof tool === 'string' ? tool : 'Bash',
      origin: textOr(
        short['origin'],
        typeof tool === 'string' && tool.startsWith('mcp__') ? `mcp:${tool.split('__')[1]}` : 'builtin:claude-code',
      ),
      digest: null,
    },
    args: typeof cmd === 'string' ? { command: cmd } : (args ?? {}),
    cwd,
    workspace: textOr(short['workspace'], typeof short['cwd'] === 'string' ? cwd : place.workspace),
    plan: null,
    idempotency_key: null,
    proposed_at_ms: 0,
  };
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}
