import type { Caller, Gateway } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import type { RunIdentity } from './run-holder.ts';
import type { RunChanges } from './run-order.ts';

/** Where a session of a run works; null for a call that names no place. */
export type RunPlace = { readonly session: string; readonly workspace: string | null };

/** What a run's door asks of the desk before it passes a call on: raises where the session or the place is not the run's. */
export type AdmitCall = (caller: Caller, place: RunPlace) => Promise<void>;

/** What a program of a run may call beside what is wrapped below. None of it changes anything, or it is about the caller's own calls. */
const PASSED = [
  'reportOutcome',
  'confirmAuthorised',
  'followRequest',
  'findApproval',
  'awaitApproval',
  'promptOf',
  'noteTools',
  'listTools',
  'registerCompensation',
  'listCompensations',
  'currentPolicy',
  'currentEmergency',
  'redactSecretValues',
  'withoutSecretValues',
  'health',
  'showSupport',
] as const satisfies readonly (keyof Gateway)[];

/**
 * The gateway as a run sees it through its door: every caller is the run's principal, whatever token it shows, and may propose and
 * report, nothing else.
 *
 * So there is no token inside that could be taken elsewhere, and one that was brought in counts for nothing there. What the gateway
 * would carry out itself, outside of the sandbox, it does in the run's own workspace and in sessions of this run only; and nothing in
 * the workspace where the run's changes are kept apart: the program would see past them, and change what nobody reviewed. Everything
 * that is not listed here is refused, what is added to the gateway later included.
 */
export function gatewayOfRun(
  gateway: Gateway,
  {
    run: { id, principal },
    changes,
    admit,
  }: { readonly run: RunIdentity; readonly changes: RunChanges; readonly admit: AdmitCall },
): Gateway {
  const caller: Caller = { principal, scopes: ['decide', 'outcome', 'prompt'], run: id };
  // A lease that is shown is looked at, as everywhere: it can only narrow the run's own.
  const under = ({ lease }: Caller): Caller => (lease === undefined ? caller : { ...caller, lease });
  const refused = Object.fromEntries(Object.keys(gateway).map((name) => [name, refusal(name)]));
  const passed = Object.fromEntries(PASSED.map((name) => [name, gateway[name]]));
  const inPlace: Partial<Gateway> = {
    act: async (shown, call, wait) => {
      await admit(caller, call);
      return gateway.act(under(shown), call, wait);
    },
    revert: async (_, order, wait) => {
      if (order.what.kind !== 'session') throw refusalOf('revert a single action');
      await admit(caller, { session: order.what.session, workspace: null });
      return gateway.revert(caller, order, wait);
    },
    pushGit: async (shown, input, wait) => {
      await admit(caller, input.call);
      return gateway.pushGit(under(shown), input, wait);
    },
    publishNpm: async (shown, input, wait) => {
      await admit(caller, input.call);
      return gateway.publishNpm(under(shown), input, wait);
    },
  };
  const own: Partial<Gateway> = {
    authenticate: () => Promise.resolve(caller),
    authorize: async (shown, proposal, wait) => {
      await admit(caller, { session: proposal.session, workspace: null });
      return gateway.authorize(under(shown), proposal, wait);
    },
    check: async (shown, proposal) => {
      await admit(caller, { session: proposal.session, workspace: null });
      return gateway.check(under(shown), proposal);
    },
    observeSession: async (_, event) => {
      await admit(caller, { session: event.session, workspace: null });
      return gateway.observeSession(caller, event);
    },
    screenMessage: (_, message) => gateway.screenMessage(caller, message),
    requestHttp: async (shown, input, wait) => {
      await admit(caller, input.call);
      return gateway.requestHttp(under(shown), input, wait);
    },
    requestAws: async (shown, input, wait) => {
      await admit(caller, input.call);
      return gateway.requestAws(under(shown), input, wait);
    },
  };
  // Every name of the gateway is in the first part.
  return { ...refused, ...passed, ...own, ...(changes === 'keep' ? inPlace : {}) } as unknown as Gateway;
}

function refusal(name: string): () => never {
  return () => {
    throw refusalOf(name);
  };
}

function refusalOf(name: string): GatewayError {
  return new GatewayError('auth.forbidden', `call ${name} from inside a run: want a call that proposes or reports`);
}
