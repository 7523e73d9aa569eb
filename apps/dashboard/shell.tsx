import { useSignal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { WireHealth } from '../../sdk/wire.ts';
import { account, client, signOut } from './gateway/account.ts';
import { connection } from './gateway/live.ts';
import { SecondFactor } from './pages/second-factor.tsx';
import { go, linkTo, route } from './router.ts';
import { keepCrises } from './state/crises.ts';
import { waiting } from './state/inbox.ts';
import { useKeys } from './state/keys.ts';
import { useLoaded } from './state/load.ts';
import { nextTheme, theme } from './state/theme.ts';
import { count, nameOf, words } from './state/words.ts';
import { Announcer } from './ui/announcer.tsx';
import { Brand } from './ui/brand.tsx';
import { Icon, type IconName } from './ui/icon.tsx';
import { KeyHelp } from './ui/key-help.tsx';
import { Toasts } from './ui/toasts.tsx';

/** The pages: where they are, what they are called, and the key behind `g`. */
export const PLACES: readonly {
  readonly page: string;
  readonly name: string;
  readonly icon: IconName;
  readonly key: string;
}[] = [
  { page: 'inbox', name: 'Inbox', icon: 'inbox', key: 'i' },
  { page: 'feed', name: 'Live feed', icon: 'feed', key: 'f' },
  { page: 'sessions', name: 'Sessions', icon: 'sessions', key: 's' },
  { page: 'log', name: 'Log', icon: 'log', key: 'l' },
  { page: 'budgets', name: 'Budgets', icon: 'budgets', key: 'b' },
  { page: 'policy', name: 'Policy', icon: 'policy', key: 'p' },
  { page: 'channels', name: 'Channels', icon: 'channels', key: 'c' },
  { page: 'fatigue', name: 'Fatigue', icon: 'fatigue', key: 't' },
  { page: 'system', name: 'System', icon: 'system', key: 'y' },
];
const ON_PHONE = ['inbox', 'feed', 'sessions', 'system'];
const GO_MS = 1_500;

/** What stands around every page: where one is, how the gateway is, and what was said. */
export function Shell({ children }: { readonly children: ComponentChildren }): JSX.Element {
  const isHelping = useSignal(false);
  const isMore = useSignal(false);
  useGoKeys(() => {
    isHelping.value = true;
  });
  useEffect(keepCrises, []);
  const health = useLoaded(() => client().health(), { on: ({ kind }) => kind !== 'outcome' });
  const here = route.value[0] ?? 'inbox';
  useEffect(() => {
    isMore.value = false;
  }, [here]);
  return (
    <div class={`shell at-${here} ${health.value.value?.status === 'halted' ? 'is-halted' : ''}`}>
      <a class="skip-link" href="#main">
        Skip to the page
      </a>
      <header class="rail">
        <a class="rail-brand" href={linkTo('inbox')}>
          <Brand />
        </a>
        <Places here={here} />
        <RailFoot
          onHelp={() => {
            isHelping.value = true;
          }}
        />
      </header>
      <StatusStrip health={health.value.value} />
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <TabBar
        here={here}
        isMore={isMore.value}
        onMore={() => {
          isMore.value = !isMore.value;
        }}
      />
      <Announcer />
      <Toasts />
      <SecondFactor />
      {isHelping.value ? (
        <KeyHelp
          onClose={() => {
            isHelping.value = false;
          }}
        />
      ) : null}
    </div>
  );
}

function Places({ here }: { readonly here: string }): JSX.Element {
  return (
    <nav class="places" aria-label="Pages">
      {PLACES.map(({ page, name, icon }) => (
        <a
          key={page}
          href={linkTo(page)}
          aria-current={page === here || (page === 'feed' && here === 'actions') ? 'page' : undefined}
        >
          <Icon name={icon} />
          <span>{name}</span>
          {page === 'inbox' && waiting.value > 0 ? (
            <span class="pill">
              {waiting.value}
              <span class="sr-only"> waiting</span>
            </span>
          ) : null}
        </a>
      ))}
    </nav>
  );
}

const THEME_ICONS = { auto: 'auto', light: 'sun', dark: 'moon' } as const;

function RailFoot({ onHelp }: { readonly onHelp: () => void }): JSX.Element {
  return (
    <div class="rail-foot">
      <span class="who" title={account.value?.principal}>
        {nameOf(account.value?.principal ?? '')}
      </span>
      <button type="button" class="icon-button" title={`Theme: ${theme.value}`} onClick={nextTheme}>
        <Icon name={THEME_ICONS[theme.value]} />
        <span class="sr-only">Theme: {theme.value}</span>
      </button>
      <button type="button" class="icon-button" title="Keys" onClick={onHelp}>
        <Icon name="keyboard" />
        <span class="sr-only">Keys</span>
      </button>
      <button type="button" class="icon-button" title="Sign out" onClick={() => void signOut()}>
        <Icon name="exit" />
        <span class="sr-only">Sign out</span>
      </button>
    </div>
  );
}

const STANDING = {
  ok: ['allow', 'shield', 'Guarding'],
  degraded: ['ask', 'warning', 'Degraded'],
  halted: ['deny', 'stop', 'Halted'],
} as const;
const WITNESS = { none: 'no witness', pending: 'witness pending', cosigned: 'cosigned' } as const;

function StatusStrip({ health }: { readonly health: WireHealth | undefined }): JSX.Element {
  const [tone, icon, said] = health === undefined ? (['plain', 'clock', 'Asking…'] as const) : STANDING[health.status];
  const isLive = connection.value === 'live';
  return (
    <div class={`strip ${tone}`} role="region" aria-label="How the gateway is">
      <a class={`strip-state ${tone}`} href={linkTo('system')}>
        <Icon name={icon} size={16} /> {said}
      </a>
      {health === undefined ? null : (
        <>
          <span>
            {words(health.profile)}
            {health.mode === 'shadow' ? <b class="shadow"> · shadow: nothing is enforced</b> : null}
          </span>
          <span class="wide-only">
            {count(health.log.size)} entries, {WITNESS[health.witness]}
          </span>
        </>
      )}
      <span class={`live ${connection.value}`} role="status">
        <i aria-hidden="true" /> {isLive ? 'Live' : connection.value === 'connecting' ? 'Connecting…' : 'Reconnecting…'}
      </span>
    </div>
  );
}

function TabBar({
  here,
  isMore,
  onMore,
}: {
  readonly here: string;
  readonly isMore: boolean;
  readonly onMore: () => void;
}): JSX.Element {
  const first = PLACES.filter(({ page }) => ON_PHONE.includes(page));
  const rest = PLACES.filter(({ page }) => !ON_PHONE.includes(page));
  return (
    <nav class="tab-bar" aria-label="Pages, for small screens">
      {isMore ? (
        <div class="more-sheet">
          {rest.map(({ page, name, icon }) => (
            <a key={page} href={linkTo(page)} aria-current={page === here ? 'page' : undefined}>
              <Icon name={icon} /> {name}
            </a>
          ))}
          <button type="button" onClick={nextTheme}>
            <Icon name={THEME_ICONS[theme.value]} /> Theme: {theme.value}
          </button>
          <button type="button" onClick={() => void signOut()}>
            <Icon name="exit" /> Sign out
          </button>
        </div>
      ) : null}
      {first.map(({ page, name, icon }) => (
        <a
          key={page}
          href={linkTo(page)}
          aria-current={page === here || (page === 'feed' && here === 'actions') ? 'page' : undefined}
        >
          <span class="tab-icon">
            <Icon name={icon} size={22} />
            {page === 'inbox' && waiting.value > 0 ? <span class="pill">{waiting.value}</span> : null}
          </span>
          {name}
        </a>
      ))}
      <button type="button" aria-expanded={isMore} onClick={onMore}>
        <span class="tab-icon">
          <Icon name="more" size={22} />
        </span>
        More
      </button>
    </nav>
  );
}

function useGoKeys(onHelp: () => void): void {
  const lastG = useSignal(-GO_MS);
  const isGoing = () => performance.now() - lastG.value < GO_MS;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const place = PLACES.find(({ key }) => key === event.key);
      if (!isGoing() || place === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      lastG.value = -GO_MS;
      event.preventDefault();
      event.stopPropagation();
      go(linkTo(place.page));
    };
    document.addEventListener('keydown', listen, { capture: true });
    return () => document.removeEventListener('keydown', listen, { capture: true });
  }, []);
  useKeys({
    g: () => {
      lastG.value = performance.now();
    },
    '?': onHelp,
  });
}
