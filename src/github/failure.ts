import { GitHubError } from '../errors.ts';

/** Lower-case names of response headers. */
export type Headers = Readonly<Record<string, string | number | undefined>>;

/** One request that did not succeed, before it is known whether it is sent again. Stays inside this room. */
export class RequestFailure extends Error {
  override readonly name = 'RequestFailure';
  /** null: no answer came, or its body broke off. */
  readonly status: number | null;
  readonly headers: Headers;

  constructor(status: number | null, headers: Headers, detail: string) {
    super(detail);
    this.status = status;
    this.headers = headers;
  }
}

/**
 * Reads what Octokit, fetch or a body stream threw. Octokit reports a connection that failed as status 500 without a
 * response, which is how the two are told apart. The detail holds GitHub's own message or the innermost cause: one
 * line, without the token (fetch quotes a header value that it cannot send) and without the query of an address
 * (which may be a signature).
 */
export function readFailure(error: unknown, token: string): RequestFailure {
  const response = (error as { response?: { status: number; headers: Headers; data: unknown } }).response;
  if (response === undefined) return new RequestFailure(null, {}, clean(innermostMessage(error), token));
  const explained = typeof response.data === 'object' && response.data !== null && 'message' in response.data;
  const detail = explained ? clean((error as Error).message, token) : 'GitHub gave no reason.';
  return new RequestFailure(response.status, response.headers, detail);
}

/** `wanted` is the operation as people read it, `permission` what it needs. */
export function toGitHubError(failure: RequestFailure, wanted: string, permission: string): GitHubError {
  const limit = readRateLimit(failure);
  if (limit !== null) {
    const wait = limit.waitMs === null ? '' : ` GitHub asks to wait ${Math.ceil(limit.waitMs / 1000)} s.`;
    return new GitHubError(wanted, failure.status, `The rate limit is used up: ${failure.message}${wait}`);
  }
  const denied = failure.status === 403 || failure.status === 404;
  return new GitHubError(wanted, failure.status, failure.message, denied ? permission : null);
}

/**
 * Whether GitHub refused because of a rate limit, and for how long. It says so with status 429 or 403 and one of:
 * `retry-after` in seconds, `x-ratelimit-remaining: 0` with the time of the reset (read against the answer's own
 * `date`, so no clock is needed), or words about the secondary limit.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export function readRateLimit({ status, headers, message }: RequestFailure): { readonly waitMs: number | null } | null {
  if (status !== 403 && status !== 429) return null;
  const retryAfter = headers['retry-after'];
  if (retryAfter !== undefined && Number(retryAfter) >= 0) return { waitMs: Number(retryAfter) * 1000 };
  if (String(headers['x-ratelimit-remaining']) === '0') {
    const waitMs = Number(headers['x-ratelimit-reset']) * 1000 - Date.parse(String(headers.date));
    return { waitMs: Number.isFinite(waitMs) ? Math.max(waitMs, 0) + 1000 : null };
  }
  return status === 429 || /secondary rate limit|abuse detection/i.test(message) ? { waitMs: null } : null;
}

function innermostMessage(error: unknown): string {
  let inner = error as { message?: string; code?: string; cause?: unknown };
  while (inner.cause instanceof Error) inner = inner.cause;
  return inner.message || inner.code || 'the connection failed';
}

function clean(text: string, token: string): string {
  const line = text
    .replaceAll(token, '***')
    .replace(/ - https?:\S+$/, '')
    .replaceAll(/\?\S+/g, '')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 500);
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
