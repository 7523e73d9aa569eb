import type { ModelProvider } from './model-settings.ts';

/** What a request is about. */
export type Endpoint = 'messages' | 'count-tokens' | 'chat' | 'responses' | 'models';

/** A request to a provider, found by its address. */
export type RoutedRequest = {
  readonly provider: ModelProvider;
  readonly endpoint: Endpoint;
  /** The whole address at the provider. */
  readonly url: string;
};

/** Why an address leads nowhere. The shape, where a provider was found, is the one to refuse in. */
export type RouteRefusal = {
  readonly status: 404 | 405;
  readonly shape: ModelProvider['shape'];
  readonly message: string;
};

export const MODEL_PREFIX = '/model/';

const ENDPOINTS: { readonly [shape in ModelProvider['shape']]: { readonly [path: string]: Endpoint } } = {
  anthropic: { '/v1/messages': 'messages', '/v1/messages/count_tokens': 'count-tokens', '/v1/models': 'models' },
  openai: { '/v1/chat/completions': 'chat', '/v1/responses': 'responses', '/v1/models': 'models' },
};

const MAX_URL = 2_048;

/** Finds what `/model/<provider>/v1/…` is about; nothing else of a provider's API is passed on. */
export function routeRequest(
  { method, url }: { readonly method: string; readonly url: string },
  providers: ReadonlyMap<string, ModelProvider>,
): RoutedRequest | RouteRefusal {
  const [path = '', query = ''] = url.slice(0, MAX_URL).split('?', 2);
  const rest = path.slice(MODEL_PREFIX.length);
  const slash = rest.indexOf('/');
  const provider = providers.get(slash < 0 ? rest : rest.slice(0, slash));
  if (provider === undefined) {
    const message = `find the provider: want ${MODEL_PREFIX}<name>/… with one of ${[...providers.keys()].join(', ') || 'none: no provider is configured'}`;
    return { status: 404, shape: 'openai', message };
  }
  const { shape, baseUrl } = provider;
  const place = trimmed(slash < 0 ? '/' : rest.slice(slash));
  const known = ENDPOINTS[shape];
  const endpoint = Object.hasOwn(known, place) ? known[place] : place.startsWith('/v1/models/') ? 'models' : undefined;
  if (endpoint === undefined || url.length > MAX_URL || !isPlain(place)) {
    const message = `find the address: Countersign passes on ${Object.keys(known).join(', ')} of ${provider.name}, and nothing else of its API`;
    return { status: 404, shape, message };
  }
  const wanted = endpoint === 'models' ? 'GET' : 'POST';
  if (method !== wanted) return { status: 405, shape, message: `serve the method: want ${wanted} here` };
  const below = shape === 'openai' ? place.slice('/v1'.length) : place;
  return { provider, endpoint, url: `${baseUrl}${below}${query === '' ? '' : `?${query}`}` };
}

function trimmed(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

/** No dots that lead elsewhere, nothing encoded: what is passed on is what was looked at. */
function isPlain(path: string): boolean {
  return !path.includes('..') && !path.includes('//') && !path.includes('\\') && !path.includes('%2');
}
