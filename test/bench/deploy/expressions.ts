// GitHub's expressions, as far as deploy.yml uses them
// (https://docs.github.com/en/actions/reference/workflows-and-actions/expressions).

export interface Scope {
  /** The contexts: `inputs`, `github`, `steps` and so on. */
  readonly values: Readonly<Record<string, unknown>>;
  /** `success()` and its like; functions of the language itself are known. */
  readonly functions: Readonly<Record<string, () => unknown>>;
}

const TOKEN =
  /\s*(?:'(?<text>(?:[^']|'')*)'|(?<number>\d+(?:\.\d+)?)|(?<name>[A-Za-z_][\w-]*)|(?<sign>&&|\|\||[=!<>]=|[<>!().,]))/y;

type Token = { readonly kind: 'text' | 'number' | 'name' | 'sign'; readonly value: string };

/** @throws for what is not an expression, or one that this does not know */
export function evaluate(expression: string, { values, functions }: Scope): unknown {
  const tokens = tokenize(expression);
  const take = (...signs: readonly string[]): string | undefined => {
    const [token] = tokens;
    return token?.kind === 'sign' && signs.includes(token.value) ? tokens.shift()?.value : undefined;
  };
  const expect = (sign: string) => {
    if (take(sign) === undefined) throw new Error(`"${sign}" is missing in: ${expression}`);
  };
  const or = (): unknown => {
    let left = and();
    while (take('||')) {
      const right = and();
      left = truthy(left) ? left : right;
    }
    return left;
  };
  const and = (): unknown => {
    let left = comparison();
    while (take('&&')) {
      const right = comparison();
      left = truthy(left) ? right : left;
    }
    return left;
  };
  const comparison = (): unknown => {
    const left = unary();
    const sign = take('==', '!=', '<=', '>=', '<', '>');
    return sign === undefined ? left : COMPARISONS[sign]?.(left, unary());
  };
  const unary = (): unknown => (take('!') ? !truthy(unary()) : operand());
  const operand = (): unknown => {
    if (take('(')) {
      const value = or();
      expect(')');
      return value;
    }
    const token = tokens.shift();
    if (token === undefined || token.kind === 'sign') throw new Error(`a value is missing in: ${expression}`);
    if (token.kind === 'text') return token.value.replaceAll("''", "'");
    if (token.kind === 'number') return Number(token.value);
    return take('(') ? call(token.value) : property(token.value);
  };
  const call = (name: string): unknown => {
    const given: unknown[] = [];
    while (!take(')')) {
      given.push(or());
      take(',');
    }
    const known = FUNCTIONS[name.toLowerCase()] ?? functions[name.toLowerCase()];
    if (known === undefined) throw new Error(`there is no function ${name}() here: ${expression}`);
    return known(...given);
  };
  const property = (name: string): unknown => {
    if (!(name in values)) throw new Error(`there is no context "${name}" here: ${expression}`);
    let value: unknown = values[name];
    while (take('.')) {
      const key = tokens.shift();
      if (key?.kind !== 'name') throw new Error(`a name is missing in: ${expression}`);
      value = (value as Readonly<Record<string, unknown>> | null | undefined)?.[key.value];
    }
    return value ?? null;
  };
  const value = or();
  if (tokens.length > 0) throw new Error(`too much in: ${expression}`);
  return value;
}

function tokenize(expression: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  while (expression.slice(pattern.lastIndex).trim() !== '') {
    const from = pattern.lastIndex;
    const groups = Object.entries(pattern.exec(expression)?.groups ?? {});
    const [kind, value] = groups.find(([, found]) => found !== undefined) ?? [];
    if (kind === undefined || value === undefined)
      throw new Error(`not understood: ${expression.slice(from)}`);
    tokens.push({ kind: kind as Token['kind'], value });
  }
  return tokens;
}

const truthy = (value: unknown) => !(value === null || value === false || value === '' || value === 0);

/** Kinds that differ are compared as numbers, text without case. */
function pair(left: unknown, right: unknown): readonly [unknown, unknown] {
  if (typeof left === 'string' && typeof right === 'string') return [left.toLowerCase(), right.toLowerCase()];
  return typeof left === typeof right ? [left, right] : [Number(left), Number(right)];
}

const compared =
  (holds: (left: never, right: never) => boolean) =>
  (left: unknown, right: unknown): boolean =>
    holds(...(pair(left, right) as [never, never]));

const COMPARISONS: Readonly<Record<string, (left: unknown, right: unknown) => boolean>> = {
  '==': compared((left, right) => left === right),
  '!=': compared((left, right) => left !== right),
  '<': compared((left, right) => left < right),
  '>': compared((left, right) => left > right),
  '<=': compared((left, right) => left <= right),
  '>=': compared((left, right) => left >= right),
};

const FUNCTIONS: Readonly<Record<string, (...given: readonly unknown[]) => unknown>> = {
  fromjson: (text) => JSON.parse(String(text)),
  contains: (where, what) =>
    Array.isArray(where)
      ? where.some((each) => COMPARISONS['==']?.(each, what))
      : shown(where).toLowerCase().includes(shown(what).toLowerCase()),
};

const shown = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

/** Text with each `${{ ... }}` in it replaced by its value. */
export const interpolate = (text: string, scope: Scope): string =>
  text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) => shown(evaluate(expression, scope)));

/** An `if:`. Without a function of the status in it, it holds only after success. */
export function holds(condition: string | undefined, scope: Scope): boolean {
  const expression = (condition ?? '').replace(/^\s*\$\{\{|\}\}\s*$/g, '').trim();
  if (expression === '') return truthy(scope.functions['success']?.());
  const asksStatus = /\b(?:success|failure|cancelled|always)\(\)/.test(expression);
  return (asksStatus || truthy(scope.functions['success']?.())) && truthy(evaluate(expression, scope));
}
