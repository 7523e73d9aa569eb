import type { PromptDocument } from '../../core/approval/prompt-document.ts';
import { fail, ok } from '../../core/result.ts';
import type {
  ButtonVerb,
  ChannelAbilities,
  ChannelFailure,
  ChannelKind,
  ChannelUpdate,
  HandleUpdate,
  NotificationChannel,
  OutgoingMessage,
  UpdateReply,
} from '../../ports/notification-channel.ts';

/** A message as it stands at a fake channel. */
export type StandingMessage = {
  readonly message: OutgoingMessage;
  readonly reference: string;
  shown: PromptDocument;
  edits: number;
};

/** A channel in memory whose server a test plays: it can be down, hang, refuse, and its people press and type. */
export type FakeChannel = NotificationChannel & {
  readonly standing: StandingMessage[];
  /** What every call answers; `hang` never does. */
  mode: 'up' | 'hang' | ChannelFailure;
  /** Every attempt to deliver. */
  attempts: number;
  /** Attaches the gateway that takes the updates, and the clock that the server tells the time of them by. */
  listensTo(handle: HandleUpdate, nowMs?: () => number): void;
  /** Somebody presses a button of a message; the answer is the toast. */
  press(
    user: string,
    verb: ButtonVerb,
    on?: StandingMessage,
    changes?: Partial<ChannelUpdate>,
  ): Promise<UpdateReply | null>;
  type(user: string, text: string, changes?: Partial<ChannelUpdate>): Promise<UpdateReply | null>;
  update(act: ChannelUpdate['act'], changes: Partial<ChannelUpdate>): Promise<UpdateReply | null>;
};

/** What a test may replace. */
export type FakeOptions = {
  readonly kind?: ChannelKind;
  readonly abilities?: Partial<ChannelAbilities>;
  readonly fits?: NotificationChannel['fits'];
};

/** Makes a channel in memory. */
export function fakeChannel(
  name: string,
  { kind = 'telegram', abilities = {}, fits = () => true }: FakeOptions = {},
): FakeChannel {
  let counter = 0;
  let handle: HandleUpdate = async () => null;
  let clock = (): number => 0;
  const outcome = (): ChannelFailure | null => (typeof fake.mode === 'string' ? null : fake.mode);
  const fake: FakeChannel = {
    kind,
    name,
    abilities: {
      answers: true,
      edits: true,
      commandSign: kind === 'telegram' ? '/' : '!',
      proof: 'accepted',
      maxLength: 4_096,
      ...abilities,
    },
    standing: [],
    mode: 'up',
    attempts: 0,
    fits,
    deliver: async (message) => {
      fake.attempts += 1;
      if (fake.mode === 'hang') return new Promise(() => undefined);
      const failure = outcome();
      if (failure !== null) return fail(failure);
      const reference = `${name}-${++counter}`;
      fake.standing.push({ message, reference, shown: message.document, edits: 0 });
      return ok({ kind: fake.abilities.proof, reference, evidence: `message ${reference}` });
    },
    edit: async ({ reference, document }) => {
      if (fake.mode === 'hang') return new Promise(() => undefined);
      const failure = outcome();
      if (failure !== null) return fail(failure);
      const standing = fake.standing.find((one) => one.reference === reference);
      if (standing !== undefined) {
        standing.shown = document;
        standing.edits += 1;
      }
      return ok(null);
    },
    receive: null,
    listen: null,
    close: async () => undefined,
    listensTo: (given, nowMs = clock) => {
      handle = given;
      clock = nowMs;
    },
    update: (act, changes) =>
      handle({
        id: `${name}-update-${++counter}`,
        user: 'nobody',
        place: '',
        isPrivate: true,
        atMs: clock(),
        act,
        ...changes,
      }),
    press: (user, verb, on, changes = {}) => {
      const standing = on ?? fake.standing.at(-1);
      const button = standing?.message.buttons.find((one) => one.verb === verb);
      if (standing === undefined || button === undefined)
        throw new Error(`press ${verb} on ${name}: there is no such button`);
      const act = { kind: 'press', handle: button.handle, reference: standing.reference } as const;
      return fake.update(act, { user, place: standing.message.to, ...changes });
    },
    type: (user, text, changes = {}) =>
      fake.update({ kind: 'text', text }, { user, place: `private-${user}`, ...changes }),
  };
  return fake;
}

/** A failure that is worth another attempt. */
export const DOWN: ChannelFailure = {
  code: 'unreachable',
  reason: 'reach the server: connection refused',
  retryAfterMs: null,
};
/** A failure that is not. */
export const REFUSED: ChannelFailure = {
  code: 'refused',
  reason: 'send: the server refused, want a message it takes',
  retryAfterMs: null,
};
