import { domainToASCII } from 'node:url';
import type { HeldRun, HoldRequest, RunHolder, RunPorts } from '../../../application/run/run-holder.ts';
import { GUARANTEES, type Guarantee } from '../../../core/sandbox/guarantee.ts';
import type { Sandbox, SandboxChange, SandboxProbe } from '../../../ports/sandbox.ts';

/** A holder for tests of the flow: it starts nothing, and notes what was asked of it. */
export type ScriptedHolder = RunHolder & {
  readonly requests: HoldRequest[];
  /** What the flow did with sandboxes, in order. */
  readonly seen: string[];
  enforces: ReadonlySet<Guarantee>;
  /** What a sandbox is said to have changed, with the contents of files. */
  changes: readonly (SandboxChange & { readonly content?: string })[];
  /** Raised by the next call of this name. */
  failing: 'hold' | 'freeze' | 'close' | null;
  /** Awaited once a sandbox was asked for this, before it answers. */
  during: (what: string) => Promise<void>;
};

/** Makes a holder that enforces everything. */
export function scriptedHolder(): ScriptedHolder {
  const holder: ScriptedHolder = {
    names: ['bwrap', 'none'],
    requests: [],
    seen: [],
    enforces: new Set(GUARANTEES),
    changes: [],
    failing: null,
    during: async () => undefined,
    probe: async (): Promise<SandboxProbe> => ({
      works: true,
      version: '1',
      enforces: holder.enforces,
      missing: [{ guarantee: 'freeze', why: 'nothing here freezes' }],
    }),
    swept: async () => void holder.seen.push('swept'),
    hold: async (request) => {
      failOn(holder, 'hold');
      holder.requests.push(request);
      return held(holder, request);
    },
  };
  return holder;
}

function failOn(holder: ScriptedHolder, what: ScriptedHolder['failing']): void {
  if (holder.failing !== what) return;
  holder.failing = null;
  throw new Error(`${String(what)} failed`);
}

function held(holder: ScriptedHolder, { run, order }: HoldRequest): HeldRun {
  const note = (what: string): void => void holder.seen.push(what);
  const nothing = { processes: [], mounts: [], groups: [], files: [], sockets: [], durationMs: 1 };
  const sandbox: Sandbox = {
    id: run.session,
    state: 'running',
    run: () => Promise.reject(new Error('nothing runs here')),
    terminal: {
      launch: async ({ argv }) => ({ argv, environment: {}, inputs: [] }),
    },
    freeze: async () => {
      note('freeze');
      failOn(holder, 'freeze');
    },
    resume: async () => {
      note('resume');
      await holder.during('resume');
    },
    terminate: async (excess) => {
      note(`terminate ${excess}`);
      await holder.during('terminate');
    },
    changes: async () => ({
      changes: holder.changes.map(({ path, before, after }) => ({ path, before, after })),
      read: async (path) => Buffer.from(holder.changes.find((one) => one.path === path)?.content ?? ''),
    }),
    close: async () => {
      note('close');
      await holder.during('close');
      failOn(holder, 'close');
      return nothing;
    },
  };
  return {
    sandbox,
    argv: order.argv,
    notes: ['a note'],
    cutOff: () => note('cut off'),
    close: () => sandbox.close(),
  };
}

/** What runs need beside a holder: no name leads anywhere. */
export function portsOf(holder: RunHolder): RunPorts {
  const resolver = {
    resolve: async () => ({ ok: false, failure: 'dns.no-such-name' }) as const,
    close: () => undefined,
  };
  return { rules: [], holder, resolver, ownAddresses: () => [], toAscii: domainToASCII };
}
