import { toHex } from '../../core/encoding/hex.ts';
import type { Pairing } from '../../core/notify/pairing.ts';
import { refuseOldLogin } from '../approver/prove-person.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import type { NotifyDesk } from './notify-desk.ts';
import { pairDirectly, unpair } from './pairing-flows.ts';

/** Where a browser takes pushes, as it says itself (`PushSubscription.toJSON`). */
export type BrowserSubscription = {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
};

/** Browsers that are pushed to, each for the person who is logged in there. */
export type PushFlows = {
  /** What a browser subscribes with, by channel; empty where no channel pushes. */
  readonly listPushKeys: () => readonly { readonly channel: string; readonly publicKey: string }[];
  /** Begins to push to the caller's browser. Raises `input.invalid` for a channel that does not push, and for a browser too many, `auth.forbidden` as `refuseOldLogin` does. */
  readonly subscribePush: (
    caller: Caller,
    order: { readonly channel: string; readonly subscription: BrowserSubscription },
  ) => Promise<Pairing>;
  /** Ends it, for one of the caller's own. Raises `input.invalid` for any other, `auth.forbidden` as `refuseOldLogin` does. */
  readonly endPush: (caller: Caller, id: string) => Promise<Pairing>;
};

/** Most browsers of one person. */
export const MAX_BROWSERS = 10;

/** The flows about browsers that are pushed to. A browser is told; it answers nothing by a push, so that no key goes with it. */
export function pushFlows(context: FlowContext, desk: Pick<NotifyDesk, 'health'>): PushFlows {
  const listPushKeys: PushFlows['listPushKeys'] = () =>
    desk
      .health()
      .flatMap(({ name, abilities: { subscribeKey } }) =>
        subscribeKey === undefined ? [] : [{ channel: name, publicKey: subscribeKey }],
      );
  const ownBrowsers = ({ principal }: Caller): readonly Pairing[] => {
    const pushing = new Set(listPushKeys().map(({ channel }) => channel));
    return context.notify.book.all().filter((one) => one.principal === principal && pushing.has(one.channel));
  };
  return {
    listPushKeys,
    subscribePush: async (caller, { channel, subscription }) => {
      if (!caller.principal.startsWith('human:'))
        throw new GatewayError('auth.forbidden', 'push to a browser: want a person who is logged in');
      refuseOldLogin(context, caller, 'push to a browser');
      if (!listPushKeys().some((key) => key.channel === channel))
        throw new GatewayError('input.invalid', `push to a browser: found no channel ${channel} that pushes`);
      const user = toHex(context.ports.hash(subscription.endpoint)).slice(0, 32);
      const own = ownBrowsers(caller);
      if (own.length >= MAX_BROWSERS && !own.some((one) => one.channel === channel && one.user === user))
        throw new GatewayError(
          'input.invalid',
          `push to a browser: ${own.length} browsers already, want at most ${MAX_BROWSERS}`,
          {
            remedies: ['End one of them first.'],
          },
        );
      const { endpoint, keys } = subscription;
      const place = JSON.stringify({ endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } });
      return pairDirectly(context, caller, { channel, user, place, principal: caller.principal });
    },
    endPush: async (caller, id) => {
      refuseOldLogin(context, caller, 'end the pushes to a browser');
      if (!ownBrowsers(caller).some((one) => one.id === id))
        throw new GatewayError('input.invalid', 'end the pushes to a browser: found none of yours with this id');
      return unpair(context, caller, id);
    },
  };
}

/**
 * Ends the pairing of a browser whose push service says that the subscription is gone: whoever unsubscribed is not asked for again. What cannot
 * be recorded now is left for the next message.
 */
export async function forgetBrowser(
  context: FlowContext,
  { channel, to }: { readonly channel: string; readonly to: string },
): Promise<void> {
  const gone = context.notify.book.all().find((one) => one.channel === channel && one.place === to);
  if (gone === undefined) return;
  try {
    await unpair(context, { principal: 'gateway', scopes: ['admin'] }, gone.id);
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
  }
}
