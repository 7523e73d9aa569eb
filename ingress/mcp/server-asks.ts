import { isJsonObject, type Json, type JsonObject } from '../../core/encoding/json.ts';
import { mapTexts } from '../../core/secret/map-texts.ts';
import { foldText } from '../../core/trust/skeleton.ts';
import { APPROVAL_KEY } from './ask-in-protocol.ts';
import type { CallContext, InputRequests } from './call-context.ts';
import { type ClientHello, canElicitForm } from './eras.ts';
import { holdsProto, measureJson } from './json-bounds.ts';
import { RPC_CODES, type RpcCall, RpcFault, textAt } from './rpc.ts';
import { shown } from './texts.ts';

/** What one server may ask of its client. Sizes are those of `measureJson`. */
export const ASK_LIMITS = {
  units: 1024 * 1024,
  formUnits: 64 * 1024,
  messageLength: 4_000,
  open: 8,
  formsPerMinute: 20,
  perMinute: 120,
} as const;

/** Who asks, and what is done about what may not be asked. */
export type ServerAsksOptions = {
  readonly server: string;
  /** Answers the very same object where there is no secret in it. */
  readonly redact: (value: JsonObject) => JsonObject;
  /** Told of every request that is refused. */
  readonly refused: (what: string, fault: RpcFault) => void;
  readonly nowMs?: () => number;
};

/**
 * What a server wants of its client, kept to what the client said it can do.
 *
 * Only sampling, elicitation and roots; only in the mode that was declared; no more than `ASK_LIMITS`. What a person reads says
 * first which server asks, and may not speak in the gateway's name. An answer goes to the server without secrets, and one that
 * a person wrote and that holds some does not go at all.
 */
export class ServerAsks {
  private readonly options: ServerAsksOptions;
  private readonly nowMs: () => number;
  private readonly asked: { readonly atMs: number; readonly isForm: boolean }[] = [];
  private open = 0;

  constructor(options: ServerAsksOptions) {
    this.options = options;
    this.nowMs = options.nowMs ?? (() => performance.now());
  }

  /** Asks the client of a call; raises `RpcFault` for what is refused, of several requests for all of them. */
  async ask(requests: InputRequests, context: CallContext): Promise<JsonObject> {
    let admitted: InputRequests;
    try {
      admitted = this.admit(requests, context.hello);
    } catch (error) {
      throw this.told(error);
    }
    const count = Object.keys(admitted).length;
    this.open += count;
    try {
      const answers = await context.ask(admitted);
      return this.reviewed(requests, answers);
    } catch (error) {
      throw this.told(error);
    } finally {
      this.open -= count;
    }
  }

  private told(error: unknown): unknown {
    if (error instanceof RefusedAsk) this.options.refused(`pass on what ${this.options.server} asks its client`, error);
    return error;
  }

  private admit(requests: InputRequests, hello: ClientHello): InputRequests {
    const admitted: Record<string, RpcCall> = {};
    for (const [key, call] of Object.entries(requests)) {
      if (key === APPROVAL_KEY || key === '__proto__') throw refuse(`a request under the key ${key}`);
      admitted[key] = this.admitted(call, hello);
    }
    this.count(Object.values(requests));
    return admitted;
  }

  private admitted({ method, params }: RpcCall, hello: ClientHello): RpcCall {
    mustBeAble(hello, method, params);
    if (measureJson(params, ASK_LIMITS.units).units > ASK_LIMITS.units) throw refuse('a request that is too large');
    if (holdsProto(params)) throw refuse('a request with the key __proto__');
    const isForm = method === 'elicitation/create';
    return { method, params: isForm ? this.attributed(params) : this.options.redact(params) };
  }

  /** A question as a person may read it: under the name of who asks, and without signs that nobody sees. */
  private attributed(params: JsonObject): JsonObject {
    const message = textAt(params, 'message');
    if (message === null || message.length > ASK_LIMITS.messageLength)
      throw refuse('a question without a short message');
    if (measureJson(params, ASK_LIMITS.formUnits).units > ASK_LIMITS.formUnits)
      throw refuse('a form that is too large');
    if (params['mode'] === 'url') mustBeAddress(params['url']);
    if (speaksForUs(params)) throw refuse('a question in the name of Countersign');
    const read = mapTexts(this.options.redact(params), withoutHidden);
    const asker = `The MCP server "${shown(this.options.server, 64)}" asks: `;
    return { ...read, message: `${asker}${textAt(read, 'message') ?? ''}` };
  }

  /** Counts what is asked in the last minute, and what is open. */
  private count(calls: readonly RpcCall[]): void {
    const nowMs = this.nowMs();
    while (this.asked.length > 0 && nowMs - (this.asked[0]?.atMs ?? 0) >= 60_000) this.asked.shift();
    const added = calls.map(({ method }) => ({ atMs: nowMs, isForm: method === 'elicitation/create' }));
    const all = [...this.asked, ...added];
    const forms = all.filter(({ isForm }) => isForm).length;
    if (this.open + calls.length > ASK_LIMITS.open) throw refuse(`more than ${ASK_LIMITS.open} requests at once`);
    if (all.length > ASK_LIMITS.perMinute || (forms > ASK_LIMITS.formsPerMinute && added.some(({ isForm }) => isForm)))
      throw refuse('too many requests in a minute');
    this.asked.push(...added);
  }

  /** The answers to what was asked, and to nothing else. */
  private reviewed(requests: InputRequests, answers: JsonObject): JsonObject {
    const reviewed: Record<string, Json> = {};
    for (const [key, { method }] of Object.entries(requests)) {
      const answer = answers[key];
      if (answer === undefined) continue;
      if (!isJsonObject(answer)) throw refuse('an answer that is no object');
      if (measureJson(answer, ASK_LIMITS.units).units > ASK_LIMITS.units) throw refuse('an answer that is too large');
      const clean = this.options.redact(answer);
      if (clean !== answer && method === 'elicitation/create') {
        throw refuse('an answer that holds a secret, which no form is for: give it to the server another way');
      }
      reviewed[key] = clean;
    }
    return reviewed;
  }
}

/** Something that a server asked, or was to be told, and that is not passed on. */
class RefusedAsk extends RpcFault {}

function refuse(found: string, code: number = RPC_CODES.refused): RefusedAsk {
  return new RefusedAsk(code, `Countersign does not pass on what the MCP server asks: found ${found}.`);
}

/** Raises where the client did not say that it can be asked this, in this way. */
function mustBeAble(hello: ClientHello, method: string, params: JsonObject): void {
  if (!isAble(hello, method, params)) {
    throw refuse(
      `${JSON.stringify(shown(method, 64))}, which the client did not say that it answers`,
      RPC_CODES.unknownMethod,
    );
  }
}

function isAble(hello: ClientHello, method: string, params: JsonObject): boolean {
  const { elicitation, sampling, roots } = hello.capabilities;
  switch (method) {
    case 'elicitation/create': {
      const mode = params['mode'] ?? 'form';
      if (mode === 'url') return isJsonObject(elicitation) && elicitation['url'] !== undefined;
      return mode === 'form' && canElicitForm(hello);
    }
    case 'sampling/createMessage': {
      if (!isJsonObject(sampling)) return false;
      const wantsTools = params['tools'] !== undefined || params['toolChoice'] !== undefined;
      return !wantsTools || sampling['tools'] !== undefined;
    }
    case 'roots/list':
      return isJsonObject(roots);
    default:
      return false;
  }
}

/** An address of the web, without the name of a user, which people take for the host. */
function mustBeAddress(url: Json | undefined): void {
  const address = typeof url === 'string' ? URL.parse(url) : null;
  const isWeb = address !== null && (address.protocol === 'https:' || address.protocol === 'http:');
  if (!isWeb || address.username !== '' || address.password !== '')
    throw refuse('a question with no plain web address');
}

/** The gateway's name as people read it, however it is drawn. The letter i is folded to l. */
const OUR_NAMES = ['counterslgn', ' counter slgn ', ' c o u n t e r s l g n '] as const;

function speaksForUs(value: Json): boolean {
  const pending: Json[] = [value];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next === 'string') {
      const read = lettersOf(next);
      if (OUR_NAMES.some((name) => read.includes(name))) return true;
    } else if (isJsonObject(next)) {
      pending.push(...Object.keys(next), ...Object.values(next));
    } else if (Array.isArray(next)) {
      pending.push(...next);
    }
  }
  return false;
}

/** Letters as they look, words with one blank between, and one at each end. One pass. */
function lettersOf(text: string): string {
  let read = ' ';
  for (const letter of foldText(text)) {
    if (letter === 'i' || letter === '1' || letter === '|' || letter === '!') read += 'l';
    else if (letter === '0') read += 'o';
    else if (letter >= 'a' && letter <= 'z') read += letter;
    else if (!JOINERS.includes(letter) && !read.endsWith(' ')) read += ' ';
  }
  return `${read} `;
}

/** Signs between letters of one word. */
const JOINERS = "-_.'*~`";

/** One class, one character at a time: linear. */
function withoutHidden(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) => (sign === '\n' ? sign : ' '));
}
