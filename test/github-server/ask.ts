import type { FakeGitHub } from './server.ts';

interface Asked {
  readonly body?: unknown;
  /** Absent headers are filled in as a good client does; undefined leaves one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

export interface Got {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever comes
  readonly json: any;
  readonly bytes: Buffer;
}

/** Sends one request below the repository, such as `GET /git/ref/heads/main`. */
export async function ask(server: FakeGitHub, request: string, { body, headers = {} }: Asked = {}): Promise<Got> {
  const [method = '', path = ''] = request.split(' ');
  const all = {
    accept: 'application/vnd.github+json',
    authorization: `token ${server.token}`,
    'user-agent': 'tests',
    'x-github-api-version': '2022-11-28',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...headers,
  };
  const response = await fetch(`${server.apiUrl}/repos/${server.owner}/${server.name}${path === '/' ? '' : path}`, {
    method,
    headers: Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    redirect: 'manual',
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return {
    status: response.status,
    headers: response.headers,
    bytes,
    json: isJson ? JSON.parse(bytes.toString()) : null,
  };
}
