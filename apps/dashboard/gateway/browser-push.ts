import { CountersignError } from '../../../sdk/error.ts';
import { client } from './account.ts';

/** Whether this browser is pushed to: it cannot be, its person said no, or it is, or is not. */
export type PushState = 'impossible' | 'refused' | 'off' | 'on';

const WORKER = '/dashboard/push-worker.js';
const SCOPE = '/dashboard/';
/** Where the page keeps which pairing is this browser's. */
const KEPT = 'countersign.push';

/** How it stands in this browser. */
export function pushState(): PushState {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return 'impossible';
  if (Notification.permission === 'denied') return 'refused';
  return localStorage.getItem(KEPT) === null ? 'off' : 'on';
}

/** Asks the person, subscribes this browser at its push service and tells the gateway. Raises the browser's or the gateway's own error. */
export async function beginPush(channel: { readonly channel: string; readonly public_key: string }): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') return;
  if ((await navigator.serviceWorker.getRegistration(SCOPE)) === undefined) await registerWorker();
  const { pushManager } = await navigator.serviceWorker.ready;
  const subscribed = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: channel.public_key });
  const { endpoint = '', keys = {} } = subscribed.toJSON();
  const { p256dh = '', auth = '' } = keys;
  const order = { channel: channel.channel, subscription: { endpoint, keys: { p256dh, auth } } };
  localStorage.setItem(KEPT, (await client().channels.subscribePush(order)).id);
}

/**
 * Ends it in the browser and at the gateway; a pairing that was ended elsewhere is ended here too. Where the login is too old for the
 * gateway, it forgets the browser with its next push, which the push service refuses.
 */
export async function endPush(): Promise<void> {
  const id = localStorage.getItem(KEPT);
  const registered = await navigator.serviceWorker.getRegistration(SCOPE);
  await (await registered?.pushManager.getSubscription())?.unsubscribe();
  localStorage.removeItem(KEPT);
  if (id === null) return;
  try {
    await client().channels.endPush(id);
  } catch (error) {
    if (!(error instanceof CountersignError && error.code === 'auth.forbidden')) throw error;
  }
}

type Policies = {
  readonly createPolicy: (
    name: string,
    rules: { readonly createScriptURL: () => string },
  ) => {
    readonly createScriptURL: (text: string) => unknown;
  };
};

/** Trusted Types let this one address be a script, and the content security policy this one policy, which a page can make once. */
function registerWorker(): Promise<ServiceWorkerRegistration> {
  const { trustedTypes } = window as unknown as { readonly trustedTypes?: Policies };
  const policy = trustedTypes?.createPolicy('countersign-worker', { createScriptURL: () => WORKER });
  return navigator.serviceWorker.register((policy?.createScriptURL(WORKER) ?? WORKER) as string, { scope: SCOPE });
}
