import type { Json } from '../../core/encoding/json.ts';
import type { Result } from '../../core/result.ts';
import type { Guarantee } from '../../core/sandbox/guarantee.ts';
import type { CodeFailure, CodeLimits, CodeRequest } from '../../ports/code-isolate.ts';
import type { SandboxProbe } from '../../ports/sandbox.ts';

const LIMITS: CodeLimits = {
  wallMs: 5_000,
  steps: 10_000_000,
  memoryBytes: 16 * 1024 ** 2,
  textLength: 1_000,
  calls: 0,
};

/** Names of what reaches a machine in the languages' other homes; none of them is there. */
const SCRIPT = `
const names = ['process', 'require', 'fetch', 'WebAssembly', 'Deno', 'Bun', 'setTimeout', 'XMLHttpRequest', 'Worker'];
return { sum: input.a + input.b, found: names.filter((name) => name in globalThis) };`;

/** What holds by the engine itself, once it runs. */
const BY_ENGINE: readonly Guarantee[] = [
  'files.private-root',
  'network.none',
  'processes.isolated',
  'privileges.none',
  'kernel.separate',
  'limit.memory',
  'limit.processes',
  'limit.cpu',
  'limit.wall',
  'limit.output',
  'limit.files',
  'kill.tree',
];
/** What a process around it adds: should the engine be broken, the next wall. */
const BY_HOLDER: readonly Guarantee[] = ['calls.filtered', 'namespaces.denied'];

/** Evaluates code that looks around, code that never ends and code that wants all memory, and says what held. Never rejects. */
export async function probeIsolate(
  evaluate: (request: CodeRequest) => Promise<Result<Json, CodeFailure>>,
  isHeld: boolean,
): Promise<SandboxProbe> {
  const found = await evaluate({ code: SCRIPT, input: { a: 40, b: 2 }, limits: LIMITS });
  const loop = await evaluate({ code: 'for (;;);', input: null, limits: LIMITS });
  const hoard = await evaluate({ code: 'const all = []; for (;;) all.push({});', input: null, limits: LIMITS });
  const why =
    whyNot(found) ??
    (excessOf(loop) === 'steps' ? null : 'code that never ends was not ended') ??
    (excessOf(hoard) === 'memory' || excessOf(hoard) === 'steps' ? null : 'memory was not bounded');
  if (why !== null) return { works: false, version: null, enforces: new Set(), missing: lacking(BY_ENGINE, why) };
  const unheld = 'nobody holds its process, as was asked for; give it a process sandbox';
  return {
    works: true,
    version: null,
    enforces: new Set(isHeld ? [...BY_ENGINE, ...BY_HOLDER] : BY_ENGINE),
    missing: isHeld ? [] : lacking(BY_HOLDER, unheld),
  };
}

function whyNot(found: Result<Json, CodeFailure>): string | null {
  if (!found.ok) return 'why' in found.failure ? found.failure.why : `its code ended with ${found.failure.kind}`;
  return JSON.stringify(found.value) === '{"sum":42,"found":[]}' ? null : `it answered ${JSON.stringify(found.value)}`;
}

function excessOf(outcome: Result<Json, CodeFailure>): string | null {
  return !outcome.ok && outcome.failure.kind === 'excess' ? outcome.failure.excess : null;
}

function lacking(guarantees: readonly Guarantee[], why: string): SandboxProbe['missing'] {
  return guarantees.map((guarantee) => ({ guarantee, why }));
}
