import { type Handler, pageOfList, Refusal } from './call.ts';
import { pullShape } from './job-shapes.ts';
import type { Pull } from './repository.ts';
import type { Place } from './shapes.ts';

/** Lists of pull requests, all of which are open. */
export const PUBLISH_ROUTES = {
  'GET /pulls': (call) => {
    const { place, query } = call;
    const unknown = [...query.keys()].filter((name) => !['state', 'head', 'per_page', 'page'].includes(name));
    if (unknown.length > 0) throw new Refusal(501, `The stand-in does not filter by ${unknown.join(', ')}.`);
    const head = query.get('head');
    const found = [...place.repository.pulls.values()].filter((pull) => head === null || labelOf(place, pull) === head);
    const { items, headers } = pageOfList(found, call);
    return { status: 200, body: items.map((pull) => listedShape(place, pull)), headers };
  },

  'GET /commits/{commit_sha}/pulls': (call) => {
    const { place, values } = call;
    if (!place.repository.git.commits.has(values['commit_sha']!)) {
      throw new Refusal(422, `No commit found for SHA: ${values['commit_sha']}`);
    }
    const found = [...place.repository.pulls.values()].filter(({ head }) => head.sha === values['commit_sha']);
    const { items, headers } = pageOfList(found, call);
    return { status: 200, body: items.map((pull) => listedShape(place, pull)), headers };
  },
} as const satisfies Record<string, Handler>;

const labelOf = ({ repository }: Place, { head }: Pull): string =>
  `${head.fork?.split('/')[0] ?? repository.owner}:${head.ref}`;

/** What GitHub works out for one pull request at a time, and leaves out of lists. */
const ONLY_ALONE = new Set(
  'merged mergeable rebaseable mergeable_state merged_by comments review_comments maintainer_can_modify commits additions deletions changed_files'.split(
    ' ',
  ),
);

const listedShape = (place: Place, pull: Pull) =>
  Object.fromEntries(Object.entries(pullShape(place, pull)).filter(([key]) => !ONLY_ALONE.has(key)));
