import type { IncomingHttpHeaders } from 'node:http';
import { type Operation, problemsOf } from './description.ts';

export interface Request {
  readonly values: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Response {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The version of the description, and the only one that a server of one's own is sure to know. */
const API_VERSION = '2022-11-28';

const JSON_TYPES = ['application/vnd.github+json', 'application/json'];

export const RAW_TYPE = 'application/vnd.github.raw+json';

/** Documented in prose alone. https://docs.github.com/en/rest/using-the-rest-api/getting-started-with-the-rest-api#media-types */
const RAW_ROUTES = ['GET /contents/{path}', 'GET /git/blobs/{file_sha}'];

/** Any operation may answer with these, though few list them. */
const COMMON_STATUSES = [401, 403, 404, 410, 429, 500, 502, 503, 504];

/** Answers that GitHub gives, too, though the description leaves them out. */
const UNDOCUMENTED: Readonly<Record<string, readonly number[]>> = { 'POST /statuses/{sha}': [422] };

/** https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api */
const MAX_PER_PAGE = 100;

/** What of a request differs from what GitHub documents. */
export function requestProblems(operation: Operation, { values, query, headers, body }: Request): string[] {
  return [
    ...headerProblems(operation, headers),
    ...operation.parameters.flatMap(({ name, in: place, required, schema }) => {
      if (place === 'header') return [];
      const given = place === 'path' ? [values[name]!] : query.getAll(name);
      if (given.length === 0) return required ? [`${place} parameter ${name} is absent`] : [];
      if (given.length > 1) return [`${place} parameter ${name} is given ${given.length} times`];
      return problemsOf(schema, readValue(given[0]!, schema.type)).map(
        (problem) => `${place} parameter ${name}: ${problem}`,
      );
    }),
    ...[...query.keys()]
      .filter((name) => !operation.parameters.some((known) => known.in === 'query' && known.name === name))
      .map((name) => `query parameter ${name} is unknown`),
    ...(Number(query.get('per_page')) > MAX_PER_PAGE ? [`query parameter per_page: the most is ${MAX_PER_PAGE}`] : []),
    ...bodyProblems(operation, headers, body),
  ];
}

/** What of an answer differs from what GitHub documents. */
export function responseProblems(operation: Operation, { status, headers, body }: Response): string[] {
  const documented = operation.responses.get(status);
  if (documented === undefined) {
    const isKnown = COMMON_STATUSES.includes(status) || UNDOCUMENTED[operation.route]?.includes(status);
    return isKnown ? [] : [`status ${status} is not documented`];
  }
  const absent = Object.keys(documented.headers ?? {})
    .filter((name) => name === 'Location' && headers['location'] === undefined)
    .map((name) => `header ${name} is absent`);
  const type = headers['content-type'] ?? '';
  if (type.startsWith(RAW_TYPE) && RAW_ROUTES.includes(operation.route)) return absent;
  const schema = documented.content?.['application/json']?.schema;
  if (schema === undefined) return body.length > 0 ? [...absent, `status ${status} has no body`] : absent;
  if (!type.startsWith('application/json')) return [...absent, `content-type ${type} is not documented`];
  return [...absent, ...problemsOf(schema, JSON.parse(body.toString()))];
}

function headerProblems({ route }: Operation, headers: IncomingHttpHeaders): string[] {
  const problems: string[] = [];
  const version = headers['x-github-api-version'];
  if (version !== API_VERSION) problems.push(`header x-github-api-version is ${version ?? 'absent'}`);
  const accepted = RAW_ROUTES.includes(route) ? [...JSON_TYPES, RAW_TYPE] : JSON_TYPES;
  if (!accepted.includes(headers.accept ?? '')) problems.push(`header accept is ${headers.accept ?? 'absent'}`);
  if (!headers['user-agent']) problems.push('header user-agent is absent');
  return problems;
}

function bodyProblems({ requestSchema }: Operation, headers: IncomingHttpHeaders, body: Buffer): string[] {
  if (requestSchema === null) return body.length > 0 ? ['body: there may be none'] : [];
  const type = headers['content-type'] ?? 'absent';
  if (!type.startsWith('application/json')) return [`header content-type is ${type}`];
  try {
    return problemsOf(requestSchema, JSON.parse(body.toString())).map((problem) => `body ${problem}`);
  } catch {
    return ['body is not JSON'];
  }
}

function readValue(text: string, type: string | undefined): unknown {
  if (type === 'integer' && /^-?\d+$/.test(text)) return Number(text);
  if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  return text;
}
