import { openSystemClock } from '../../../adapters/system/system-clock.ts';
import type { BudgetAccount, BudgetHolder } from '../../../application/budget/budget-account.ts';
import { type Budget, reserve, type Spending, settle } from '../../../core/budget/budget.ts';
import type { Clock } from '../../../ports/clock.ts';
import { TOKEN } from './proxied-gateway.ts';

/** What the proxy answered. */
export type Asked = { readonly status: number; readonly headers: Headers; readonly text: string };

/** Posts a request to an endpoint of the proxy with the run's token. */
export async function ask(
  address: string,
  path: string,
  {
    body = {},
    token = TOKEN,
    signal,
  }: { readonly body?: unknown; readonly token?: string; readonly signal?: AbortSignal } = {},
): Promise<Asked> {
  const response = await fetch(`${address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
    ...(signal === undefined ? {} : { signal }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

export const MESSAGES = '/model/anthropic/v1/messages';
export const CHAT = '/model/openai/v1/chat/completions';
export const RESPONSES = '/model/openai/v1/responses';

/** A request of one message, for any of the APIs. */
export function saying(text: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { model: 'local-1', max_tokens: 100, messages: [{ role: 'user', content: text }], ...more };
}

/** Budgets in memory, with everything that was held and booked. */
export type WatchedBudgets = BudgetAccount & {
  readonly settled: Spending[];
  /** What is held now. */
  readonly held: () => Spending;
};

export function watchedBudgets(limit: Spending): WatchedBudgets {
  let budgets: readonly Budget[] = [
    { scope: 'day', limit, used: { tokens: 0, costMicros: 0 }, held: { tokens: 0, costMicros: 0 } },
  ];
  const open = new Map<string, Spending>();
  const settled: Spending[] = [];
  let next = 0;
  return {
    settled,
    held: () => budgets[0]?.held ?? { tokens: -1, costMicros: -1 },
    reserve: async (_holder: BudgetHolder, amount) => {
      const reserved = reserve(budgets, amount);
      if (!reserved.ok) return { ...reserved, left: { tokens: 0, costMicros: 0 } };
      budgets = reserved.budgets;
      next += 1;
      open.set(`r${next}`, amount);
      return { ok: true, id: `r${next}`, warnings: next === 1 ? [] : ['day'] };
    },
    settle: async (id, used) => {
      const held = open.get(id);
      if (held === undefined) return;
      open.delete(id);
      budgets = settle(budgets, { held, used });
      settled.push(used);
    },
    read: async () => budgets,
  };
}

/** A clock whose waits are over at once, and what was waited for. */
export function hurriedClock(): Clock & { readonly waits: number[] } {
  const clock = openSystemClock();
  const waits: number[] = [];
  return {
    waits,
    nowMs: () => clock.nowMs(),
    dayOf: (atMs, zone) => clock.dayOf(atMs, zone),
    minuteOfDay: (atMs, zone) => clock.minuteOfDay(atMs, zone),
    afterPending: (callback) => clock.afterPending(callback),
    after: (delayMs, callback) => {
      waits.push(delayMs);
      const timer = setImmediate(callback);
      return () => clearImmediate(timer);
    },
  };
}
