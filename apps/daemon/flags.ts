import { parseArgs } from 'node:util';

/** What `up` may be told on the command line. */
export type DaemonFlags = {
  readonly host?: string;
  readonly port?: number;
  /** Only where it was given. */
  readonly trustOnFirstUse?: true;
  /** Whether what it prints is JSON. */
  readonly json: boolean;
  readonly help: boolean;
};

/** Reads the flags; throws an error that names the flag found and what was wanted. */
export function readFlags(args: readonly string[]): DaemonFlags {
  const { values } = parseArgs({
    args: [...args],
    options: {
      host: { type: 'string' },
      port: { type: 'string' },
      'trust-on-first-use': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  return {
    help: values.help,
    json: values.json,
    ...(values.host === undefined ? {} : { host: values.host }),
    ...(values.port === undefined ? {} : { port: readPort(values.port) }),
    ...(values['trust-on-first-use'] ? { trustOnFirstUse: true as const } : {}),
  };
}

/** Reads a TCP port, 0 for any free one. */
export function readPort(text: string): number {
  const port = /^[0-9]{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new Error(`read --port: ${JSON.stringify(text)}, want a number from 0 to 65535`);
}
