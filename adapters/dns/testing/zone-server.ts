import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type Answer, decode, encode, type Packet } from 'dns-packet';

/** What a test's name server says of a name: its addresses, another name, that there is none, or nothing at all. */
export type ZoneAnswer = readonly string[] | 'silence' | 'no-such-name' | { readonly alias: string };

/** A name server on this machine that says what a test tells it; counts the questions for each name. */
export type ZoneServer = {
  /** `127.0.0.1:port`. */
  readonly address: string;
  readonly asked: Map<string, number>;
  readonly close: () => void;
};

/** Starts a name server over a function from names to answers, called for every question. */
export async function openZoneServer(
  answerOf: (name: string, type: 'A' | 'AAAA') => ZoneAnswer,
  { ttlSeconds = 0 }: { readonly ttlSeconds?: number } = {},
): Promise<ZoneServer> {
  const socket = createSocket('udp4');
  const asked = new Map<string, number>();
  socket.on('message', (message, peer) => {
    const question = decode(message);
    const [first] = question.questions ?? [];
    if (first === undefined || (first.type !== 'A' && first.type !== 'AAAA')) return;
    const name = first.name.toLowerCase();
    asked.set(name, (asked.get(name) ?? 0) + 1);
    const reply = replyTo(question, { name, type: first.type, answerOf, ttl: ttlSeconds });
    if (reply !== null) socket.send(encode(reply), peer.port, peer.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { address: `127.0.0.1:${socket.address().port}`, asked, close: () => socket.close() };
}

type Question = {
  readonly name: string;
  readonly type: 'A' | 'AAAA';
  readonly answerOf: (name: string, type: 'A' | 'AAAA') => ZoneAnswer;
  readonly ttl: number;
};

function replyTo(question: Packet, { name, type, answerOf, ttl }: Question): Packet | null {
  const answers: Answer[] = [];
  let current = name;
  let said = answerOf(current, type);
  for (let hops = 0; typeof said === 'object' && 'alias' in said && hops < 12; hops++) {
    answers.push({ name: current, type: 'CNAME', ttl, class: 'IN', data: said.alias });
    current = said.alias;
    said = answerOf(current, type);
  }
  if (said === 'silence') return null;
  const isMissing = said === 'no-such-name';
  const addresses = Array.isArray(said) ? (said as readonly string[]) : [];
  for (const data of addresses) {
    if (data.includes(':') === (type === 'AAAA')) answers.push({ name: current, type, ttl, class: 'IN', data });
  }
  return {
    type: 'response',
    id: question.id ?? 0,
    flags: 0x0180 | (isMissing ? 3 : 0),
    questions: question.questions ?? [],
    answers,
  };
}
