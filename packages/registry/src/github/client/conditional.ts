/** An answer to a GET, as octokit gives it. */
interface Response<T> {
  readonly data: T;
  readonly headers: Headers;
}

type Headers = Readonly<Record<string, string | number | undefined>>;

interface Fetched<T> {
  readonly data: T;
  readonly headers: Headers;
  /** GitHub said that nothing has changed, and so counted nothing. */
  readonly unchanged: boolean;
}

/** Answers kept for comparison; a contender watches a handful of things at a time. */
const KEPT = 200;

/**
 * GETs that carry the tag of the previous answer to the same key. A 304 does not count against the primary rate limit
 * when the request was correctly authorised (docs: rest/using-the-rest-api/best-practices-for-using-the-rest-api, "Use
 * conditional requests if appropriate"); the secondary limits count it. A tag is good for one token only
 * (github/docs#34689), so nothing here outlives the process.
 */
export function conditionalGets() {
  const kept = new Map<string, { readonly etag: string; readonly data: unknown }>();

  return async function get<T>(
    key: string,
    request: (headers: Readonly<Record<string, string>>) => Promise<Response<T>>,
  ): Promise<Fetched<T>> {
    const known = kept.get(key) as { readonly etag: string; readonly data: T } | undefined;
    try {
      const { data, headers } = await request(known === undefined ? {} : { 'if-none-match': known.etag });
      kept.delete(key);
      const etag = headers['etag'];
      if (typeof etag === 'string') kept.set(key, { etag, data });
      const oldest = kept.keys().next().value;
      if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
      return { data, headers, unchanged: false };
    } catch (error) {
      const { status, response } = error as {
        readonly status?: number;
        readonly response?: { readonly headers?: Headers };
      };
      if (status !== 304 || known === undefined) throw error;
      return { data: known.data, headers: response?.headers ?? {}, unchanged: true };
    }
  };
}
