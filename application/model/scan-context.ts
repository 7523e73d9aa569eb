import { toHex } from '../../core/encoding/hex.ts';
import type { Json, JsonObject } from '../../core/encoding/json.ts';
import type { HashFunction } from '../../core/hash.ts';
import type { ContextRules, ContextScan, ScannedContext } from './context-scan.ts';
import { type Inspected, inspectMessage, TooDeep, withoutResults } from './inspect-message.ts';
import type { ToolResult } from './released-calls.ts';

/** What is kept of a message that was looked through: nothing of its text but where it was changed. */
type Remembered = Omit<Inspected, 'results'> & { readonly answers: readonly string[]; readonly sizeBytes: number };

const MAX_MESSAGES = 20_000;
const MAX_KEPT = 32 * 1024 * 1024;

/** Keys of a request that speak to the model as a whole, and those that list messages. */
const WHOLE = ['system', 'instructions', 'tools', 'prompt'] as const;
const LISTS = ['messages', 'input'] as const;

/**
 * Opens what looks through requests: secrets in their texts, and results of calls that named paths which are never sent.
 *
 * An agent sends its whole conversation with every request: a message that was looked through is known by its digest and not looked
 * at again. Linear in what is new; bounded in what is remembered.
 */
export function openContextScan(rules: ContextRules, hash: HashFunction): ContextScan {
  const scanner = new Scanner(rules, hash);
  return (body, { cwd }) => {
    try {
      return scanner.scan(body, cwd);
    } catch (error) {
      if (!(error instanceof TooDeep)) throw error;
      return { refusal: 'Countersign refused this call of the model: a message nests deeper than it looks' };
    }
  };
}

class Scanner {
  private readonly rules: ContextRules;
  private readonly hash: HashFunction;
  private readonly known = new Map<string, Remembered>();
  private kept = 0;
  private secrets: unknown = null;

  constructor(rules: ContextRules, hash: HashFunction) {
    this.rules = rules;
    this.hash = hash;
  }

  scan(body: JsonObject, cwd: string): ScannedContext | { readonly refusal: string } {
    this.forgetStale();
    const results: ToolResult[] = [];
    const hidden = new Set<string>();
    const removed: Record<string, number> = {};
    const changed: Record<string, Json> = {};
    const look = (message: Json): Json => {
      const found = this.inspect(message, cwd, results);
      for (const kind of found.kinds) removed[kind] = (removed[kind] ?? 0) + 1;
      for (const id of found.hides) hidden.add(id);
      const isHeld = found.answers.some((id) => hidden.has(id));
      if (isHeld) removed['never-sent'] = (removed['never-sent'] ?? 0) + 1;
      const left = found.replaced ?? message;
      return isHeld ? withoutResults(left, hidden) : left;
    };
    for (const name of WHOLE) {
      const value = body[name];
      if (value === undefined || value === null) continue;
      const left = look(value);
      if (left !== value) changed[name] = left;
    }
    for (const name of LISTS) {
      const value = body[name];
      const messages = Array.isArray(value) ? value : value === undefined ? [] : [value];
      const left = messages.map(look);
      const isSame = left.every((message, at) => message === messages[at]);
      if (!isSame) changed[name] = Array.isArray(value) ? left : (left[0] ?? null);
    }
    const refusal = this.refusalOf(removed);
    if (refusal !== null) return { refusal };
    return { body: Object.keys(changed).length === 0 ? body : { ...body, ...changed }, removed, results };
  }

  /** What was looked through for other secrets than are known now is looked through again. */
  private forgetStale(): void {
    const secrets = this.rules.known?.() ?? null;
    if (secrets === this.secrets) return;
    this.secrets = secrets;
    this.known.clear();
    this.kept = 0;
  }

  private refusalOf(removed: { readonly [kind: string]: number }): string | null {
    const { 'never-sent': held = 0, ...secrets } = removed;
    const kinds = Object.keys(secrets);
    if (this.rules.secrets === 'refuse' && kinds.length > 0)
      return `Countersign refused this call of the model: its context holds secrets (${kinds.slice(0, 8).join(', ')}). Take them out of the conversation`;
    if (this.rules.neverSend === 'refuse' && held > 0)
      return 'Countersign refused this call of the model: its context holds the contents of paths that are never sent to a model';
    return null;
  }

  private inspect(message: Json, cwd: string, results: ToolResult[]): Remembered {
    const text = JSON.stringify(message);
    const key = toHex(this.hash(`${cwd}\n${text}`));
    const before = this.known.get(key);
    if (before !== undefined) {
      this.known.delete(key);
      this.known.set(key, before);
      return before;
    }
    const { results: found, ...rest } = inspectMessage(message, this.rules, cwd);
    results.push(...found);
    const sizeBytes = rest.replaced === null ? 0 : text.length;
    const fresh = { ...rest, answers: found.map(({ callId }) => callId), sizeBytes };
    this.known.set(key, fresh);
    this.kept += sizeBytes;
    this.forgetOldest();
    return fresh;
  }

  private forgetOldest(): void {
    for (const [key, { sizeBytes }] of this.known) {
      if (this.known.size <= MAX_MESSAGES && this.kept <= MAX_KEPT) return;
      this.known.delete(key);
      this.kept -= sizeBytes;
    }
  }
}
