import type { WireSupport } from '../../../sdk/wire.ts';
import { CliError, toCliError } from '../cli-error.ts';
import type { Command, Context } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';

/** Shows whom people in a crisis can reach. */
export const support: Command = {
  path: ['support'],
  summary: 'show whom people in a crisis can reach: emergency numbers and lines that listen',
  details: [
    'Of the country that config.yaml names (`support: {country: DE}`), or the one of the machine’s locale, unless you name another.',
  ],
  options: [
    { name: 'country', value: 'CODE', summary: 'of this country (ISO 3166-1)' },
    { name: 'language', value: 'CODE', summary: 'in this language: de, en, es, fr, it, pt, ru or zh' },
  ],
  examples: [
    { line: 'countersign support --country FR --language fr', does: 'what somebody in France would be shown' },
  ],
  run: async (invocation, context) => {
    const country = invocation.text('country') ?? undefined;
    const language = invocation.text('language') ?? undefined;
    const wanted = { ...(country === undefined ? {} : { country }), ...(language === undefined ? {} : { language }) };
    const shown = await askForSupport(wanted, context);
    if (invocation.json) context.terminal.json(shown);
    else context.terminal.out(shown.text);
    return EXIT.ok;
  },
};

/** Whoever asks this is not sent away with an error: where the gateway says nothing, the way to lines that listen is said all the same. */
async function askForSupport(
  wanted: { readonly country?: string; readonly language?: string },
  context: Context,
): Promise<WireSupport> {
  try {
    return await connectGateway(context).client.guards.support(wanted);
  } catch (error) {
    const { exitCode, message, remedies } = toCliError(error);
    if (exitCode !== EXIT.unreachable) throw error;
    throw new CliError('unreachable', message, { cause: error, remedies: [WITHOUT_GATEWAY, ...remedies] });
  }
}

const WITHOUT_GATEWAY =
  'You are not alone. In danger, call your local emergency number. People who listen, by country: https://findahelpline.com';
