import { effect } from '@preact/signals';
import type { ComponentType, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { account, loginFailure, restoreLogin } from './gateway/account.ts';
import { Inbox } from './pages/inbox.tsx';
import { Login } from './pages/login.tsx';
import { linkTo, route } from './router.ts';
import { PLACES, Shell } from './shell.tsx';
import { keepInbox, waiting } from './state/inbox.ts';
import { Brand } from './ui/brand.tsx';
import { LazyPage } from './ui/lazy-page.tsx';
import { Empty, Failure } from './ui/standing.tsx';

type Page = ComponentType<{ readonly rest: readonly string[] }>;

/** Pages that are fetched when they are first looked at. */
const LATER: { readonly [page: string]: () => Promise<Page> } = {
  feed: async () => (await import('./pages/feed.tsx')).Feed,
  actions: async () => (await import('./pages/action.tsx')).ActionPage,
  sessions: async () => (await import('./pages/sessions.tsx')).Sessions,
  log: async () => (await import('./pages/log.tsx')).LogPage,
  budgets: async () => (await import('./pages/budgets.tsx')).Budgets,
  policy: async () => (await import('./pages/policy.tsx')).PolicyPage,
  channels: async () => (await import('./pages/channels.tsx')).Channels,
  fatigue: async () => (await import('./pages/fatigue.tsx')).Fatigue,
  system: async () => (await import('./pages/system.tsx')).SystemPage,
};

/** The dashboard: the login, or the page that the address names. */
export function App(): JSX.Element {
  const who = account.value;
  if (who === undefined) {
    const error = loginFailure.value;
    return (
      <main id="main" class="splash">
        <Brand />
        {error === null ? null : <Failure error={error} again={() => void restoreLogin()} />}
      </main>
    );
  }
  return who === null ? <Login /> : <SignedIn key={who.principal} />;
}

function SignedIn(): JSX.Element {
  useEffect(keepInbox, []);
  const [page = 'inbox', ...rest] = route.value;
  useTitle(page);
  const later = LATER[page];
  return (
    <Shell>
      {page === 'inbox' || page === 'login' ? (
        <Inbox />
      ) : later === undefined ? (
        <NoPage />
      ) : (
        <LazyPage key={page} name={page} load={later} rest={rest} />
      )}
    </Shell>
  );
}

function useTitle(page: string): void {
  const name = PLACES.find((place) => place.page === page)?.name ?? (page === 'actions' ? 'Action' : 'Countersign');
  useEffect(
    () =>
      effect(() => {
        document.title = `${waiting.value > 0 ? `(${waiting.value}) ` : ''}${name} · Countersign`;
      }),
    [name],
  );
}

function NoPage(): JSX.Element {
  return (
    <Empty icon="search" title="There is no such page">
      <p>
        <a class="link" href={linkTo('inbox')}>
          Go to the inbox
        </a>
      </p>
    </Empty>
  );
}
