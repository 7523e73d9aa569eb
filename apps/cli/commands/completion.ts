import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { bashCompletion, fishCompletion, zshCompletion } from '../render-completion.ts';

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

/** Prints the completion of a shell. */
export const completion: Command = {
  path: ['completion'],
  summary: 'print the completion of a shell',
  details: ['Completes commands, options, choices, files, and the ids of requests that wait.'],
  operands: [{ name: 'shell', summary: 'which shell', required: true, choices: Object.keys(SHELLS) }],
  examples: [
    { line: 'countersign completion bash > ~/.local/share/bash-completion/completions/countersign', does: 'for bash' },
    { line: 'countersign completion fish > ~/.config/fish/completions/countersign.fish', does: 'for fish' },
  ],
  run: async (invocation, { commands, terminal }) => {
    const render = SHELLS[(invocation.operand('shell') ?? 'bash') as keyof typeof SHELLS];
    const text = render(commands);
    if (invocation.json) terminal.json({ shell: invocation.operand('shell'), script: text });
    else terminal.out(text);
    return EXIT.ok;
  },
};
