import { z } from 'zod';
import type { AgentEvent } from './agent-event.ts';
import { FIELD } from './hook-fields.ts';

const { name, word, path, prompt } = FIELD;
const place = { session_id: name, cwd: path };

/** Something the user said to the agent. */
export const PROMPT: z.ZodType<AgentEvent> = z
  .object({ ...place, prompt })
  .transform(({ session_id: session, cwd: workspace, prompt: text }) => ({
    kind: 'session',
    observed: { kind: 'prompt', session, workspace, prompt: text },
  }));

/** The beginning of a session, and what it came from where the agent says so. */
export const SESSION_START: z.ZodType<AgentEvent> = z
  .object({ ...place, source: word.nullish() })
  .transform(({ session_id: session, cwd: workspace, source }) => ({
    kind: 'session',
    observed: { kind: 'started', session, workspace, source: source ?? 'unknown' },
  }));

/** The end of a session, and why where the agent says so. */
export const SESSION_END: z.ZodType<AgentEvent> = z
  .object({ session_id: name, reason: word.nullish() })
  .transform(({ session_id: session, reason }) => ({
    kind: 'session',
    observed: { kind: 'ended', session, reason: reason ?? 'unknown' },
  }));
