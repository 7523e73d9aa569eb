import type { Command } from '../command.ts';
import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { zshCompletion } from '../completion/zsh.ts';
import { EXIT } from '../exit-code.ts';

const SHELLS: { readonly [shell: string]: (commands: readonly Command[]) => string } = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** Prints the completion of a shell. */
export const completion: Command = {
  path: ['completion'],
  summary: 'print the completion of a shell',
  details: ['Completes commands, options, choices, files, and the ids of requests that wait.'],
  operands: [{ name: 'shell', summary: 'which shell', required: true, choices: Object.keys(SHELLS) }],
  examples: [
    {
      line: 'countersign completion bash > ~/.local/share/bash-completion/completions/countersign',
      does: 'for bash',
    },
    { line: 'countersign completion zsh > "${fpath[1]}/_countersign"', does: 'for zsh' },
    { line: 'countersign completion fish > ~/.config/fish/completions/countersign.fish', does: 'for fish' },
  ],
  run: async (invocation, { commands, terminal }) => {
    const shell = invocation.operand('shell') ?? '';
    const script = SHELLS[shell]?.(commands) ?? '';
    if (invocation.json) terminal.json({ shell, script });
    else terminal.out(script);
    return EXIT.ok;
  },
};
