import type { CedarValueJson, EntityJson, StatefulAuthorizationCall, TypeAndId } from '@cedar-policy/cedar-wasm/nodejs';
import type { Effect } from '../../core/effect/effect.ts';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import { isWithin } from '../../core/path/normalise-path.ts';
import { hostOfName, hostOfUrl } from '../../core/policy/host-pattern.ts';
import type { ExternalRuleRequest } from '../../core/policy/rule-outcome.ts';
import { isTrusted } from '../../core/provenance/provenance.ts';
import { NAMESPACE, type ResourceType } from './cedar-schema.ts';

/** Deepest path and longest domain whose ancestors are listed; beyond it there is no request. */
const MAX_ANCESTORS = 256;

/** The part of a Cedar request that speaks of one effect. */
type CedarRequest = Pick<StatefulAuthorizationCall, 'principal' | 'action' | 'resource' | 'context' | 'entities'>;

/**
 * Writes one effect of an action as a Cedar request.
 *
 * Null when the effect cannot be said in the schema without losing something: a URL or host that cannot be read, a path that
 * is not absolute or too deep. That must count against the action.
 */
export function writeRequest(request: ExternalRuleRequest, effect: Effect): CedarRequest | null {
  const { action } = request;
  const resource = writeResource(request, effect);
  if (resource === null) return null;
  const principal = uid('Principal', action.principal);
  const tool = uid('Tool', `${action.tool.origin}/${action.tool.name}`);
  const call = uid('Call', action.id);
  const digest = action.tool.digest === null ? {} : { digest: action.tool.digest };
  return {
    principal,
    action: uid('Action', effect.class),
    resource: resource.uid as TypeAndId,
    context: writeContext(request, effect, { tool, call }),
    entities: [
      resource,
      { uid: principal, attrs: {}, parents: parentPrincipals(request) },
      { uid: tool, attrs: { name: action.tool.name, ...digest }, parents: [uid('Origin', action.tool.origin)] },
      { uid: call, attrs: {}, parents: [], tags: writeArguments(request) },
    ],
  };
}

function uid(type: string, id: string): TypeAndId {
  return { type: `${NAMESPACE}::${type}`, id };
}

function parentPrincipals({ action }: ExternalRuleRequest): TypeAndId[] {
  return action.onBehalfOf === action.principal ? [] : [uid('Principal', action.onBehalfOf)];
}

function writeContext(
  { action, effects, riskScore, nowMs }: ExternalRuleRequest,
  effect: Effect,
  { tool, call }: { readonly tool: TypeAndId; readonly call: TypeAndId },
): Record<string, CedarValueJson> {
  return {
    risk_score: riskScore,
    now: { __extn: { fn: 'datetime', arg: new Date(nowMs).toISOString() } },
    surface: action.surface,
    workspace: action.workspace,
    cwd: action.cwd,
    session: { __entity: uid('Session', action.session) },
    tool: { __entity: tool },
    call: { __entity: call },
    marks: [...effect.marks],
    reversibility: effect.reversibility,
    effect_classes: [...new Set([...effects.map((one) => one.class), effect.class])],
  };
}

function writeArguments({ action }: ExternalRuleRequest): Record<string, string> {
  const texts = Object.entries(action.args).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : canonicalJson(value),
  ]);
  return Object.fromEntries(texts) as Record<string, string>;
}

function writeResource(request: ExternalRuleRequest, effect: Effect): EntityJson | null {
  const { kind, value, provenance } = effect.resource;
  const attrs = { value, provenance, is_trusted: isTrusted(provenance) };
  if (kind === 'path')
    return writePath(value, { ...attrs, is_in_workspace: isWithin(value, request.action.workspace) });
  if (kind === 'host') return writeHost(value, attrs);
  if (kind === 'url') return writeUrl(value, attrs);
  return { uid: uid(TYPE_OF_KIND[kind], value), attrs, parents: [] };
}

const TYPE_OF_KIND: {
  readonly [Kind in Exclude<Effect['resource']['kind'], 'path' | 'host' | 'url'>]: ResourceType;
} = { command: 'Command', recipient: 'Recipient', statement: 'Statement', tool: 'Other', other: 'Other' };

type Attributes = Record<string, string | boolean>;

function writePath(value: string, attrs: Attributes): EntityJson | null {
  const folders = value.split('/').slice(1, -1);
  if (!value.startsWith('/') || folders.length >= MAX_ANCESTORS) return null;
  const above = folders.map((_, index) => uid('Path', `/${folders.slice(0, index + 1).join('/')}`));
  return { uid: uid('Path', value), attrs, parents: value === '/' ? [] : [uid('Path', '/'), ...above] };
}

function writeHost(value: string, attrs: Attributes): EntityJson | null {
  const name = hostOfName(value);
  return name === null ? null : { uid: uid('Host', name), attrs, parents: domainsAbove(name) };
}

function writeUrl(value: string, attrs: Attributes): EntityJson | null {
  const name = hostOfUrl(value);
  if (name === null) return null;
  return {
    uid: uid('Url', value),
    attrs: { ...attrs, host: name },
    parents: [uid('Host', name), ...domainsAbove(name)],
  };
}

/** An address has no domains: the digits of one are no part of another. */
function domainsAbove(name: string): TypeAndId[] {
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (name.startsWith('[') || Number.isInteger(Number(last))) return [];
  const parents: TypeAndId[] = [];
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1))
    parents.push(uid('Host', name.slice(dot + 1)));
  return parents;
}
