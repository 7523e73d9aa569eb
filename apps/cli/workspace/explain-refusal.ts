import { CountersignError } from '../../../sdk/error.ts';
import { CliError } from '../cli-error.ts';

/**
 * Says why the gateway would not carry out a change: every problem on a line of its own, and that nothing was written.
 *
 * For what is wrong with the change or the files (`plan.invalid`, `files.*`); any other error is given back as it is.
 */
export function explainRefusal(error: unknown, file: string): unknown {
  if (!(error instanceof CountersignError) || !isAboutChange(error.code)) return error;
  const { problems, message, remedies } = error;
  const name = file === '-' ? 'standard input' : file;
  const listed = problems.map(({ path, found, wanted }) => `${path}: ${found}, want ${wanted}`);
  const count = listed.length === 1 ? '1 problem' : `${listed.length} problems`;
  const text =
    listed.length === 0
      ? `apply ${name}: ${message}`
      : [`apply ${name}: ${count}, want none; nothing was written`, ...listed].join('\n  ');
  return new CliError('failed', text, { remedies, cause: error });
}

function isAboutChange(code: string): boolean {
  return code === 'plan.invalid' || code.startsWith('files.');
}
