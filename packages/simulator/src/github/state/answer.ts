/** What a route answers, before it becomes bytes. */
export interface Answer {
  readonly status: number;
  readonly data?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request GitHub refuses; becomes the answer with its status and message. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.details = details;
    this.headers = headers;
  }
}

export const notFound = () => new Refusal(404, 'Not Found');

/** 422 in the form of GitHub's "Validation Failed". */
export const invalid = (resource: string, field: string, message: string) =>
  new Refusal(422, 'Validation Failed', { errors: [{ resource, field, code: 'custom', message }] });

const DOCUMENTATION = 'https://docs.github.com/rest';

export function refusalAnswer(refusal: Refusal): Answer {
  const { status, message, details, headers } = refusal;
  return {
    status,
    headers,
    data: { message, ...details, documentation_url: DOCUMENTATION, status: String(status) },
  };
}

/** GitHub's timestamps have no fraction. */
export const timestamp = (milliseconds: number) => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
