import { type Answer, type Call, Refusal, refusalBody } from './call.ts';
import { findOperation, type Operation } from './description.ts';
import { type Fault, watchFaults } from './faults.ts';
import { startFileServer } from './file-server.ts';
import { answerGraph } from './graphql.ts';
import { type Arrival, answerWith, encodeAnswer, listen, type Sent } from './listener.ts';
import { isPermitted, type Permissions, WRITE_ALL } from './permissions.ts';
import { createRepository, type Repository, type RepositoryOptions } from './repository.ts';
import { handlerOf, type Route } from './routes.ts';
import type { Place } from './shapes.ts';
import { RAW_TYPE, requestProblems, responseProblems } from './validate.ts';

export interface SeenRequest {
  readonly method: string;
  /** null: there is no such operation. */
  readonly route: Route | null;
  /** Decoded, with the prefix of the interface. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly authorization: boolean;
  readonly body: unknown;
  /** What was answered; 0 when the connection was cut. */
  readonly status: number;
}

/** A GitHub Enterprise Server with one repository, and the means to set it up, to disturb it and to see what it was asked. */
export interface FakeGitHub extends Repository, Place {
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly webUrl: string;
  /** The only token that is let in. */
  readonly token: string;
  /** What the token may do from now on. */
  permissions: Permissions;
  /** How long the address of a download is valid; 60 s as on GitHub. */
  downloadLifetimeMs: number;
  readonly faults: Fault[];
  readonly requests: readonly SeenRequest[];
  /** What arrived at the file server. */
  readonly downloads: readonly { readonly status: number; readonly authorization: boolean }[];
  /** Every departure from GitHub's description, in requests and in answers. A test that ends with one has failed. */
  readonly violations: readonly string[];
  readonly unusedFaults: () => readonly Fault[];
  readonly close: () => Promise<void>;
}

export interface GitHubOptions extends RepositoryOptions {
  readonly permissions?: Permissions;
}

const PREFIX = '/api/v3';
const GRAPH_PATH = '/api/graphql';
const TOKEN = 'token-of-the-job';

/**
 * Starts a stand-in for GitHub on a free port. Each request and each answer is held against GitHub's own description; a
 * request that departs from it is answered with 400.
 */
export async function startGitHub({ permissions = WRITE_ALL, ...options }: GitHubOptions = {}): Promise<FakeGitHub> {
  const repository = createRepository(options);
  const faults: Fault[] = [];
  const box = watchFaults(faults);
  const requests: SeenRequest[] = [];
  const violations: string[] = [];
  const files = await startFileServer(box, () => github.downloadLifetimeMs);

  const listener = await listen(async (arrival) => {
    const { method, url, headers, body } = arrival;
    const path = decodeURIComponent(url.pathname);
    const found = path.startsWith(`${PREFIX}/`) ? findOperation(method, path.slice(PREFIX.length)) : null;
    const sent = path === GRAPH_PATH ? await respondGraph(arrival) : await respond(arrival, path, found);
    requests.push({
      ...{ method, path, route: (found?.operation.route as Route | undefined) ?? null },
      query: Object.fromEntries(url.searchParams),
      authorization: headers.authorization !== undefined,
      body: parseJson(body),
      status: sent.cut === 'whole' || sent.cut === 'silent' ? 0 : sent.status,
    });
    return sent;
  });

  const violate = (what: string, problems: readonly string[]): Sent => {
    violations.push(...problems.map((problem) => `${what}: ${problem}`));
    return encodeAnswer({ status: 400, body: refusalBody(`Not as GitHub documents it: ${problems.join('; ')}`) });
  };

  const respondGraph = async ({ headers, body }: Arrival): Promise<Sent> => {
    if (headers.authorization !== `token ${TOKEN}`)
      return encodeAnswer({ status: 401, body: refusalBody('Bad credentials') });
    const fault = box.take('POST /graphql');
    const work = () => {
      const { answer, problems } = answerGraph(repository, github.permissions, parseJson(body));
      return problems.length > 0 ? violate('POST /graphql', problems) : encodeAnswer(answer);
    };
    return answerWith(fault, work, () => refusalBody(fault?.message ?? 'Server Error'));
  };

  const respond = async (
    { method, url, headers, body }: Arrival,
    path: string,
    found: ReturnType<typeof findOperation>,
  ) => {
    if (found === null) return violate(`${method} ${path}`, ['there is no such operation']);
    const { operation, values } = found;
    const route = operation.route as Route;
    const problems = requestProblems(operation, { values, query: url.searchParams, headers, body });
    if (problems.length > 0) return violate(route, problems);
    const refused = refusal(route, values, headers.authorization);
    if (refused !== null) return checked(operation, encodeAnswer(refused));
    const call: Call = {
      ...{ place: github, values, url, query: url.searchParams, body: parseJson(body) },
      wantsRaw: headers.accept === RAW_TYPE,
      signDownload: files.sign,
    };
    const fault = box.take(route);
    const work = () => checked(operation, encodeAnswer(typed(run(route, call))));
    return answerWith(fault, work, () => refusalBody(fault?.message ?? 'Server Error'));
  };

  const refusal = (
    route: Route,
    { owner, repo }: Readonly<Record<string, string>>,
    authorization = '',
  ): Answer | null => {
    const given = /^(?:token|bearer) (.*)$/i.exec(authorization)?.[1];
    if (given !== TOKEN) return { status: 401, body: refusalBody('Bad credentials') };
    if (owner !== repository.owner || repo !== repository.name) {
      return { status: 404, body: refusalBody('Not Found') };
    }
    if (isPermitted(route, github.permissions)) return null;
    return { status: 403, body: refusalBody('Resource not accessible by integration') };
  };

  const checked = (operation: Operation, sent: Sent): Sent => {
    const problems = responseProblems(operation, sent);
    return problems.length === 0 ? sent : violate(`answer of ${operation.route}`, problems);
  };

  const github: FakeGitHub = {
    ...repository,
    repository,
    addresses: { api: listener.origin + PREFIX, web: listener.origin },
    apiUrl: listener.origin + PREFIX,
    graphqlUrl: `${listener.origin}/api/graphql`,
    webUrl: listener.origin,
    token: TOKEN,
    permissions,
    downloadLifetimeMs: 60_000,
    ...{ faults, requests, violations, downloads: files.downloads },
    unusedFaults: box.unused,
    close: async () => {
      await Promise.all([listener.close(), files.close()]);
    },
  };
  return github;
}

function run(route: Route, call: Call): Answer {
  try {
    return handlerOf(route)(call);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: error.status, body: refusalBody(error.message) };
  }
}

const typed = (answer: Answer): Answer =>
  Buffer.isBuffer(answer.body) ? { ...answer, headers: { 'content-type': RAW_TYPE, ...answer.headers } } : answer;

function parseJson(body: Buffer): unknown {
  try {
    return body.length === 0 ? null : JSON.parse(body.toString());
  } catch {
    return body.toString();
  }
}
