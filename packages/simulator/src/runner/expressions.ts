/** What `${{ ... }}` can see: `github`, `job`, `runner`, `env`... by name. */
export type ExpressionContext = Readonly<Record<string, unknown>>;

/**
 * Replaces each `${{ path }}` of an input's default by its value. Only property paths are evaluated,
 * the only kind of expression that a default needs.
 * @throws for any other expression, or a path that nothing is known about
 */
export function evaluate(text: string, context: ExpressionContext): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => lookUp(expression, context));
}

function lookUp(expression: string, context: ExpressionContext): string {
  if (!/^[a-z_][\w-]*(\.[a-z_][\w-]*)+$/i.test(expression)) {
    throw new Error(`the simulated runner cannot evaluate \${{ ${expression} }}`);
  }
  let value: unknown = context;
  for (const name of expression.split('.')) {
    const known = typeof value === 'object' && value !== null && name in value;
    if (!known) throw new Error(`the simulated runner knows no value of \${{ ${expression} }}`);
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value === null || value === undefined ? '' : String(value);
}

/** Whether a post step runs (`post-if`), given the job's status. */
export function condition(expression: string, status: 'success' | 'failure' | 'cancelled'): boolean {
  switch (expression.replace(/^\$\{\{\s*|\s*\}\}$/g, '').replaceAll(' ', '')) {
    case 'always()':
      return true;
    case 'success()':
      return status === 'success';
    case 'failure()':
      return status === 'failure';
    case 'cancelled()':
      return status === 'cancelled';
    case '!cancelled()':
      return status !== 'cancelled';
    default:
      throw new Error(`the simulated runner cannot evaluate the condition ${expression}`);
  }
}
