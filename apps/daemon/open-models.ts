import { sha256 } from '../../adapters/node-crypto/hash.ts';
import { openSystemClock } from '../../adapters/system/system-clock.ts';
import { openSystemRandomness } from '../../adapters/system/system-randomness.ts';
import type { ModelCaller } from '../../application/model/model-caller.ts';
import type { CostOf } from '../../application/model/model-calls.ts';
import { namedTask } from '../../application/model/named-tasks.ts';
import { openContextScan } from '../../application/model/scan-context.ts';
import { type CallerRefusal, modelCallsUnder } from '../../application/model/under-lease.ts';
import type { OpenGateway } from '../../application/open-gateway.ts';
import { costOf, type PriceTable } from '../../core/budget/model-prices.ts';
import { matchPath } from '../../core/policy/path-pattern.ts';
import { type ModelProxy, openModelProxy } from '../../ingress/model-proxy/open-model-proxy.ts';
import { OPERATOR, reportFailure } from './gateway-app.ts';
import type { ModelsFile } from './model-settings.ts';

/** What the model proxy of the daemon is made of. */
export type ModelParts = {
  readonly open: Pick<OpenGateway, 'gateway' | 'guards' | 'secrets' | 'namedTasks'>;
  readonly models: ModelsFile;
  readonly prices: PriceTable;
  readonly home: string;
  /** The gateway's own environment. */
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/** Opens the model proxy over the gateway: its budgets, its prices, the keys that it has. */
export function openModels({ open, models, prices, home, environment }: ModelParts): ModelProxy {
  const { gateway, guards, secrets } = open;
  const { context, settings, keys } = models;
  const scan = openContextScan(
    {
      secrets: context.secrets,
      ...(secrets === null ? {} : { known: () => secrets.known() }),
      isNeverSent: (path) =>
        context.neverSend.some((pattern) => matchPath(pattern, path, { home, workspace: home }) !== 'no'),
      neverSend: context.onNeverSend,
      home,
    },
    sha256,
  );
  return openModelProxy({
    gateway,
    budgets: guards.budgets,
    costOf: pricedBy(prices, models),
    providerKey: (provider, principal) => {
      const source = keys.get(provider);
      const { host, port } = hostOf(settings.providers.get(provider)?.baseUrl ?? '');
      const kept = source?.secret == null ? null : (secrets?.valueOf(source.secret, { principal, host, port }) ?? null);
      return kept ?? (source?.env == null ? null : environment[source.env] || null);
    },
    identify: (token, session) => identify(open, models, { token, session }),
    underLease: modelCallsUnder(guards.leases),
    settings,
    scan,
    clock: openSystemClock(),
    randomness: openSystemRandomness(),
    hash: sha256,
    onFailure: reportFailure,
  });
}

function hostOf(baseUrl: string): { readonly host: string; readonly port: number } {
  const { hostname, port, protocol } = new URL(baseUrl);
  return { host: hostname, port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port) };
}

/** A model that runs here costs nothing; any other what the table says. */
function pricedBy(prices: PriceTable, { settings }: ModelsFile): CostOf {
  return ({ provider, model }, usage) => {
    const isLocal = settings.providers.get(provider)?.baseUrl.startsWith('http:') === true;
    return isLocal ? { ok: true, value: 0 } : costOf(model, usage, prices);
  };
}

/**
 * Who bears a token, and which task its calls are booked on.
 */
async function identify(
  { gateway, namedTasks }: ModelParts['open'],
  { tokens }: ModelsFile,
  { token, session }: { readonly token: string; readonly session: string | null },
): Promise<ModelCaller | CallerRefusal | null> {
  const caller = await gateway.authenticate(token);
  if (caller === null || !caller.scopes.includes('decide')) return null;
  const nowMs = Date.now();
  if (session !== null && !namedTasks.admit(caller.principal, session, nowMs))
    return { refused: 'it names one task more than a principal may in a day: name one of the earlier, or none' };
  const task = namedTask(caller.principal, session, nowMs);
  return {
    caller: { ...caller, scopes: ['decide', 'outcome'] },
    onBehalfOf: OPERATOR,
    session: task,
    task,
    agent: tokens.agent,
    hooksDecide: false,
    cwd: tokens.workspace,
    workspace: tokens.workspace,
    channel: 'cli',
  };
}
