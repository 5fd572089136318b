import { createHmac } from 'node:crypto';
import { HttpClient } from '@actions/http-client';

const TIMEOUT_MS = 10_000;
const MAX_TRIES = 3;
const FIRST_WAIT_MS = 500;

interface WebhookOptions {
  readonly url: string;
  /** null: the body is not signed. */
  readonly secret: string | null;
  readonly sleep: (ms: number) => Promise<void>;
  /** For one try, in milliseconds. */
  readonly timeoutMs?: number;
}

/** One message. `key` is the same whenever the same thing is told, so that a receiver can drop what it has. */
interface WebhookCall {
  readonly body: string;
  readonly event: string;
  readonly key: string;
}

/** Why an address cannot be called, as a plain clause that does not repeat it; null when it can. */
export function addressProblem(url: string): string | null {
  if (!URL.canParse(url)) return 'it is not an address that starts with https://';
  const { protocol, hostname, username, password } = new URL(url);
  if (username + password !== '')
    return 'it holds a user name or password; put the secret into the path or into `secret-env`';
  if (protocol === 'https:') return null;
  const isLoopback = hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
  return protocol === 'http:' && isLoopback
    ? null
    : 'it has to start with https:// (http:// is for this machine alone)';
}

/** `sha256=` and the HMAC of the bytes of the body, in hexadecimal digits: as GitHub signs its own webhooks. */
export function signatureOf(body: string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/**
 * Posts a message: at most three tries, the later ones after 429, 5xx or no answer, each with the same key. Redirects are not followed;
 * the proxy that the environment names is used. Errors never hold the address, the secret or what was answered.
 *
 * Errors: Error for any other status than 2xx, or when no try was answered within the time limit.
 */
export async function callWebhook(options: WebhookOptions, call: WebhookCall): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    const status = await post(options, call);
    if (status !== null && status >= 200 && status < 300) return;
    const isPassing = status === null || status === 429 || status >= 500;
    if (!isPassing || tried === MAX_TRIES) {
      throw new Error(
        `${status === null ? 'it did not answer' : `it answered with status ${status}`}${tried > 1 ? ` (${tried} tries)` : ''}.`,
      );
    }
    await options.sleep(FIRST_WAIT_MS * 2 ** (tried - 1));
  }
}

/** The status of the answer; null: none came. Its body is not read. */
async function post(
  { url, secret, timeoutMs = TIMEOUT_MS }: WebhookOptions,
  { body, event, key }: WebhookCall,
): Promise<number | null> {
  const client = new HttpClient('model-regression-gate', [], { allowRedirects: false, socketTimeout: timeoutMs });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, null);
  });
  const answer = client
    .post(url, body, {
      'content-type': 'application/json; charset=utf-8',
      'idempotency-key': key,
      'x-model-gate-event': event,
      ...(secret === null ? {} : { 'x-model-gate-signature-256': signatureOf(body, secret) }),
    })
    .then(({ message }) => {
      message.destroy();
      return message.statusCode ?? null;
    })
    .catch(() => null);
  const status = await Promise.race([answer, late]);
  clearTimeout(timer);
  client.dispose();
  return status;
}
