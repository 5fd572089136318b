import type { GitHub, Log } from '../model/ports.ts';
import { githubArtifacts } from './artifacts.ts';
import { githubBranchHistory } from './branch-history.ts';
import { githubChanges } from './changes.ts';
import { githubCollaborators } from './collaborators.ts';
import { githubComments } from './comments.ts';
import { connect } from './connection.ts';
import { githubData } from './git-data.ts';
import { githubHistory } from './history.ts';
import { githubIssues } from './issues.ts';
import { githubPulls } from './pulls.ts';
import { githubRunArtifacts } from './run-artifacts.ts';
import { githubStatuses } from './statuses.ts';

interface ClientOptions {
  readonly token: string;
  /** `https://api.github.com`, or `https://HOST/api/v3` of a GitHub Enterprise Server. */
  readonly apiUrl: string;
  readonly owner: string;
  readonly repo: string;
  readonly sleep: (ms: number) => Promise<void>;
  readonly log: Log;
  /** A rate limit that lasts longer is not waited for. */
  readonly maxWaitMs?: number;
  /** For one request, or for a download in which nothing arrives. */
  readonly timeoutMs?: number;
}

/** Everything that is asked of GitHub, for one repository. No type of Octokit leaves this room. */
export function githubClient(options: ClientOptions): GitHub {
  const settings = { maxWaitMs: 60_000, timeoutMs: 30_000, ...options };
  const send = connect(settings);
  return {
    ...githubHistory(send),
    ...githubArtifacts(send, settings),
    ...githubRunArtifacts(send),
    ...githubData(send, settings),
    ...githubBranchHistory(send, settings),
    ...githubComments(send),
    ...githubPulls(send),
    ...githubStatuses(send),
    ...githubCollaborators(send),
    ...githubChanges(send),
    ...githubIssues(send),
  };
}
