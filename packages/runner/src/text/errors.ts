import { oneLine } from './untrusted.ts';

/**
 * A mistake the user can correct: an input, a permission or a resource.
 * The message is one line that names the thing at fault and says how to correct it.
 * Every other error that reaches the top is a bug or an outage.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** One safe line for anything that was thrown. */
export function errorLine(error: unknown): string {
  const said = error instanceof AggregateError && error.message === '' ? (error.errors[0] ?? error) : error;
  const message = said instanceof Error ? said.message || said.name : wordsOf(said);
  return oneLine(message, 1000);
}

function wordsOf(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return 'an error without words'; // An object without a prototype has none.
  }
}
