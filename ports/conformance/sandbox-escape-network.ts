import { type EscapeAttempt, escapedIf, perlEscapedIf } from './sandbox-escape-place.ts';

const away = { because: 'it would leave this machine, which tests do not' } as const;
const connect = (host: string, port: number): string =>
  `timeout 3 bash -c 'exec 3<>/dev/tcp/${host}/${port} && head -c 100 <&3'`;
const socket = (family: number, kind: number, protocol: number): string => `socket(S, ${family}, ${kind}, ${protocol})`;

/** Hosts, this machine included, and sockets of other families. Doors are none of these. */
export const NETWORK_ESCAPES: readonly EscapeAttempt[] = [
  {
    name: 'reaches a server of this machine',
    line: ({ outsidePort }) => connect('127.0.0.1', outsidePort),
    tools: ['bash'],
    control: 'outside',
  },
  {
    name: 'reaches this machine by another number of itself',
    line: ({ outsidePort }) => connect('127.1', outsidePort),
    tools: ['bash'],
    control: 'outside',
  },
  {
    name: 'reaches this machine by the unspecified address',
    line: ({ outsidePort }) => connect('0.0.0.0', outsidePort),
    tools: ['bash'],
    control: 'outside',
  },
  {
    name: 'reaches this machine by an address of its network',
    line: ({ outsidePort }) =>
      `for a in 10.0.2.2 172.17.0.1 192.168.0.1 169.254.1.1; do timeout 1 bash -c "exec 3<>/dev/tcp/$a/${outsidePort} && head -c 9 <&3"; done`,
    tools: ['bash'],
    control: away,
  },
  {
    name: 'reaches a host of the internet',
    line: () =>
      escapedIf(
        `timeout 2 bash -c 'exec 3<>/dev/tcp/192.0.2.1/80' || timeout 2 bash -c 'exec 3<>/dev/tcp/2001:db8::1/443'`,
      ),
    tools: ['bash'],
    control: away,
  },
  {
    name: 'reaches the metadata of a cloud',
    line: () => escapedIf(`timeout 2 bash -c 'exec 3<>/dev/tcp/169.254.169.254/80'`),
    tools: ['bash'],
    control: away,
  },
  {
    name: 'asks for a name',
    line: () => escapedIf('timeout 3 getent hosts one.example.test || timeout 3 getent hosts dns.google'),
    control: away,
  },
  {
    name: 'has a way out in its table of routes',
    line: () => escapedIf('awk \'NR > 1 && $2 == "00000000"\' /proc/net/route | grep -q .'),
    heldBy: 'network.none',
    control: { because: 'this machine may have no way out itself' },
  },
  {
    name: 'has a link besides its own',
    line: () => escapedIf('awk -F: \'NR > 2 { gsub(/ /, "", $1); if ($1 != "lo") print }\' /proc/net/dev | grep -q .'),
    heldBy: 'calls.filtered',
    control: { because: 'this machine may have no link itself' },
  },
  {
    name: 'sends a datagram past the doors',
    line: () =>
      perlEscapedIf(
        'use Socket; socket(S, AF_INET, SOCK_DGRAM, 0) && send(S, "x", 0, sockaddr_in(53, inet_aton("192.0.2.1")))',
      ),
    tools: ['perl'],
    control: away,
  },
  {
    name: 'makes a raw socket',
    line: () => perlEscapedIf(socket(2, 3, 1)),
    tools: ['perl'],
    control: 'outside-as-root',
  },
  {
    name: 'makes a socket of packets',
    line: () => perlEscapedIf(socket(17, 3, 0x300)),
    tools: ['perl'],
    control: 'outside-as-root',
  },
  {
    name: 'makes a socket to the host of a virtual machine',
    line: () => perlEscapedIf(`${socket(40, 1, 0)} && connect(S, pack("SSIIx4", 40, 0, 1024, 2))`),
    tools: ['perl'],
    control: { because: 'there may be no such host' },
  },
  {
    name: 'makes a socket of the kernel’s cipher',
    line: () => perlEscapedIf(socket(38, 5, 0)),
    tools: ['perl'],
    heldBy: 'calls.filtered',
    control: { because: 'not every kernel has them' },
  },
  {
    name: 'makes a socket of the kernel’s audit',
    line: () => perlEscapedIf(socket(16, 3, 9)),
    tools: ['perl'],
    heldBy: 'calls.filtered',
    control: { because: 'not every kernel has them' },
  },
  {
    name: 'configures firewalls',
    line: () => perlEscapedIf(`${socket(16, 3, 12)} && 1`),
    tools: ['perl'],
    heldBy: 'calls.filtered',
    control: 'outside',
  },
  {
    name: 'makes sockets of rare families',
    line: () =>
      perlEscapedIf(
        'grep({ socket(S, $_, 1, 0) || socket(S, $_, 2, 0) || socket(S, $_, 5, 0) } 3, 4, 5, 9, 21, 29, 31, 33, 39, 43, 44)',
      ),
    tools: ['perl'],
    control: { because: 'the kernel loads a module for each that it has' },
  },
  {
    name: 'connects to a socket file of the workspace',
    line: ({ socketPath }) =>
      `perl -MSocket -e 'socket(S, AF_UNIX, SOCK_STREAM, 0) && connect(S, pack_sockaddr_un("${socketPath}")) && print <S>'`,
    tools: ['perl'],
    control: 'outside',
  },
  {
    name: 'connects to an abstract socket',
    line: ({ abstractName }) =>
      `perl -MSocket -e 'socket(S, AF_UNIX, SOCK_STREAM, 0) && connect(S, pack("Sa*", 1, "\\0${abstractName}")) && print <S>'`,
    tools: ['perl'],
    control: 'outside',
  },
  {
    name: 'reaches services of the machine by their sockets',
    line: () =>
      escapedIf(
        'ls /run/docker.sock /var/run/docker.sock /run/dbus/system_bus_socket /run/systemd/private /run/user/*/bus /tmp/.X11-unix/* /run/containerd/containerd.sock 2>/dev/null | grep -q .',
      ),
    control: { because: 'not every machine has one' },
  },
  {
    name: 'finds an agent of keys',
    line: () =>
      escapedIf(
        '[ -n "$SSH_AUTH_SOCK$GPG_AGENT_INFO$DBUS_SESSION_BUS_ADDRESS$DISPLAY$WAYLAND_DISPLAY$KUBECONFIG$AWS_PROFILE" ]',
      ),
    control: { because: 'the test gives its programs no such variable either way' },
  },
];
