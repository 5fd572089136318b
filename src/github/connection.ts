import { getOctokit } from '@actions/github';
import { GitHubError } from '../errors.ts';
import type { Log } from '../model/ports.ts';
import { type Headers, RequestFailure, readFailure, toGitHubError } from './failure.ts';
import { readJson } from './json.ts';
import { OPERATIONS, type OperationName, titleOf } from './operations.ts';
import { isTransient, type Pace, withRetries } from './retry.ts';

interface ConnectionOptions extends Pace {
  readonly token: string;
  /** `https://api.github.com`, or `https://HOST/api/v3` of a GitHub Enterprise Server. */
  readonly apiUrl: string;
  readonly owner: string;
  readonly repo: string;
  readonly log: Log;
  readonly timeoutMs: number;
}

/** A successful answer, with its body read to the end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  /** Parses the body and reads the result; what is not as expected becomes a GitHubError. */
  readonly read: <T>(reader: (json: unknown) => T) => T;
  /** The error to throw when the answer cannot be used. */
  readonly refuse: (detail: string) => GitHubError;
}

type Parameters = Readonly<Record<string, unknown>>;

interface Form {
  readonly accept?: string;
  readonly redirect?: 'follow' | 'manual';
}

export type Send = (name: OperationName, parameters: Parameters, form?: Form) => Promise<Answer>;

const JSON_TYPE = 'application/vnd.github+json';

/** Octokit would print a notice about the age of the interface version on every answer; the version is our choice. */
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/**
 * Sends the requests of one repository: with the interface version pinned, under a time limit, repeated where that is
 * harmless. Bodies are read here as streams, because Octokit turns a body that breaks off into an empty one, and a
 * binary body into text.
 *
 * Errors: GitHubError with the operation, the status and the permission that is likely missing.
 */
export function connect(options: ConnectionOptions): Send {
  const { token, owner, repo, log } = options;
  const octokit = getOctokit(token, {
    baseUrl: options.apiUrl.replace(/\/+$/, ''),
    userAgent: 'model-regression-gate',
  });
  /** A server that one hosts oneself has REST under /api/v3 and GraphQL under /api. */
  const graphBase = options.apiUrl.replace(/\/+$/, '').replace(/\/api\/v3$/, '/api');
  const version = apiVersion(options.apiUrl);
  octokit.hook.before('request', (request) => {
    request.headers['x-github-api-version'] = version;
  });

  const attempt = async (route: string, parameters: Parameters, { accept = JSON_TYPE, redirect = 'follow' }: Form) => {
    try {
      const signal = AbortSignal.timeout(options.timeoutMs);
      const { status, headers, data } = await octokit.request(route, {
        ...parameters,
        ...(route === 'POST /graphql' ? { baseUrl: graphBase } : { owner, repo }),
        headers: { accept },
        request: { signal, redirect, parseSuccessResponseBody: false, log: SILENT },
      });
      const chunks: Uint8Array[] = [];
      for await (const chunk of (data || []) as AsyncIterable<Uint8Array>) chunks.push(chunk);
      return { status: status as number, headers: headers as Headers, bytes: Buffer.concat(chunks) };
    } catch (error) {
      throw readFailure(error, token);
    }
  };

  return async (name, parameters, form = {}) => {
    const operation = OPERATIONS[name];
    const title = titleOf(operation, parameters);
    try {
      const answer = await withRetries(
        () => attempt(operation.route, parameters, form),
        (failure) => operation.repeatable && isTransient(failure),
        options,
        ({ status }, waitMs) =>
          log.info(`GitHub: ${title}: ${status ?? 'no answer'}; trying again in ${waitMs / 1000} s.`),
      );
      const refuse = (detail: string) => new GitHubError(title, answer.status, detail);
      return { ...answer, refuse, read: (reader) => readJson(answer.bytes, reader, refuse) };
    } catch (error) {
      throw error instanceof RequestFailure ? toGitHubError(error, title, operation.permission) : error;
    }
  };
}

/**
 * The version of the REST interface to ask for. GitHub.com and GitHub Enterprise Cloud know 2026-03-10 and will drop
 * 2022-11-28 in 2028; a server that one hosts oneself may be older and refuses versions it does not know. Every field
 * that this program reads is the same in both.
 */
function apiVersion(apiUrl: string): string {
  const { hostname } = new URL(apiUrl);
  return hostname === 'api.github.com' || hostname.endsWith('.ghe.com') ? '2026-03-10' : '2022-11-28';
}
