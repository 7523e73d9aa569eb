import process from 'node:process';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

/**
 * A stand-in for OpenCode, run as a program: `opencode-host.ts PLUGIN API`, with the tool calls as a JSON list on standard
 * input. Prints for each call what became of it, as `{ outcome, why }`.
 *
 * By its documented rules a plugin that cannot be loaded is left out; a hook that throws stops the call; whatever a hook
 * answers is ignored. The first interface hands over its hooks at once, the second one has them registered.
 */
type Hook = (input: object, output: object) => Promise<unknown>;
type Call = { readonly tool: string; readonly args: unknown; readonly session?: string };

const [, , path = '', api = '1'] = process.argv;
const DIRECTORY = '/work/app';

async function loadPlugin(): Promise<{ readonly before: Hook | null; readonly after: Hook | null }> {
  try {
    const module = (await import(pathToFileURL(path).href)) as { readonly default: Plugin };
    return api === '1' ? await loadFirst(module.default) : await loadSecond(module.default);
  } catch (error) {
    process.stderr.write(`failed to load plugin: ${String(error)}\n`);
    return { before: null, after: null };
  }
}

type Plugin = {
  readonly id: string;
  readonly server: (context: object) => Promise<{ readonly [name: string]: Hook }>;
  readonly setup: (context: object) => Promise<void>;
};

/** Knows two sessions: the user's, and one that was started from it. */
const CLIENT = {
  session: {
    get: ({ path: { id } }: { readonly path: { readonly id: string } }) =>
      Promise.resolve({ data: id === 'ses_1' ? { id } : { id, parentID: 'ses_1' } }),
  },
};

async function loadFirst({ id, server }: Plugin) {
  if (typeof id !== 'string' || typeof server !== 'function') throw new TypeError('want an id and server()');
  const hooks = await server({ directory: DIRECTORY, worktree: DIRECTORY, client: CLIENT });
  return { before: hooks['tool.execute.before'] ?? null, after: hooks['tool.execute.after'] ?? null };
}

async function loadSecond({ id, setup }: Plugin) {
  if (typeof id !== 'string' || typeof setup !== 'function') throw new TypeError('want an id and setup()');
  const hooks = new Map<string, (event: object) => Promise<unknown>>();
  const tool = {
    hook: (name: string, run: (event: object) => Promise<unknown>) => Promise.resolve(hooks.set(name, run)),
  };
  await setup({ location: { directory: DIRECTORY }, tool });
  const asHook = (name: string): Hook | null => {
    const run = hooks.get(name);
    return run === undefined ? null : (input, output) => run({ ...input, ...output });
  };
  return { before: asHook('execute.before'), after: asHook('execute.after') };
}

const { before, after } = await loadPlugin();
const results: { readonly outcome: string; readonly why: string }[] = [];
for (const { tool, args, session = 'ses_1' } of JSON.parse(await text(process.stdin)) as readonly Call[]) {
  const input = { tool, sessionID: session, callID: 'call_1', id: 'call_1' };
  try {
    await before?.(input, { args, input: args });
    results.push({ outcome: 'runs', why: '' });
    await after?.({ ...input, args, input: args }, { title: '', output: 'ok', status: 'completed', result: 'ok' });
  } catch (error) {
    results.push({ outcome: 'blocked', why: error instanceof Error ? error.message : String(error) });
  }
}
process.stdout.write(JSON.stringify(results));
