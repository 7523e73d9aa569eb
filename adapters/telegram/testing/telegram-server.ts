import type { TestContext } from 'node:test';
import type { Happening, SeenMessage } from '../../../ports/conformance/channel-harness.ts';
import {
  type FakeService,
  openFakeService,
  type ServiceReply,
  type ServiceRequest,
} from '../../../ports/conformance/stand-in-server.ts';

type Entity = { type: string; offset: number; length: number; url?: string };
type Held = {
  chat: number;
  thread: number | null;
  id: number;
  text: string;
  entities: Entity[];
  buttons: { text: string; callback_data?: string }[];
};

/** A Bot API server that knows one bot and some chats. */
export type TelegramServer = FakeService & {
  readonly seen: () => readonly SeenMessage[];
  readonly told: () => readonly string[];
  /** The `Update` that tells of it. */
  readonly updateOf: (happening: Happening) => object;
  /** Puts an update where `getUpdates` finds it; resolves when it was confirmed. */
  readonly put: (update: object) => Promise<void>;
  /** What was asked of a method, newest last. */
  readonly asked: (method: string) => readonly Record<string, unknown>[];
};

const LIVE =
  /https?:\/\/\S+|tg:\/\/\S+|\bwww\.\S+|@\w{2,}|#\w+|\$[A-Z]{3}\b|(?:^|\s)\/\w+|\S+@\S+\.\w+|\bevil\.example/g;

/** Starts one that speaks what the Bot API documents of the methods that are used, its limits and its words included. */
export async function openTelegramServer(
  t: TestContext,
  { token, chats, botName }: { readonly token: string; readonly chats: readonly number[]; readonly botName: string },
): Promise<TelegramServer> {
  const held: Held[] = [];
  const told: string[] = [];
  const asked: { method: string; body: Record<string, unknown> }[] = [];
  const waiting: { id: number; update: object; confirmed: () => void }[] = [];
  const methods = methodsOf({ held, told, waiting, chats, botName });
  const service = await openFakeService(t, {
    answer: (request) => {
      const { method, body } = callOf(request, token);
      if (method === null) return refusal(404, 'Not Found');
      asked.push({ method, body });
      return methods[method]?.(body) ?? refusal(404, 'Not Found: method not found');
    },
    faults: FAULTS,
  });
  let updateId = 5_000;
  const ids = new Map<string, number>();
  return {
    ...service,
    seen: () => held.map(seenOf),
    told: () => told,
    asked: (method) => asked.filter((call) => call.method === method).map(({ body }) => body),
    updateOf: (happening) => {
      const key = `${happening.event} ${happening.act.kind}`;
      const id = ids.get(key) ?? (updateId += 1);
      ids.set(key, id);
      return { update_id: id, ...updateOf(happening) };
    },
    put: (update) =>
      new Promise((confirmed) => waiting.push({ id: (update as { update_id: number }).update_id, update, confirmed })),
  };
}

const FAULTS = {
  'rate-limited': {
    status: 429,
    body: {
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 7',
      parameters: { retry_after: 7 },
    },
  },
  'refused-token': { status: 401, body: { ok: false, error_code: 401, description: 'Unauthorized' } },
};

type State = {
  readonly held: Held[];
  readonly told: string[];
  readonly waiting: { id: number; update: object; confirmed: () => void }[];
  readonly chats: readonly number[];
  readonly botName: string;
};
type Methods = { readonly [method: string]: (body: Record<string, unknown>) => ServiceReply | Promise<ServiceReply> };

function methodsOf({ held, told, waiting, chats, botName }: State): Methods {
  return {
    getMe: () => success({ id: 77, is_bot: true, first_name: 'C', username: botName }),
    sendMessage: (body) => {
      const bad = badText(body) ?? (chats.includes(Number(body['chat_id'])) ? null : refusal(400, 'chat not found'));
      if (bad !== null) return bad;
      if (body['reply_parameters'] !== undefined) told.push(String(body['text']));
      else
        held.push(
          heldOf(body, { id: held.length + 100, thread: (body['message_thread_id'] as number | undefined) ?? null }),
        );
      return success({ message_id: held.length + 99, date: 1_700_000_000, chat: { id: body['chat_id'] } });
    },
    editMessageText: (body) => {
      const index = held.findIndex(({ id, chat }) => id === body['message_id'] && chat === body['chat_id']);
      const before = held[index];
      if (before === undefined) return refusal(400, 'message to edit not found');
      const bad = badText(body);
      if (bad !== null) return bad;
      const after = heldOf(body, before);
      if (JSON.stringify(after) === JSON.stringify(before))
        return refusal(
          400,
          'message is not modified: specified new message content and reply markup are exactly the same',
        );
      held[index] = after;
      return success({ message_id: before.id });
    },
    answerCallbackQuery: (body) => {
      if (typeof body['text'] === 'string') told.push(body['text']);
      return success(true);
    },
    setMyCommands: ({ commands }) =>
      Array.isArray(commands) && commands.length <= 100 ? success(true) : refusal(400, 'commands are invalid'),
    setWebhook: ({ url, secret_token: secret }) =>
      typeof url === 'string' && url.startsWith('https://') && /^[A-Za-z0-9_-]{1,256}$/.test(String(secret))
        ? success(true)
        : refusal(400, 'bad webhook: An HTTPS URL must be provided for webhook'),
    getUpdates: async (body) => {
      const offset = Number(body['offset'] ?? 0);
      for (const { confirmed } of waiting.filter(({ id }) => id < offset)) confirmed();
      const left = waiting.filter(({ id }) => id >= offset);
      waiting.splice(0, waiting.length, ...left);
      if (left.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      return success(left.map(({ update }) => update));
    },
  };
}

function success(result: unknown): ServiceReply {
  return { status: 200, body: { ok: true, result } };
}

function refusal(status: number, words: string): ServiceReply {
  return { status, body: { ok: false, error_code: status, description: `Bad Request: ${words}` } };
}

function callOf({ method, path, headers, body }: ServiceRequest, token: string) {
  const prefix = `/bot${token}/`;
  if (method !== 'POST' || !path.startsWith(prefix) || headers['content-type'] !== 'application/json')
    return { method: null, body: {} };
  return { method: path.slice(prefix.length), body: JSON.parse(body) as Record<string, unknown> };
}

function badText(body: Record<string, unknown>): ServiceReply | null {
  const { text, parse_mode: mode, link_preview_options: preview } = body;
  if (typeof text !== 'string' || text === '') return refusal(400, 'message text is empty');
  if (text.length > 4_096) return refusal(400, 'message is too long');
  if (mode !== undefined || (preview as { is_disabled?: boolean } | undefined)?.is_disabled !== true)
    return refusal(400, 'these tests want no parse_mode and no preview');
  const markup =
    (body['reply_markup'] as { inline_keyboard?: { callback_data?: string }[][] } | undefined)?.inline_keyboard ?? [];
  const tooLong = markup
    .flat()
    .some(({ callback_data: data = '' }) => Buffer.byteLength(data) < 1 || Buffer.byteLength(data) > 64);
  return tooLong ? refusal(400, 'BUTTON_DATA_INVALID') : null;
}

function heldOf(body: Record<string, unknown>, { id, thread }: { id: number; thread: number | null }): Held {
  const markup = body['reply_markup'] as { inline_keyboard?: { text: string; callback_data?: string }[][] } | undefined;
  return {
    chat: Number(body['chat_id']),
    thread,
    id,
    text: String(body['text']),
    // What is beyond the hundredth is dropped in silence.
    entities: ((body['entities'] as Entity[] | undefined) ?? []).slice(0, 100),
    buttons: (markup?.inline_keyboard ?? []).flat(),
  };
}

/** The server finds mentions, links, commands and tags itself, everywhere but in `code` and `pre`. */
function seenOf({ chat, thread, id, text, entities, buttons }: Held): SeenMessage {
  const plain = [...text].length === 0 ? [] : text.split('');
  for (const { type, offset, length } of entities)
    if (type === 'code' || type === 'pre') plain.fill(' ', offset, offset + length);
  const found = [...plain.join('').matchAll(LIVE)].map(([match]) => match.trim());
  const given = entities.filter(({ type }) => !['code', 'pre', 'bold'].includes(type)).map(({ type }) => type);
  return {
    place: thread === null ? String(chat) : `${chat}/${thread}`,
    reference: String(id),
    text,
    live: [...found, ...given],
    buttons: buttons.map(({ text: label, callback_data: code = '' }) => ({ label, code })),
  };
}

function updateOf({ person, place, isPrivate, isBot = false, act, event }: Happening): object {
  const [chat, thread] = place.split('/');
  const from = { id: Number(person), is_bot: isBot, first_name: 'human:operator', username: 'operator' };
  const topic = thread === undefined ? {} : { is_topic_message: true, message_thread_id: Number(thread) };
  const at = { chat: { id: Number(chat), type: isPrivate ? 'private' : 'supergroup', title: 'operator' }, ...topic };
  if (act.kind === 'press') {
    const message = { message_id: Number(act.message.reference), date: 1_700_000_000, ...at, text: act.message.text };
    return { callback_query: { id: `99${event}`, from, message, chat_instance: '1', data: act.code } };
  }
  const text = act.kind === 'type' ? act.text : '';
  return { message: { message_id: 40_000 + event, from, date: 1_700_000_100, ...at, text } };
}
