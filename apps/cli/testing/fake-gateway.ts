import { createHmac, generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { INSTANCE_PATH, instanceText } from '../../../sdk/instance-proof.ts';
import type { WireInputProblem } from '../../../sdk/problem.ts';
import type { WireApproval } from '../../../sdk/wire.ts';

/** One request that arrived. */
export type Received = {
  readonly method: string;
  readonly path: string;
  /** The query as it was sent: empty, or with its question mark. */
  readonly query: string;
  readonly body: unknown;
  readonly token: string;
};

/** An answer that does not depend on what was asked. */
export type FixedAnswer = { readonly status: number; readonly value: unknown };

/** A server that speaks the routes of the gateway that the CLI uses, with answers a test can set. */
export type FakeGateway = {
  readonly address: string;
  readonly received: Received[];
  /** Adds or changes a request and tells whoever follows. */
  readonly put: (approval: WireApproval) => void;
  /** Sets what a path answers from now on, to any method. */
  readonly answerWith: (path: string, answer: FixedAnswer) => void;
  /** Breaks every event stream, as a restart does. */
  readonly dropStreams: () => void;
  readonly close: () => Promise<void>;
};

const TOKEN = 'cs_000000000001_secret';
const INSTANCE_KEY = '07'.repeat(32);

/** Starts a fake gateway and writes the state directory that leads to it. */
export async function startFakeGateway(stateDir: string): Promise<FakeGateway> {
  const approvals = new Map<string, WireApproval>();
  const streams = new Set<ServerResponse>();
  const received: Received[] = [];
  const set = new Map<string, FixedAnswer>();
  const put = (approval: WireApproval): void => {
    approvals.set(approval.id, approval);
    const last = approval.answers.at(-1)?.approver ?? null;
    const event = { kind: 'approval', at_ms: Date.now(), id: approval.id, status: approval.status, by: last };
    for (const stream of streams) stream.write(`event: approval\ndata: ${JSON.stringify(event)}\n\n`);
  };
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      if (url.pathname === INSTANCE_PATH) {
        response.end(JSON.stringify({ proof: proofFor(url, request) }));
        return;
      }
      received.push({
        method: request.method ?? '',
        path: url.pathname,
        query: url.search,
        body,
        token: request.headers.authorization ?? '',
      });
      if (url.pathname === '/v1/events') {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n');
        streams.add(response);
        response.on('close', () => streams.delete(response));
        return;
      }
      const { status, value } = set.get(url.pathname) ?? answer(url, { body, approvals, put });
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  writeState(stateDir, address);
  return {
    address,
    received,
    put,
    answerWith: (path, fixedAnswer) => void set.set(path, fixedAnswer),
    dropStreams: () => {
      for (const stream of streams) stream.destroy();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Answering = {
  readonly body: unknown;
  readonly approvals: ReadonlyMap<string, WireApproval>;
  readonly put: (approval: WireApproval) => void;
};

function answer(url: URL, { body, approvals, put }: Answering): FixedAnswer {
  const [, , resource, id, verb] = url.pathname.split('/');
  if (resource === 'approvals' && id === undefined) {
    const statuses = url.searchParams.get('status')?.split(',') ?? ['pending'];
    return {
      status: 200,
      value: { approvals: [...approvals.values()].filter(({ status }) => statuses.includes(status)) },
    };
  }
  if (resource === 'approvals' && id === 'batch') {
    const { answers } = body as { readonly answers: readonly { readonly id: string; readonly answer: string }[] };
    const one = (each: { readonly id: string; readonly answer: string }): object => {
      const part = new URL(`/v1/approvals/${each.id}/${each.answer}`, url);
      const { status, value } = answer(part, { body: each, approvals, put });
      return { id: each.id, approval: status === 200 ? value : null, error: status === 200 ? null : refusalIn(value) };
    };
    return { status: 200, value: { answers: answers.map(one) } };
  }
  if (resource === 'approvals') {
    const found = [...approvals.values()].find((approval) => approval.id.startsWith(id ?? '-'));
    if (found === undefined) return problem(404, 'approval.unknown', `find approval "${id}": there is none`);
    if (verb === undefined) return { status: 200, value: found };
    if (found.status !== 'pending') return problem(409, 'approval.decided', 'somebody was first');
    const given = body as {
      readonly scope?: 'action';
      readonly note?: string;
      readonly key_id?: string;
      readonly signature?: string;
    };
    const answered = {
      answer: verb,
      approver: 'human:operator',
      key_id: given.key_id,
      channel: 'cli',
      scope: given.scope,
      note: given.note,
      at_ms: 1,
      signature: given.signature,
    };
    const after = { ...found, status: verb === 'approve' ? 'approved' : 'denied', answers: [answered] } as WireApproval;
    put(after);
    return { status: 200, value: after };
  }
  return fixed(url.pathname);
}

function refusalIn(value: unknown): object {
  const { code, detail } = value as { readonly code: string; readonly detail: string };
  return { code, message: detail, remedies: [] };
}

const HEALTH = {
  status: 'ok',
  version: '0.1.0',
  started_at_ms: 1_700_000_000_000,
  log: { size: 3, writable: true },
  witness: 'none',
  mode: 'enforce',
  profile: 'dev',
  pending_approvals: 0,
  closed_workspaces: [],
};
const TOKEN_RECORD = {
  id: '000000000001',
  principal: 'human:operator',
  scopes: ['admin'],
  created_at_ms: 1,
  expires_at_ms: null,
  lease: null,
  revoked_at_ms: null,
};

function fixed(path: string): FixedAnswer {
  const calm = { halt: null, safe_mode: false, containments: [] };
  const policy = { version: `sha256:${'c'.repeat(64)}`, profile: 'dev', mode: 'enforce', rules: [], warnings: [] };
  const answers: { readonly [path: string]: unknown } = {
    '/healthz': { status: 'ok' },
    '/v1/health': HEALTH,
    '/v1/emergency': calm,
    '/v1/reviews': { reviews: [] },
    '/v1/trust': { trusts: [] },
    '/v1/policy/proposals': { proposals: [] },
    '/v1/emergency/halt': { resume_token: 'resume-1' },
    '/v1/emergency/resume': calm,
    '/v1/policy': policy,
    '/v1/tools': { tools: [] },
    '/v1/tokens': { tokens: [TOKEN_RECORD], token: 'cs_new', record: TOKEN_RECORD },
  };
  const value = answers[path];
  return value === undefined ? problem(404, 'route.unknown', `no route ${path}`) : { status: 200, value };
}

/** Problem details as the gateway answers them. */
export function problem(
  status: number,
  code: string,
  more: string | { readonly reason: string; readonly problems: readonly WireInputProblem[] },
): FixedAnswer {
  const { reason, problems } = typeof more === 'string' ? { reason: more, problems: [] } : more;
  return {
    status,
    value: {
      type: 'about:blank',
      title: code,
      status,
      code,
      reason,
      remedies: ['Look again.'],
      problems,
      request_id: 'r1',
    },
  };
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? null : (JSON.parse(text) as unknown);
}

/** Proves that it is the gateway of the key that `writeState` writes. */
function proofFor(
  { searchParams }: URL,
  { socket: { localAddress = '', localPort: port = 0 } }: IncomingMessage,
): string {
  const text = instanceText({ nonce: searchParams.get('nonce') ?? '', address: localAddress, port });
  return createHmac('sha256', Buffer.from(INSTANCE_KEY, 'hex')).update(text).digest('hex');
}

function writeState(stateDir: string, address: string): void {
  for (const folder of ['tokens', 'keys']) mkdirSync(`${stateDir}/${folder}`, { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  writeFileSync(`${stateDir}/address`, `${address}\n`);
  writeFileSync(`${stateDir}/tokens/operator.token`, `${TOKEN}\n`, { mode: 0o600 });
  writeFileSync(`${stateDir}/keys/instance.key`, `${INSTANCE_KEY}\n`, { mode: 0o600 });
  writeFileSync(`${stateDir}/keys/approver.pem`, pem, { mode: 0o600 });
}
