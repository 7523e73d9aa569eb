import type { Keychain } from '../../ports/keychain.ts';
import { type Ended, runWithInput } from './run-with-input.ts';

/** The name that everything of ours stands under. */
const SERVICE = 'countersign';
const PROBE = 'probe';

/** The platform, and, for tests, where programs are looked for. */
export type KeychainOptions = { readonly platform: string; readonly path?: string };

/**
 * The keychain of the operating system: libsecret by `secret-tool` on Linux, the login keychain by `security` on macOS.
 *
 * Probed by keeping something and reading it back; where that does not work `probe` says why, and nothing stands in for it.
 */
export function openKeychain({ platform, path }: KeychainOptions): Keychain {
  const commands = platform === 'darwin' ? MACOS : platform === 'linux' ? LINUX : null;
  const run = (command: Command): Promise<Ended> => runWithInput(command.program, { ...command, path });
  const load: Keychain['load'] = async (account) => {
    const { code, output } = await run(requireCommands(commands, platform).load(account));
    const text = output.trim();
    return code === 0 && text !== '' ? text : null;
  };
  const store: Keychain['store'] = async (account, secret) => {
    const { code } = await run(requireCommands(commands, platform).store(account, secret));
    if (code !== 0) throw new Error(`keep a key in the keychain: it ended with ${code}, want 0`);
  };
  return {
    load,
    store,
    probe: async () => {
      try {
        const text = `probe-${process.pid}`;
        await store(PROBE, text);
        const works = (await load(PROBE)) === text;
        return works ? { works } : { works, why: 'what was kept did not come back' };
      } catch (error) {
        return { works: false, why: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}

type Command = { readonly program: string; readonly args: readonly string[]; readonly input: string };
type Commands = {
  readonly load: (account: string) => Command;
  readonly store: (account: string, secret: string) => Command;
};

const LINUX: Commands = {
  load: (account) => ({
    program: 'secret-tool',
    args: ['lookup', 'service', SERVICE, 'account', account],
    input: '',
  }),
  store: (account, secret) => ({
    program: 'secret-tool',
    args: ['store', '--label=Countersign', 'service', SERVICE, 'account', account],
    input: secret,
  }),
};

/** `security` takes commands on its standard input with `-i`: as an argument the key would be seen in the list of processes. */
const MACOS: Commands = {
  load: (account) => ({
    program: 'security',
    args: ['find-generic-password', '-s', SERVICE, '-a', account, '-w'],
    input: '',
  }),
  store: (account, secret) => ({
    program: 'security',
    args: ['-i'],
    input: `add-generic-password -U -s ${SERVICE} -a ${account} -w ${secret}\n`,
  }),
};

function requireCommands(commands: Commands | null, platform: string): Commands {
  if (commands !== null) return commands;
  throw new Error(`ask the keychain: found ${platform}, want linux or darwin`);
}
