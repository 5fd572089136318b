/**
 * Writes test/github-server/openapi-subset.json: the operations that the tests' stand-in for GitHub knows, cut out of
 * GitHub's own OpenAPI description with every component that they need, without prose and examples.
 *
 * To refresh it (Node 24 runs this file as it is; the package is 385 MB, so it is no dependency of this project):
 *
 *     cd "$(mktemp -d)" && npm pack @octokit/openapi@23.0.2 && tar xzf octokit-openapi-23.0.2.tgz
 *     node …/tools/openapi/extract-subset.ts package/generated/api.github.com.json
 *
 * It is the description of the interface version 2022-11-28. Licence of the description: MIT, GitHub and the Octokit
 * authors, https://github.com/octokit/openapi.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = '@octokit/openapi';
const TARGET = join(import.meta.dirname, '../../test/github-server/openapi-subset.json');

const REPOSITORY = '/repos/{owner}/{repo}';

/** Relative to the repository. */
const OPERATIONS = [
  'GET ',
  'GET /actions/artifacts',
  'GET /actions/artifacts/{artifact_id}/{archive_format}',
  'GET /actions/runs/{run_id}',
  'GET /actions/runs/{run_id}/artifacts',
  'GET /collaborators/{username}/permission',
  'GET /commits',
  'GET /commits/{commit_sha}/pulls',
  'GET /compare/{basehead}',
  'GET /contents/{path}',
  'POST /git/blobs',
  'GET /git/blobs/{file_sha}',
  'POST /git/commits',
  'GET /git/commits/{commit_sha}',
  'GET /git/ref/{ref}',
  'POST /git/refs',
  'PATCH /git/refs/{ref}',
  'POST /git/trees',
  'GET /git/trees/{tree_sha}',
  'GET /issues',
  'POST /issues',
  'PATCH /issues/{issue_number}',
  'PATCH /issues/comments/{comment_id}',
  'DELETE /issues/comments/{comment_id}',
  'GET /issues/{issue_number}/comments',
  'POST /issues/{issue_number}/comments',
  'POST /labels',
  'GET /pulls',
  'GET /pulls/{pull_number}',
  'POST /statuses/{sha}',
];

/** Keywords that validate nothing. */
const PROSE = new Set(['description', 'summary', 'title', 'example', 'examples', 'externalDocs', 'tags', 'deprecated']);

/** The keys under these are names that GitHub chose, even one like `description`. */
const NAMED = new Set(['properties', 'patternProperties', 'responses', 'headers', 'content', 'mapping']);

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

interface Description {
  readonly openapi: string;
  readonly info: { readonly version: string; readonly license: Json };
  readonly paths: Readonly<Record<string, JsonObject>>;
  readonly components: Readonly<Record<string, JsonObject>>;
}

function withoutProse(value: Json, keysAreNames = false): Json {
  if (Array.isArray(value)) return value.map((item) => withoutProse(item));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => keysAreNames || !(PROSE.has(key) || key.startsWith('x-')));
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutProse(inner, !keysAreNames && NAMED.has(key))]));
}

function referencesIn(value: Json): string[] {
  return [...JSON.stringify(value).matchAll(/"\$ref":"#\/components\/([^"]+)"/g)].map(([, name]) => name!);
}

function pickPaths({ paths }: Description): Record<string, JsonObject> {
  const picked: Record<string, JsonObject> = {};
  for (const operation of OPERATIONS) {
    const [method = '', path = ''] = operation.split(' ');
    const found = paths[REPOSITORY + path]?.[method.toLowerCase()];
    if (found === undefined) throw new Error(`The description has no operation ${method} ${REPOSITORY}${path}.`);
    picked[REPOSITORY + path] = { ...picked[REPOSITORY + path], [method.toLowerCase()]: withoutProse(found) };
  }
  return picked;
}

/** Components by `kind/name`: those that `roots` refer to, those that these refer to, and so on. */
function pickComponents({ components }: Description, roots: Json): Map<string, Json> {
  const picked = new Map<string, Json>();
  const wanted = referencesIn(roots);
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    if (picked.has(name)) continue;
    const [kind = '', key = ''] = name.split('/');
    const found = components[kind]?.[key];
    if (found === undefined) throw new Error(`The description has no component ${name}.`);
    const component = withoutProse(found);
    picked.set(name, component);
    wanted.push(...referencesIn(component));
  }
  return picked;
}

/** One path or component a line, in order of name, so that a refresh reads well as a diff. */
function render({ openapi, info }: Description, paths: JsonObject, components: ReadonlyMap<string, Json>): string {
  const lines = (object: JsonObject) =>
    Object.keys(object)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${JSON.stringify(object[key])}`)
      .join(',\n');
  const kinds = [...new Set([...components.keys()].map((name) => name.split('/')[0]!))].sort().map((kind) => {
    const ofKind = [...components].filter(([name]) => name.startsWith(`${kind}/`));
    return `${JSON.stringify(kind)}:{\n${lines(Object.fromEntries(ofKind.map(([name, value]) => [name.slice(kind.length + 1), value])))}\n}`;
  });
  const source = {
    version: info.version,
    title: `Subset of ${PACKAGE} ${info.version}, api.github.com`,
    license: info.license,
  };
  return `{\n"openapi":${JSON.stringify(openapi)},\n"info":${JSON.stringify(source)},\n"paths":{\n${lines(paths)}\n},\n"components":{\n${kinds.join(',\n')}\n}\n}\n`;
}

const source = process.argv[2];
if (source === undefined) throw new Error('Name the description: extract-subset.ts …/generated/api.github.com.json');
const description = JSON.parse(readFileSync(source, 'utf8')) as Description;
const paths = pickPaths(description);
const components = pickComponents(description, paths);
writeFileSync(TARGET, render(description, paths, components));
