import type { KnownPlace, NotifyRules } from '../../core/notify/routing.ts';

/** What planning needs to know before any channel is open. */
export type NotifySettings = {
  readonly rules: NotifyRules;
  /** Places that the configuration names: groups by a name, mailboxes and numbers by their person. */
  readonly places: readonly KnownPlace[];
  /** Where people open the dashboard, without a slash at its end; null where there is none that they could open. */
  readonly dashboardUrl: string | null;
  /** How long one attempt may take, in milliseconds. */
  readonly attemptTimeoutMs: number;
};

/** How long one attempt may take where nothing else is said: less than the shortest deadline of a request. */
export const ATTEMPT_TIMEOUT_MS = 4_000;

/** Nobody is told. */
export const NO_CHANNELS: NotifySettings = {
  rules: { routes: [], usual: [], always: [], schedules: {}, administrators: [], emergency: [], order: [] },
  places: [],
  dashboardUrl: null,
  attemptTimeoutMs: ATTEMPT_TIMEOUT_MS,
};
