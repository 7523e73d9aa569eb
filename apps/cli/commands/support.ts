import type { Command } from '../command.ts';
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
    const shown = await connectGateway(context).client.guards.support({
      ...(country === undefined ? {} : { country }),
      ...(language === undefined ? {} : { language }),
    });
    if (invocation.json) context.terminal.json(shown);
    else context.terminal.out(shown.text);
    return EXIT.ok;
  },
};
