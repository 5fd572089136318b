import { ARTIFACT_ROUTES } from './artifact-routes.ts';
import type { Handler } from './call.ts';
import { COLLABORATOR_ROUTES } from './collaborator-routes.ts';
import { GIT_ROUTES } from './git-routes.ts';
import { ISSUE_ROUTES } from './issue-routes.ts';
import { JOB_ROUTES } from './job-routes.ts';
import { PUBLISH_ROUTES } from './publish-routes.ts';
import { REPOSITORY_ROUTES } from './repository-routes.ts';

/** Everything that the server answers, by method and path below the repository. */
export const ROUTES = {
  ...ARTIFACT_ROUTES,
  ...COLLABORATOR_ROUTES,
  ...GIT_ROUTES,
  ...ISSUE_ROUTES,
  ...JOB_ROUTES,
  ...PUBLISH_ROUTES,
  ...REPOSITORY_ROUTES,
};

export type Route = keyof typeof ROUTES;

export const handlerOf = (route: Route): Handler => ROUTES[route];
