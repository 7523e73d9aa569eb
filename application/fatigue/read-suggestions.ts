import type { GatewayPorts } from '../gateway-ports.ts';

const PAGE = 1_000;

/** What the log says of suggestions: when a rule was last proposed by the gateway, or dismissed. */
export type Suggestions = {
  readonly proposed: ReadonlyMap<string, number>;
  readonly dismissed: ReadonlyMap<string, number>;
};

/** Reads which rules were proposed and dismissed since a time, by their ids. */
export async function readSuggestions(
  { stores }: Pick<GatewayPorts, 'stores'>,
  { sinceMs }: { readonly sinceMs: number },
): Promise<Suggestions> {
  const proposed = new Map<string, number>();
  const dismissed = new Map<string, number>();
  let end = (await stores.ledger.loadHead())?.size ?? 0;
  for (let isOver = false; end > 0 && !isOver; ) {
    const fromIndex = Math.max(0, end - PAGE);
    const entries = await stores.ledger.readEntries({ fromIndex, limit: end - fromIndex });
    for (const { text } of entries.toReversed()) {
      if (!text.includes('"type":"policy.')) continue;
      const { type, at_ms: atMs, data } = JSON.parse(text) as Head;
      const rule = String(data['rule']);
      if (atMs < sinceMs) isOver = true;
      else if (type === 'policy.proposed') note(proposed, rule, atMs);
      else if (type === 'policy.dismissed') note(dismissed, rule, atMs);
    }
    end = fromIndex;
  }
  return { proposed, dismissed };
}

/** Read from the newest on: the first that is met is the last that was. */
function note(times: Map<string, number>, rule: string, atMs: number): void {
  if (!times.has(rule)) times.set(rule, atMs);
}

type Head = {
  readonly type: string;
  readonly at_ms: number;
  readonly data: { readonly [name: string]: unknown };
};
