import type { z } from 'zod';
import { fail, ok, type Result } from '../../core/result.ts';
import type { AgentEvent } from './agent-event.ts';
import { eventOf, problemsText } from './hook-fields.ts';
import { unknownEventText } from './messages.ts';

/** The events of one agent: what their inputs must be, and those that ask nothing of us and change nothing here. */
export type KnownEvents = {
  readonly schemas: { readonly [event: string]: z.ZodType<AgentEvent> };
  readonly notices: readonly string[];
};

type Read = Result<AgentEvent, { readonly reason: string }>;

/** Reads the input of an event, or explains every problem at once; an event that is not known is refused. Total. */
export function readEvent(event: string, value: unknown, { schemas, notices }: KnownEvents): Read {
  if (notices.includes(event)) return ok({ kind: 'notice' });
  const schema = Object.hasOwn(schemas, event) ? schemas[event] : undefined;
  if (schema === undefined) return fail({ reason: unknownEventText(event) });
  const parsed = schema.safeParse(value);
  return parsed.success ? ok(parsed.data) : fail({ reason: problemsText(event, parsed.error.issues) });
}

/** Reads an input that names its event in `hook_event_name`. Total: any value is answered. */
export function readNamedEvent(value: unknown, known: KnownEvents): Read {
  const event = eventOf(value);
  if (event !== null) return readEvent(event, value, known);
  return fail({ reason: "read the hook's input: found no event, want an object with hook_event_name" });
}
